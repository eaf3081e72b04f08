"""Reading a line as a whole: most lines are exactly what `write_edit` writes, and one look at their shape tells it.

What this reads, the close look of `edits.read_edit` reads the same; what this does not read, that one judges and words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from surveyapp.domain.canonical import LARGEST_LINE, Value, plain_text, plain_value

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")

_U = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_H = "[0-9a-f]{64}"
_WHOLE = "[1-9][0-9]{0,14}"
_WALL = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?[+-][0-9]{2}:[0-9]{2}"
_FRONT = re.compile(f'{{"act":{{"id":"({_U})","name":"([^"]*)"}},"author":"({_U})","changes":(?={{)')
_BACK = re.compile(
    f',"kind":"({NAME.pattern})","made_at":(0|{_WHOLE}),"origin":"({_U})","prev":(?:null|"({_H})"),"record":"({_U})","replaces":({{[^{{}}]*}})'
    f'(?:,"saw":({{[^{{}}]*}}))?,"schema":({_WHOLE}),"seq":({_WHOLE}),"stream":"({_U})"(?:,"undoes":"({_U})")?,"wall":"({_WALL})"}}'
)
_BACK_BEGINS = ',"kind":"'
"""In a plain line no text holds a quotation mark, and behind the envelope's kind nothing begins like this: the last one is the envelope's."""
_ONE = re.compile(f'{{"({NAME.pattern})":\\["({_H})"\\]}}')
"""One field that replaces one edit: nearly every correction."""
_EDIT_ID = re.compile(_H)


class Envelope(NamedTuple):
    """What a line says, in the order of the fields of an edit."""

    schema: int
    stream: str
    record: str
    kind: str
    changes: Mapping[str, Value]
    replaces: Mapping[str, list[str]]
    saw: Mapping[str, list[str]]
    act: str
    act_name: str
    author: str
    origin: str
    seq: int
    prev: str | None
    made_at: int
    wall: str
    undoes: str | None


def read_whole(untrusted_line: bytes, latest: int) -> Envelope | None:
    """The envelope of a line that is good and has nothing unusual about it; None where it has to be looked at closely. `latest`: the last moment."""
    text = plain_text(untrusted_line) if len(untrusted_line) <= LARGEST_LINE else None
    if text is None or (front := _FRONT.match(text)) is None:
        return None
    border = text.rfind(_BACK_BEGINS)
    if border < front.end() or (back := _BACK.fullmatch(text, border)) is None:
        return None
    act, act_name, author = front.groups()
    kind, made_at, origin, prev, record, replaced, seen, schema, seq, stream, undoes, wall = back.groups()
    changes = plain_value(text[front.end() : border])
    replaces, saw = _ids(replaced), _ids(seen or "{}")
    if not changes or not all(map(is_name, changes)) or replaces is None or saw is None or not replaces.keys() <= changes.keys():
        return None
    if (seq == "1") != (prev is None) or int(made_at) > latest:
        return None
    return Envelope(
        int(schema), stream, record, kind, changes, replaces, saw, act, act_name, author, origin, int(seq), prev, int(made_at), wall, undoes
    )


def _ids(text: str) -> dict[str, list[str]] | None:
    """The ids by field of a canonical text, None where it is something else."""
    if text == "{}":
        return {}
    if one := _ONE.fullmatch(text):
        return {one[1]: [one[2]]}
    value = plain_value(text)
    return value if isinstance(value, dict) and is_ids_by_field(value) else None


def is_ids_by_field(value: Any) -> bool:
    """Whether a value is ids of edits by the name of a field, each list sorted and without repeats."""
    return isinstance(value, dict) and all(is_name(field) and _is_sorted_ids(ids) for field, ids in value.items())


def _is_sorted_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(is_edit_id, value)) and (len(value) == 1 or value == sorted(set(value)))


def is_edit_id(value: Any) -> bool:
    """Whether a value is the sha256 of a line."""
    return isinstance(value, str) and bool(_EDIT_ID.fullmatch(value))


def is_name(value: Any) -> bool:
    """Whether a value can be the name of a field or a kind."""
    return isinstance(value, str) and _has_form_of_name(value)


@lru_cache(maxsize=4096)
def _has_form_of_name(value: str) -> bool:
    """Remembered: a few dozen names stand in all edits."""
    return bool(NAME.fullmatch(value))
