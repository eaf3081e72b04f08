"""The one place of colours, sizes and fonts: tokens become a QPalette, a style sheet, and what painted widgets ask for.

Three layers: the palette (what Fusion paints itself), one style sheet from a template, and `colour`/`font`/`size` for paint events.
Nothing else in the window knows a colour or a font size.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QFont, QFontDatabase

from surveyapp import paths

if TYPE_CHECKING:
    from PySide6.QtGui import QPalette
    from PySide6.QtWidgets import QApplication, QWidget

FAMILY = "Noto Sans SC"
PALETTES = ("light", "dark", "hc", "hcd")
BOLD_ROLES = frozenset({"figure", "page", "card", "strong"})
PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A place of a token in the style sheet: `{name}` without blanks, which no block of rules can be."""

_ROLES = {
    "Window": "window",
    "WindowText": "text",
    "Base": "surface",
    "AlternateBase": "sunken",
    "Text": "text",
    "Button": "surface",
    "ButtonText": "text",
    "BrightText": "err",
    "Highlight": "accent",
    "HighlightedText": "on_accent",
    "PlaceholderText": "placeholder",
    "ToolTipBase": "raised",
    "ToolTipText": "text",
    "Link": "accent_text",
    "Light": "raised",
    "Midlight": "line_soft",
    "Mid": "line",
    "Dark": "line_strong",
    "Shadow": "line_strong",
}
"""What each role of a QPalette is filled with. By name: the first picture of the window needs no QPalette."""
_PADS = {"field": 12, "button": 14, "link": 6, "chip": 10, "search": 38, "text": 8, "text_above": 6}
"""Between a line of 1 px and the words in it, by the kind of control."""
_DISABLED = ("Text", "WindowText", "ButtonText")


@cache
def tokens() -> dict[str, Any]:
    """The token file as it stands: `type`, `sizes` and `palette`.

    It holds tables, whole numbers and plain strings only, and is read line by line: importing a reader of all of TOML would delay the first paint.
    """
    read: dict[str, Any] = {}
    table = read
    for line in paths.resource("styles", "tokens.toml").read_text("utf-8").splitlines():
        if line.startswith("["):
            table = read
            for name in line.strip("[]").split("."):
                table = table.setdefault(name, {})
        elif " = " in line and not line.startswith("#"):
            name, value = line.split(" = ")
            table[name] = value.strip('"') if value.startswith('"') else int(value)
    return read


def values(palette: str, percent: int = 100) -> dict[str, str]:
    """What each place of the style sheet becomes under a palette and a text size in percent."""
    told = tokens()
    filled: dict[str, str] = dict(told["palette"][palette])
    filled |= {f"type_{name}": str(round(size * percent / 100)) for name, size in told["type"].items()}
    filled |= {name: str(size if name.startswith("radius") else round(size * percent / 100)) for name, size in told["sizes"].items()}
    filled["link_line"] = "underline" if palette.startswith("hc") else "none"
    filled["disabled_line"] = "dashed" if palette.startswith("hc") else "solid"
    return filled | _boxes(filled, palette.startswith("hc"))


def _boxes(filled: Mapping[str, str], high: bool) -> dict[str, str]:
    """Lines, and what stands within them. A line, a strong one (focus, error) and the same control are equally high in every palette: heights and
    paddings are told for a line of 1 px, and what a thicker line takes is taken off them, so that nothing jumps."""
    hair, strong = (2, 4) if high else (1, 2)
    inner = {name: int(filled[name]) - 2 * (hair - 1) for name in ("control", "touch", "small")}
    focused = {f"{name}_strong": int(filled[name]) - 2 * (strong - 1) for name in ("control", "touch", "small")}
    pads = {f"pad_{name}": pad - (hair - 1) for name, pad in _PADS.items()}
    tight = {f"pad_{name}_strong": pad - (strong - 1) for name, pad in _PADS.items()}
    made = {"hair": hair, "strong": strong} | inner | focused | pads | tight
    return {name: str(size) for name, size in made.items()}


def style_sheet(palette: str, percent: int = 100) -> str:
    """The style sheet with every place filled. A place that no token fills is a KeyError."""
    filled = values(palette, percent)
    return PLACE.sub(lambda place: filled[place[1]], paths.resource("styles", "app.qss").read_text("utf-8"))


