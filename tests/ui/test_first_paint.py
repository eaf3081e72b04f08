"""At the first paint nothing heavy has been imported: seen from a fresh process, on a fresh home and on one with work in it.

And what it paints is what stands there afterwards: nothing moves when the whole window takes its place.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from surveyapp import paths
from surveyapp.steps.desk import Desk
from surveyapp.ui import theme
from surveyapp.ui.shell import REVIEW
from tests.pause import pause

from .conftest import Person

_HEAVY = ("sqlalchemy", "alembic", "reportlab", "httpx", "PIL", "opencc", "pypinyin", "psycopg", "xlsxwriter")
_LOOK = """
import json, os, sys
from pathlib import Path
from surveyapp.store.first_page import first_page
from surveyapp.ui.first_page import first_page_from
from surveyapp.ui.start import application, window
from surveyapp.ui.front import row_paint, view
names = []
def paint_row(ink, rect, line, *states):
    names.append(row_paint.building_name(line))
    row_paint.paint_row(ink, rect, line, *states)
view.paint_row = paint_row
def tell():
    import PySide6.QtCore
    told = {"modules": modules, "title": front.title, "buildings": names, "qt": "Qt" in vars(PySide6.QtCore)}
    print(json.dumps(told), flush=True)
    os._exit(0)
def painted():
    modules.extend(sorted(sys.modules))
modules = []
home = Path(sys.argv[1])
app = application([])
def open_verbs():
    raise SystemExit("the verbs were opened before the first paint")
shown = window(app, first_page_from(first_page(home / "journal.db")), open_verbs, home)
front = shown.centralWidget()
front.painted.disconnect()
front.painted.connect(painted)
front.painted.connect(tell)
shown.show()
app.exec()
"""


def first_paint(home: Path) -> dict[str, Any]:
    """What a fresh process has imported, and what it shows, at the moment of its first paint."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.program_root())}
    ran = subprocess.run([sys.executable, "-c", _LOOK, str(home)], capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def heavy(modules: list[str]) -> list[str]:
    """The heavy ones among them, and the pages that are not seen yet."""
    pages = (name for name in modules if name.startswith("surveyapp.ui.") and name.count(".") > 2 and not name.startswith("surveyapp.ui.front."))
    return sorted({name.partition(".")[0] for name in modules} & set(_HEAVY)) + sorted(pages)


def test_a_fresh_home_is_painted_without_any_heavy_library(tmp_path: Path) -> None:
    seen = first_paint(tmp_path / "nothing")
    assert heavy(seen["modules"]) == []
    assert not seen["qt"]
    assert seen["buildings"] == []


@pytest.mark.parametrize("count", [3])
def test_the_last_surveys_first_page_is_painted_from_the_bare_driver(desk: Callable[[], Desk], tmp_path: Path, count: int) -> None:
    filled = desk()
    filled.choose_survey(filled.new_survey("摸底", "liuzhou", "韦敏").id)
    stream = filled.new_community({"name": "柳北船厂宿舍"}).records[0][0]
    for number in (12, 3, 1)[:count]:
        filled.new_record(stream, "building", {"name": f"{number}栋"})
    filled.set_setting("last_stream", stream)
    filled.close()
    seen = first_paint(tmp_path / "home")
    assert heavy(seen["modules"]) == []
    assert not seen["qt"], "the namespace Qt was made before the first paint: a tenth of its time"
    assert seen["title"] == "柳北船厂宿舍"
    assert seen["buildings"] == ["小区公共区", "1栋", "3栋", "12栋"]


def test_the_first_page_counts_like_the_list_that_follows(walked: tuple[object, str, str], desk: Callable[[], Desk], tmp_path: Path) -> None:
    from surveyapp.store.first_page import first_page
    from surveyapp.ui.first_page import first_page_from

    _, stream, building = walked
    filled = desk()
    filled.choose_survey(filled.surveys()[0].id)
    filled.new_record(stream, "defect", {"words": "屋面漏雨", "code": "RF-01", "building": building})
    filled.set_fields(stream, building, {"built": {"value": 1994, "precision": "year", "evidence": "plaque"}})
    later = filled.buildings(stream)
    filled.close()
    page = first_page_from(first_page(tmp_path / "home" / "journal.db"))

    def told(line: object) -> tuple[object, ...]:
        names = ("record", "name", "built", "storeys", "units", "households", "defects", "worst", "filled", "fields")
        return tuple(getattr(line, name) for name in names)

    assert [told(line) for line in page.buildings] == [told(line) for line in later]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1280, 650)])
def test_nothing_moves_when_the_whole_window_takes_the_place_of_the_first_picture(
    walked: tuple[Person, str, str], desk: Callable[[], Desk], language: str, width: int, height: int
) -> None:
    person, stream, building = walked
    filled = desk()
    filled.choose_survey(filled.surveys()[0].id)
    for severity in (1, 2, 3, 4):
        filled.new_record(
            stream, "defect", {"words": "屋面漏雨", "code": "RF-01", "building": building if severity < 3 else "", "severity": severity}
        )
    filled.set_fields(stream, stream, {"street": "解放街道", "households": 142})
    filled.set_setting("language", language)
    filled.close()
    person.app.setStyleSheet("")  # as in a fresh process: the sheet comes after the first picture
    window = person.begin_to_open()
    window.resize(width, height)
    pause(0)
    first = window.grab().toImage()
    assert not window.is_whole()
    for _ in range(2_000):
        pause(1)
        if window.is_whole():
            break
    pause(0)
    whole = window.grab().toImage()
    person.wait(window)
    item = window.shell.rail.item(REVIEW)
    assert item.count, "what is to check is counted with the first data, and that alone is new in the rail"
    item.tell(0)
    later = window.grab().toImage()
    rows = 2 * theme.size("list_row")
    side = theme.size(f"list_{'compact' if width < 1320 else 'normal'}")
    seen = {
        "rail": QRect(0, 0, 77, height - 30),
        "title": QRect(77, 0, 260, 57),
        "rows": QRect(77, 57 + 110, side - 2, rows),
        "name": QRect(77 + side + 1, 57, 52, 54),
    }
    for part, place in seen.items():
        assert _same(first, whole, place), f"{part} changes when the window is whole"
        assert _same(whole, later, place), f"{part} changes when its data come"


def _same(one: QImage, other: QImage, place: QRect) -> bool:
    return one.copy(place) == other.copy(place)


_FAMILIES = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QWidget
from surveyapp.store.first_page import first_page
from surveyapp.ui.first_page import first_page_from
from surveyapp.ui.start import application, window
from tests.pause import pause
home = Path(sys.argv[1])
app = application([])
def open_verbs():
    from surveyapp.steps.desk import Desk
    from surveyapp.steps.node import open_home
    return Desk(open_home(home))
shown = window(app, first_page_from(first_page(home / "journal.db")), open_verbs, home)
shown.show()
for _ in range(500):
    pause(20)
    if shown.is_whole() and shown.errands.under_way == 0:
        break
found = sorted({each.fontInfo().family() for each in shown.findChildren(QWidget) if each.isVisible()})
print(json.dumps(found), flush=True)
shown.close()
"""


def test_every_word_of_a_fresh_start_is_in_the_applications_own_font(walked: tuple[object, str, str], tmp_path: Path) -> None:
    """In a process of its own: here another window has put the style sheet on before, and what comes after it is always right."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.program_root())}
    command = [sys.executable, "-c", _FAMILIES, str(tmp_path / "home")]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout) == [theme.FAMILY]
