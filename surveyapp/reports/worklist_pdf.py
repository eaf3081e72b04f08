"""The work list on paper: A4, a box to tick before each line, heads repeated on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Spacer, Table

from surveyapp import paths, words
from surveyapp.domain.worklist import Worklist
from surveyapp.reports import fonts
from surveyapp.reports.blocks import base_rules
from surveyapp.reports.lettering import INK2, INK3, clean, text
from surveyapp.reports.pages import INK, INNER, LINE, PAPER, CountedCanvas, Running, document_of
from surveyapp.reports.worklist_lines import MEND_HEADS, TASK_HEADS, mend_line, rest, scope, task_line, title

_BOX = 4 * mm
_TASKS = (34, 20, 17, 26, 17, 26, 26)
_MENDS = (34, 22, 50, 60)
_LINES_A_TABLE = 400


def write_paper(target: Path, made: Worklist) -> None:
    """Write it, its fonts embedded. Raises DiskError; whole or not at all."""
    fonts.register()
    paths.write_durably(target, lambda file: _compose(file, made))


def _compose(file: Any, made: Worklist) -> None:
    foot = words.say("report.foot", made_at=made.made_at[:16].replace("T", " "), made_by=made.made_by)
    running = Running(clean(title(made)), clean(made.survey), "", clean(foot))
    document = document_of(BaseDocTemplate, file, running, title(made), made.made_by)
    document.build(list(_story(made)), canvasmaker=CountedCanvas)


def _story(made: Worklist) -> Iterator[Flowable]:
    yield text("title", title(made))
    yield text("body", scope(made), INK2)
    yield Spacer(1, 4 * mm)
    if made.tasks:
        yield from _tables(TASK_HEADS, _TASKS, [task_line(task, made.day) for task in made.tasks])
    else:
        yield text("body", words.say("report.worklist.no_tasks"), INK3)
    yield Spacer(1, 7 * mm)
    yield text("section", words.say("report.worklist.mends"))
    if rest(made):
        yield text("small", rest(made), INK3)
    yield Spacer(1, 2 * mm)
    if made.mends:
        yield from _tables(MEND_HEADS, _MENDS, [mend_line(mend) for mend in made.mends])
    else:
        yield text("body", words.say("report.worklist.no_mends"), INK3)


class _Box(Flowable):  # type: ignore[misc]
    """An empty box for a pen."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """As large as it is."""
        return _BOX, _BOX

    def draw(self) -> None:
        """Paint it."""
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.7)
        self.canv.rect(0, 0, _BOX * 0.8, _BOX * 0.8)


def _tables(heads: Sequence[str], widths: Sequence[int], lines: Sequence[Sequence[str]]) -> Iterator[Table]:
    share = (INNER - 7 * mm) / sum(widths)
    columns = [7 * mm, *(width * share for width in widths)]
    head = ["", *(text("small", words.say(f"report.worklist.head.{each}"), INK3) for each in heads)]
    rules = [
        *base_rules(1.4 * mm, 1 * mm),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), PAPER),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
    ]
    for start in range(0, len(lines), _LINES_A_TABLE):
        body = [[_Box(), *(text("small", each) for each in line)] for line in lines[start : start + _LINES_A_TABLE]]
        yield Table([head, *body], colWidths=columns, repeatRows=1, style=rules)
