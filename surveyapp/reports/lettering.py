"""Text on a page: runs of one colour and weight, set on one line where they fit and wrapped by the rules of their script where they do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import getAscentDescent, getFont, stringWidth
from reportlab.platypus import Flowable, Paragraph

from surveyapp.reports.fonts import BOLD, REGULAR

INK, INK2, INK3, ACCENT_INK, WARN_INK = "#19211F", "#46524E", "#5F6B67", "#0B6A5A", "#A04A06"
LEFT, CENTRE, RIGHT = range(3)
_SIZES = {"title": 22.0, "section": 14.0, "head": 11.5, "body": 9.5, "small": 8.5, "caption": 8.0, "figure": 17.0}
_BOLD_KINDS = {"title", "section", "head", "figure"}
_LEADING = 1.45
GAP = "\u00a0\u00a0\u00a0"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one colour ("#rrggbb") and weight."""

    text: str
    colour: str = INK
    is_bold: bool = False


def clean(value: str) -> str:
    """Text as type can hold it. Line ends stay, other spaces become plain ones; control and direction characters go.

    A character that the font has not is printed as its number (〔U+20BB7〕): left to itself it would vanish from a name without a trace.
    """
    glyphs = getFont(REGULAR).face.charToGlyph
    if all(ord(each) in glyphs for each in value) and "\t" not in value:
        return value
    return "".join(_printable(each, glyphs) for each in value)


def _printable(char: str, glyphs: Mapping[int, int]) -> str:
    kind = unicodedata.category(char)
    if char == "\n" or kind in ("Cc", "Cs", "Cf"):
        return char if char == "\n" else " " if char == "\t" else ""
    if kind == "Zs":
        return char if ord(char) in glyphs else " "
    return char if ord(char) in glyphs else f"〔U+{ord(char):04X}〕"


def has_cjk(value: str) -> bool:
    """Whether lines may be broken between any two characters: Chinese is written without spaces."""
    return any("\u2e80" <= each <= "\u9fff" or each >= "\U00020000" for each in value)


@cache
def _style(kind: str, is_cjk: bool, align: int) -> ParagraphStyle:
    size = _SIZES[kind]
    return ParagraphStyle(
        f"{kind}-{is_cjk}-{align}",
        fontName=BOLD if kind in _BOLD_KINDS else REGULAR,
        fontSize=size,
        leading=size * _LEADING,
        wordWrap="CJK" if is_cjk else None,
        splitLongWords=1,
        alignment=align,
    )


class Lettering(Flowable):  # type: ignore[misc]
    """Runs of text of one kind (title, section, head, body, small, caption, figure).

    Most of what a dossier says fits on a line, and a line needs none of the work that breaking paragraphs does (it is two thirds of the time).
    """

    def __init__(self, kind: str, runs: tuple[Run, ...], align: int = LEFT) -> None:
        super().__init__()
        self.runs = tuple(Run(clean(run.text), run.colour, run.is_bold or kind in _BOLD_KINDS) for run in runs)
        self.kind, self.align, self.size = kind, align, _SIZES[kind]
        self.widths = [stringWidth(run.text, self._font(run), self.size) for run in self.runs]
        self.is_line = not any("\n" in run.text for run in self.runs)
        self.paragraph: Paragraph | None = None
        self.broken_at = 0.0

    @staticmethod
    def _font(run: Run) -> str:
        return BOLD if run.is_bold else REGULAR

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size this takes within a width (points)."""
        self.width = available_width
        if self.is_line and sum(self.widths) <= available_width:
            self.paragraph, self.height = None, self.size * _LEADING
        elif self.paragraph is None or self.broken_at != available_width:
            self.paragraph, self.broken_at = self._broken(), available_width
            self.height = self.paragraph.wrap(available_width, available_height)[1]
        return self.width, self.height

    def _broken(self) -> Paragraph:
        joined = "".join(run.text for run in self.runs)
        markup = "".join(self._markup(run) for run in self.runs)
        return Paragraph(markup, _style(self.kind, has_cjk(joined), self.align))

    def _markup(self, run: Run) -> str:
        inner = escape(run.text).replace("\n", "<br/>")
        return f'<font name="{self._font(run)}" color="{run.colour}">{inner}</font>'

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """Lines that fit a page and the rest, for text longer than what is left of a page."""
        self.wrap(available_width, available_height)
        parts: list[Any] = self.paragraph.split(available_width, available_height) if self.paragraph else []
        return parts

    def draw(self) -> None:
        """Paint it."""
        if self.paragraph is not None:
            self.paragraph.drawOn(self.canv, 0, 0)
            return
        x = (self.width - sum(self.widths)) * self.align / 2
        y = self.height - getAscentDescent(REGULAR, self.size)[0]
        for run, width in zip(self.runs, self.widths, strict=True):
            self.canv.setFont(self._font(run), self.size)
            self.canv.setFillColor(HexColor(run.colour))
            self.canv.drawString(x, y, run.text)
            x += width


def text(kind: str, value: str, colour: str = INK, align: int = LEFT) -> Lettering:
    """Text in one colour."""
    return Lettering(kind, (Run(value, colour),), align)


def rich(kind: str, *runs: Run) -> Lettering:
    """Text of several runs."""
    return Lettering(kind, runs)
