"""Every key of the window, once: what is bound, what the overlay shows, and in which order they are met.

The caps in the overlay are made from the chords that are bound, so that it cannot tell of a key that does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EVERYWHERE, WALK_GROUP, NEEDS_GROUP, REVIEW_GROUP, MAP_GROUP, SETTINGS_GROUP = "everywhere", "walk", "needs", "review", "map", "settings"
GROUPS = (EVERYWHERE, WALK_GROUP, NEEDS_GROUP, REVIEW_GROUP, MAP_GROUP, SETTINGS_GROUP)
_SIGNS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "PgDown": "PgDn", "-": "−", "Return": "Enter"}
_SUMS = frozenset("=")
_RUN = 3


@dataclass(frozen=True, slots=True)
class Key:
    """What one key, or a family of keys, does. `chords` act anywhere in the window; `plain` only while nothing is being typed; `local` belong
    to the thing that has the focus."""

    name: str
    group: str = EVERYWHERE
    chords: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    local: tuple[str, ...] = ()


def keys(pages: Sequence[str]) -> tuple[Key, ...]:
    """All keys; `pages` are the chords of the pages in the order of the rail."""
    return (
        Key("pages", chords=tuple(pages)),
        Key("jump", chords=("Ctrl+K",)),
        Key("search", plain=("/",)),
        Key("panes", chords=("F6", "Shift+F6")),
        Key("undo", chords=("Ctrl+Z",)),
        Key("redo", chords=("Ctrl+Shift+Z", "Ctrl+Y")),
        Key("findings", chords=("F7", "Shift+F7")),
        Key("settle", chords=("F8",)),
        Key("text_size", chords=("Ctrl+=", "Ctrl+-", "Ctrl+0")),
        Key("full", chords=("F11",)),
        Key("help", chords=("F1",)),
        Key("keys", chords=("Ctrl+/",)),
        Key("entry", WALK_GROUP, chords=("Ctrl+N",), local=("Esc",)),
        Key("building", WALK_GROUP, chords=("PgUp", "PgDown")),
        Key("floor", WALK_GROUP, chords=("Ctrl+Up", "Ctrl+Down")),
        Key("unit", WALK_GROUP, chords=("Ctrl+Left", "Ctrl+Right")),
        Key("number", WALK_GROUP, chords=tuple(f"Alt+{digit}" for digit in range(10))),
        Key("severity", WALK_GROUP, plain=("1", "2", "3", "4")),
        Key("quantity", WALK_GROUP, plain=("+", "-")),
        Key("photo", WALK_GROUP, plain=("P",)),
        Key("mark", WALK_GROUP, plain=("M",)),
        Key("large", WALK_GROUP, plain=("A",)),
        Key("again", WALK_GROUP, chords=("Ctrl+D",)),
        Key("paste", WALK_GROUP, local=("Ctrl+V",)),
        Key("clause", WALK_GROUP, chords=("F2",)),
        Key("delete", WALK_GROUP, local=("Del",)),
        Key("map", MAP_GROUP, chords=("Ctrl+M",)),
        Key("pins", MAP_GROUP, local=("Up", "Down", "Left", "Right")),
        Key("wishes", NEEDS_GROUP, local=(*"1234", "QWER", "ASDF", "ZXCV")),
        Key("next_door", NEEDS_GROUP, local=("Enter",)),
        Key("tick", REVIEW_GROUP, local=("Space", "Ctrl+A")),
        Key("open", REVIEW_GROUP, local=("Enter",)),
        Key("person", SETTINGS_GROUP, local=tuple("123456789")),
    )


def written(chord: str) -> str:
    """A chord as it is written wherever a person reads it: `Ctrl K`, `Ctrl Shift Z`."""
    return _group(*_by_modifiers((chord,))[0])


def cap(key: Key) -> str:
    """How the keys are written on the overlay: `Ctrl ↑ ↓`, `Alt 0–9`, `Ctrl 1 2 4–8`, `Ctrl = / Ctrl −`, `F7 / Shift F7`."""
    found = _by_modifiers((*key.chords, *key.plain, *key.local))
    return " / ".join(shown for mods, names in found for shown in _apart(mods, names))


def _by_modifiers(chords: Iterable[str]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for chord in chords:
        mods, _, name = chord.rpartition("+") if not chord.endswith("+") else (chord[:-1].rstrip("+"), "", "+")
        found.setdefault(mods.replace("+", " "), []).append(_SIGNS.get(name, name))
    return list(found.items())


def _apart(mods: str, names: list[str]) -> list[str]:
    """A family of keys as one group; signs one by one, for `Ctrl = − 0` reads like a sum."""
    return [_group(mods, [name]) for name in names] if set(names) & _SUMS else [_group(mods, names)]


def _group(mods: str, names: list[str]) -> str:
    shown = " ".join(_runs(names)).replace("← →", "←\u2002→").replace("↓ ←", "↓\u2002←")  # those two fill their room to its edges
    return f"{mods} {shown}" if mods else shown


def _runs(names: Sequence[str]) -> list[str]:
    """Digits that follow one another as a run, from three on; a gap is told, for nothing stands behind the digit that is missing."""
    found: list[list[str]] = []
    for name in names:
        follows = found and name.isdigit() and found[-1][-1].isdigit() and int(name) == int(found[-1][-1]) + 1
        found[-1].append(name) if follows else found.append([name])
    return [shown for run in found for shown in ([f"{run[0]}–{run[-1]}"] if len(run) >= _RUN else run)]
