"""The one place of colours, sizes and fonts: tokens become a QPalette, a style sheet, and what painted widgets ask for.

Three layers: the palette (what Fusion paints itself), one style sheet from a template, and `colour`/`font`/`size` for paint events.
Nothing else in the window knows a colour or a font size.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from surveyapp import paths

FAMILY = "Noto Sans SC"
PALETTES = ("light", "dark", "hc", "hcd")
BOLD_ROLES = frozenset({"figure", "page", "card", "strong"})
PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A place of a token in the style sheet: `{name}` without blanks, which no block of rules can be."""

_GROUPS = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive)
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "err",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "line_soft",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
}
_DISABLED = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


@cache
def tokens() -> dict[str, Any]:
    """The token file as it stands: `type`, `sizes` and `palette`."""
    with paths.resource("styles", "tokens.toml").open("rb") as file:
        return tomllib.load(file)


def values(palette: str, percent: int = 100) -> dict[str, str]:
    """What each place of the style sheet becomes under a palette and a text size in percent."""
    told = tokens()
    filled: dict[str, str] = dict(told["palette"][palette])
    filled |= {f"type_{name}": str(round(px * percent / 100)) for name, px in told["type"].items()}
    filled |= {name: str(px if name.startswith("radius") else round(px * percent / 100)) for name, px in told["sizes"].items()}
    filled["hair"] = "2" if palette.startswith("hc") else "1"
    filled["small_strong"] = str(int(filled["small"]) - 2)
    return filled


def style_sheet(palette: str, percent: int = 100) -> str:
    """The style sheet with every place filled. A place that no token fills is a KeyError."""
    filled = values(palette, percent)
    return PLACE.sub(lambda place: filled[place[1]], paths.resource("styles", "app.qss").read_text("utf-8"))


def qt_palette(palette: str) -> QPalette:
    """The palette for what Fusion paints by itself."""
    colours = tokens()["palette"][palette]
    made = QPalette()
    for role, name in _ROLES.items():
        for group in _GROUPS:
            made.setColor(group, role, QColor(colours[name]))
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours["disabled" if role in _DISABLED else name]))
    return made


@dataclass
class _Worn:
    palette: str = "light"
    percent: int = 100
    colours: dict[str, QColor] = field(default_factory=dict)


_WORN = _Worn()


def load_fonts() -> None:
    """Make the application's two font files known to Qt: no font of the machine is needed."""
    for style in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", f"NotoSansSC-{style}.ttf")))


def wear(app: QApplication, palette: str, percent: int = 100) -> None:
    """Put on a palette and a text size. Called at start and when a person changes either, never while recording."""
    _WORN.palette, _WORN.percent = palette, percent
    _WORN.colours = {name: QColor(value) for name, value in tokens()["palette"][palette].items()}
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
    return QColor(_WORN.colours[name])


def size(name: str) -> int:
    """A size token in logical px at the text size in use."""
    px = int(tokens()["sizes"][name])
    return px if name.startswith("radius") else round(px * _WORN.percent / 100)


def hair() -> int:
    """The width of a line: 1 px, 2 px in high contrast."""
    return 2 if _WORN.palette.startswith("hc") else 1


def font(role: str, bold: bool | None = None) -> QFont:
    """The font of a text role; `bold` overrides the role's weight."""
    made = QFont(FAMILY)
    made.setPixelSize(round(tokens()["type"][role] * _WORN.percent / 100))
    made.setBold(role in BOLD_ROLES if bold is None else bold)
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