def qt_palette(palette: str) -> QPalette:
    """The palette for what Fusion paints by itself."""
    from PySide6.QtGui import QPalette

    colours = tokens()["palette"][palette]
    groups = QPalette.ColorGroup
    made = QPalette()
    for role_name, name in _ROLES.items():
        role = QPalette.ColorRole[role_name]
        for group in (groups.Active, groups.Inactive):
            made.setColor(group, role, QColor(colours[name]))
        made.setColor(groups.Disabled, role, QColor(colours["disabled" if role_name in _DISABLED else name]))
    return made


class _Worn:
    palette = "light"
    percent = 100
    colours: dict[str, int]


_WORN = _Worn()
_WORN.colours = {}


def load_fonts() -> None:
    """Make the application's two font files known to Qt: no font of the machine is needed."""
    for style in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", f"NotoSansSC-{style}.ttf")))


def choose(palette: str, percent: int = 100) -> None:
    """Paint in a palette and a text size from now on. What Qt paints by itself follows with `wear`."""
    _WORN.palette, _WORN.percent = palette, percent
    _WORN.colours = {name: QColor(value).rgba() for name, value in tokens()["palette"][palette].items()}


def wear(app: QApplication, palette: str, percent: int = 100) -> None:
    """Put on a palette and a text size. Called at start and when a person changes either, never while recording."""
    choose(palette, percent)
    app.setFont(font("body"))
    app.setPalette(qt_palette(palette))
    sheet = style_sheet(palette, percent)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)  # re-polishes every widget there is
    for widget in app.allWidgets():
        widget.update()


def worn() -> str:
    """The palette in use."""
    return _WORN.palette


def colour(name: str) -> QColor:
    """The colour of a token in the palette in use: a copy, which the caller may make more transparent."""
    return QColor.fromRgba(_WORN.colours[name])  # copying with QColor(…) would first make the whole of `Qt`


def scrim() -> QColor:
    """What dims a page under a panel: ink over paper; over a dark page deep enough that the panel's raised surface stands out."""
    dark = _WORN.palette in ("dark", "hcd")
    made = colour("rail" if dark else "text")
    made.setAlphaF(0.66 if dark else 0.42)
    return made


def size(name: str) -> int:
    """A size token in logical px at the text size in use."""
    told = int(tokens()["sizes"][name])
    return told if name.startswith("radius") else px(told)


def px(length: float) -> int:
    """A length that words must fit into, given for the ordinary text size: logical px at the text size in use."""
    return round(length * _WORN.percent / 100)


def text_size() -> int:
    """The text size in use, in percent."""
    return _WORN.percent


def look(width: int) -> str:
    """The layout class of a window this many logical px wide: `compact`, `normal` or `wide`. Large words need the room of a smaller layout."""
    told = tokens()["looks"]
    if width < told["compact_below"] or (_WORN.percent >= told["large_text"] and width < told["compact_below_large_text"]):
        return "compact"
    return "wide" if width >= told["wide_from"] and _WORN.percent * told["wide_from"] <= 100 * width else "normal"


def hair() -> int:
    """The width of a line: 1 px, 2 px in high contrast."""
    return 2 if is_high() else 1


def is_high() -> bool:
    """Whether a palette of high contrast is worn: there what is chosen is solid or strongly outlined, for a tint is not seen in the sun."""
    return _WORN.palette.startswith("hc")


def chosen_line() -> float:
    """The width of the line around what is chosen."""
    return 3 if is_high() else 1.5


def strong() -> int:
    """The width of the line around what has the focus, or an error."""
    return 4 if is_high() else 2


def font(role: str, bold: bool | None = None) -> QFont:
    """The font of a text role; `bold` overrides the role's weight."""
    made = QFont(FAMILY)
    made.setPixelSize(round(tokens()["type"][role] * _WORN.percent / 100))
    made.setBold(role in BOLD_ROLES if bold is None else bold)
    return made


LETTERS_PX = 100
"""The size that letters on a photo are measured at: they are scaled with the photo."""


def letters_font() -> QFont:
    """The font of letters on a photo, at LETTERS_PX: no setting of text size changes what a report shows as well."""
    made = QFont(FAMILY)
    made.setPixelSize(LETTERS_PX)
    made.setBold(True)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and polish this one widget."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def colours_worn() -> bool:
    """Whether a palette has been put on in this process."""
    return bool(_WORN.colours)
