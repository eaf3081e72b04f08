"""The pieces that dossier pages are set from: text that wraps in both scripts, facts, badges, photos that pass through undecoded."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFError
from reportlab.pdfbase.pdfutils import readJPEGInfo
from reportlab.platypus import Flowable, Table

from surveyapp import words
from surveyapp.reports.fonts import BOLD, REGULAR
from surveyapp.reports.lettering import ACCENT_INK, CENTRE, GAP, INK2, INK3, Run, text
from surveyapp.reports.pages import GREY, INNER, LINE, PAPER

TIER_MARKS = {"basic": "■", "improvement": "◆", "enhancement": "●", None: "—"}
TIER_WORDS = {
    "basic": "report.tier.basic",
    "improvement": "report.tier.improvement",
    "enhancement": "report.tier.enhancement",
    None: "report.tier.not_listed",
}
_TIER_INKS = {"basic": "#174E96", "improvement": "#6A4F00", "enhancement": "#831C59", None: "#4E5A56"}
_TIER_SHAPES = {"basic": "#2D72CB", "improvement": "#C79A1E", "enhancement": "#8C1F60", None: "#7A8580"}
_SEVERITY_FILLS = {1: ("#DFE3E0", "#3F4B47"), 2: ("#FAD9C0", "#7F390A"), 3: ("#C24C18", "#FFFFFF"), 4: ("#8F1218", "#FFFFFF")}
SEVERITY_WORDS = {1: "report.severity.1", 2: "report.severity.2", 3: "report.severity.3", 4: "report.severity.4"}
PHOTO_GAP = 4 * mm
INDENT = 9 * mm
PHOTO_WIDTH = (INNER - INDENT - PHOTO_GAP) / 2
BESIDE_WIDTH = 72 * mm


def tier_badge(tier: str | None) -> tuple[Run, ...]:
    """Shape and word of a tier, each in its colour, so that neither colour nor shape alone must be seen."""
    known = tier if tier in TIER_MARKS else None
    return Run(TIER_MARKS[known] + " ", _TIER_SHAPES[known]), Run(words.say(TIER_WORDS[known]), _TIER_INKS[known], True)


def base_tier(tier: str, clause: str) -> str:
    """The sentence that tells the base tier, which is shown beside and never in place of the city's own."""
    return words.say("report.base_tier", tier=words.say(TIER_WORDS.get(tier, TIER_WORDS[None])), clause=clause)


def tier_line(tier: str | None, clause: str, base: str | None, base_clause: str) -> tuple[Run, ...]:
    """The tier with its clause; where the city's document is silent, that, and the base tier beside it."""
    runs = [*tier_badge(tier)]
    if clause:
        runs.append(Run(GAP + clause, INK2))
    if tier is None and base:
        runs.append(Run(GAP + base_tier(base, base_clause), INK3))
    return tuple(runs)


def facts_table(facts: Sequence[tuple[str, str]], columns: int = 2) -> Table:
    """Labels and values in `columns` pairs a row."""
    width = INNER / columns
    label = 25 * mm
    cells: list[list[Any]] = []
    for at in range(0, len(facts), columns):
        row: list[Any] = []
        for name, value in [*facts[at : at + columns], *[("", "")] * columns][:columns]:
            row += [text("small", name, INK3), text("body", value)]
        cells.append(row)
    rules = [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"), *base_rules(1.6 * mm, 1.2 * mm)]
    rules += [("RIGHTPADDING", (each, 0), (each, -1), 3 * mm) for each in range(1, 2 * columns, 2)]
    return Table(cells, colWidths=[label, width - label] * columns, style=rules, splitInRow=1)


def base_rules(vertical: float, horizontal: float) -> list[tuple[Any, ...]]:
    """What every table needs: the padding of its cells (points), and our own font: ReportLab sets one even for cells without text, and
    Helvetica would then be named in the file and not embedded."""
    everywhere = ((0, 0), (-1, -1))
    return [
        ("FONTNAME", *everywhere, REGULAR),
        ("TOPPADDING", *everywhere, vertical),
        ("BOTTOMPADDING", *everywhere, vertical),
        ("LEFTPADDING", *everywhere, horizontal),
        ("RIGHTPADDING", *everywhere, horizontal),
    ]


class Severity(Flowable):  # type: ignore[misc]
    """A severity as a filled square with its number: number and darkness say the same."""

    def __init__(self, level: int | None) -> None:
        super().__init__()
        self.level = level
        self.width = self.height = 5.4 * mm

    def draw(self) -> None:
        """Paint the square; nothing for a defect that has no severity yet."""
        if self.level not in _SEVERITY_FILLS:
            return
        fill, ink = _SEVERITY_FILLS[self.level]
        self.canv.setFillColor(HexColor(fill))
        self.canv.roundRect(0, 0, self.width, self.height, 0.8 * mm, stroke=0, fill=1)
        self.canv.setFillColor(HexColor(ink))
        self.canv.setFont(BOLD, 10)
        self.canv.drawCentredString(self.width / 2, self.height / 2 - 1.25 * mm, str(self.level))


class _Jpeg:
    """What ReportLab asks an image for when it is to be passed through: its bytes, and a name that stands for them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.name = hashlib.sha256(data).hexdigest()

    def jpeg_fh(self) -> io.BytesIO:
        return io.BytesIO(self.data)

    def __str__(self) -> str:
        return self.name


class Picture(Flowable):  # type: ignore[misc]
    """A photo in a 4:3 box, whole and upright, its JPEG bytes passed through. Loaded when its page is drawn."""

    def __init__(self, image: Callable[[], bytes], width: float = PHOTO_WIDTH) -> None:
        super().__init__()
        self.image, self.width, self.height = image, width, width * 3 / 4

    def draw(self) -> None:
        """Paint the photo, or say in its place that it cannot be read."""
        canvas = self.canv
        canvas.setFillColor(PAPER)
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        data = self.image()
        size = _jpeg_size(data)
        if size is None:
            canvas.setFillColor(GREY)
            canvas.setFont(REGULAR, 9)
            canvas.drawCentredString(self.width / 2, self.height / 2, words.say("report.photo_unreadable"))
            return
        scale = min(self.width / size[0], self.height / size[1])
        width, height = size[0] * scale, size[1] * scale
        canvas.drawImage(_Jpeg(data), (self.width - width) / 2, (self.height - height) / 2, width, height)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for bytes that are no JPEG a PDF can hold: no reason to lose the dossier."""
    try:
        width, height = readJPEGInfo(io.BytesIO(data))[:2]
    except (PDFError, struct.error, IndexError):
        return None
    return (width, height) if width and height else None


def figure_cards(figures: Sequence[tuple[str, str]]) -> Table:
    """Figures in a row of cards: the number large, what it counts below."""
    numbers = [text("figure", number, ACCENT_INK, CENTRE) for number, _ in figures]
    labels = [text("small", label, INK3, CENTRE) for _, label in figures]
    rules = [
        *base_rules(0, 1 * mm),
        ("BACKGROUND", (0, 0), (-1, -1), PAPER),
        ("LINEAFTER", (0, 0), (-2, -1), 2, white),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
        ("TOPPADDING", (0, 0), (-1, 0), 2.4 * mm),
        ("TOPPADDING", (0, 1), (-1, 1), 0),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 2.4 * mm),
    ]
    return Table([numbers, labels], colWidths=[INNER / len(figures)] * len(figures), style=rules)
