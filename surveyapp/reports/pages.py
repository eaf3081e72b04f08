"""The frame of a printed page: A4, a head with what it is and under which document, a foot with where it comes from and page x of y."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from surveyapp import words
from surveyapp.reports.fonts import BOLD, REGULAR

WIDTH, HEIGHT = A4
MARGIN, TOP, BOTTOM = 18 * mm, 24 * mm, 20 * mm
INNER = WIDTH - 2 * MARGIN
ACCENT, INK, GREY, LINE, PAPER = (HexColor(each) for each in ("#0B6A5A", "#19211F", "#5F6B67", "#CBD1CB", "#F2F3F0"))
WARN, WARN_TINT = HexColor("#A04A06"), HexColor("#FDF0E1")


@dataclass(frozen=True, slots=True)
class Running:
    """What every page repeats. `status` is set apart in the colour of attention unless it is empty."""

    head: str
    document: str
    status: str
    foot: str


def fitted(text: str, font: str, size: float, width: float) -> str:
    """The text, or as much of it as fits the width (points) with an ellipsis."""
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text + "…"


def draw_frame(canvas: Any, running: Running) -> None:
    """Head and foot of a page, without its number."""
    canvas.saveState()
    y = HEIGHT - 14 * mm
    canvas.setFillColor(ACCENT)
    canvas.rect(MARGIN, y - 0.6 * mm, 1.2 * mm, 4.4 * mm, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 9.5)
    head = fitted(running.head, BOLD, 9.5, INNER * 0.44)
    canvas.drawString(MARGIN + 3 * mm, y, head)
    right = WIDTH - MARGIN
    left = MARGIN + stringWidth(head, BOLD, 9.5) + 10 * mm
    if running.status:
        right -= _chip(canvas, running.status, right, y) + 2 * mm
    canvas.setFillColor(GREY)
    canvas.setFont(REGULAR, 8.5)
    canvas.drawRightString(right, y, fitted(running.document, REGULAR, 8.5, right - left))
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, y - 3 * mm, WIDTH - MARGIN, y - 3 * mm)
    canvas.line(MARGIN, 14 * mm, WIDTH - MARGIN, 14 * mm)
    canvas.setFont(REGULAR, 8)
    canvas.drawString(MARGIN, 9.5 * mm, fitted(running.foot, REGULAR, 8, INNER * 0.74))
    canvas.restoreState()


def _chip(canvas: Any, text: str, right: float, y: float) -> float:
    """A small label that ends at `right`; answers its width."""
    width: float = stringWidth(text, BOLD, 8) + 4 * mm
    canvas.setFillColor(WARN_TINT)
    canvas.roundRect(right - width, y - 1.2 * mm, width, 5 * mm, 1 * mm, stroke=0, fill=1)
    canvas.setFillColor(WARN)
    canvas.setFont(BOLD, 8)
    canvas.drawCentredString(right - width / 2, y + 0.1 * mm, text)
    return width


def document_of(kind: type[BaseDocTemplate], file: Any, running: Running, title: str, author: str, subject: str = "") -> BaseDocTemplate:
    """A document of A4 pages in this frame, its fonts embedded; the same bytes for the same contents. Build it with `CountedCanvas`."""
    made = kind(
        file,
        pagesize=(WIDTH, HEIGHT),
        title=title,
        author=author,
        subject=subject,
        creator="surveyapp",
        lang="zh-CN" if words.language() == "zh" else "en",
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=1,
    )
    frame = Frame(MARGIN, BOTTOM, INNER, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
    made.addPageTemplates(PageTemplate("page", [frame], onPage=lambda canvas, _: draw_frame(canvas, running)))
    return made


class CountedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that knows how many pages there are before it writes the first: pages are kept until the end, then numbered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep the page for later."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Number the pages and write them."""
        total = len(self._kept)
        for number, state in enumerate(self._kept, 1):
            self.__dict__.update(state)
            self.setFillColor(GREY)
            self.setFont(REGULAR, 8)
            self.drawRightString(WIDTH - MARGIN, 9.5 * mm, words.say("report.page", page=number, pages=total))
            super().showPage()
        super().save()
