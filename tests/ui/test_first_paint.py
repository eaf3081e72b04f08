"""At the first paint nothing heavy has been imported: seen from a fresh process, on a fresh home and on one with work in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from surveyapp import paths
from surveyapp.steps.desk import Desk

_HEAVY = ("sqlalchemy", "alembic", "reportlab", "httpx", "PIL", "opencc", "pypinyin", "psycopg", "xlsxwriter")
_LOOK = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from surveyapp.store.first_page import first_page
from surveyapp.ui.first_page import first_page_from
from surveyapp.ui.start import application, window
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            side = shown.shell.walk.side.list.buildings
            names = [side.data(side.index(row)) for row in range(side.rowCount())]
            print(json.dumps({"modules": sorted(sys.modules), "title": shown.shell.header.title.text(), "buildings": names}), flush=True)
            os._exit(0)
        return False
home = Path(sys.argv[1])
app = application([])
def open_verbs():
    raise SystemExit("the verbs were opened before the first paint")
shown = window(app, first_page_from(first_page(home / "journal.db")), open_verbs, home)
watch = Watch()
shown.installEventFilter(watch)
shown.show()
app.exec()
"""


def first_paint(home: Path) -> dict[str, list[str]]:
    """What a fresh process has imported, and what it shows, at the moment of its first paint."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths.program_root())}
    ran = subprocess.run([sys.executable, "-c", _LOOK, str(home)], capture_output=True, text=True, timeout=60, env=environment, check=False)
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, list[str]] = json.loads(ran.stdout)
    return answer


def heavy(modules: list[str]) -> list[str]:
    """The heavy ones among them."""
    return sorted({name.partition(".")[0] for name in modules} & set(_HEAVY))


def test_a_fresh_home_is_painted_without_any_heavy_library(tmp_path: Path) -> None:
    seen = first_paint(tmp_path / "nothing")
    assert heavy(seen["modules"]) == []


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
