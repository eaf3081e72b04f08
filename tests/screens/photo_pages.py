"""The photo that is looked at closely, with everything drawn on it, and the panel of tools beside the photo in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from surveyapp.domain.annotations import Annotation
from surveyapp.ui.shell import WALK
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.page import DEFECTS
from surveyapp.ui.window import MainWindow

DRAWN = (
    Annotation("", "arrow", ((5900, 1800), (7700, 4300))),
    Annotation("", "ellipse", ((7700, 4300), (9400, 5700))),
    Annotation("", "number", ((5900, 1800),)),
    Annotation("", "number", ((6800, 8300),)),
    Annotation("", "measure", ((7300, 5900), (9500, 9500)), "white", "3.5 m"),
    Annotation("", "pixelate", ((300, 5200), (2100, 7200))),
    Annotation("", "freehand", ((900, 2600), (1300, 2450), (1700, 2700), (2200, 2500), (2600, 2650)), "red"),
    Annotation("", "text", ((1900, 9300),), "white", "缺 3 根"),
)


def fill_drawn(verbs: Verbs, stream: str, defect: str) -> None:
    """Draw on the first photo of a defect with every tool that reads well on it."""
    photo = verbs.photos(stream, defect)[0]
    for each in DRAWN:
        verbs.annotate(stream, photo.record, each)


def photo_pages(window: MainWindow, settle: Callable[[MainWindow], None]) -> Iterator[str]:
    """Go through them; yields a name when there is something to look at."""
    shell, walk = window.shell, window.shell.walk
    shell.go(WALK)
    walk.show_tab(DEFECTS)
    settle(window)
    drawn = next(line.record for line in walk.defects.list.defects.lines if line.code == "CP-02")
    walk.defects.take(drawn)
    walk.defects.list.show_lines(walk.defects.list.defects.lines, drawn)
    settle(window)
    yield "walk-drawn"
    pad = walk.defects.in_hand.pad
    pad.tool.click()
    settle(window)
    yield "walk-tools"
    pad.tool.click()
    assert pad.photo is not None
    walk.open_photo(pad.photo)
    settle(window)
    yield "photo"
    assert walk.viewer is not None
    measure = next(each for each in pad.photo.annotations if each.tool == "measure")
    walk.drawing.choose(measure.record)
    settle(window)
    yield "photo-chosen"
    walk.drawing.choose("")
    walk.close_photo()
    settle(window)
