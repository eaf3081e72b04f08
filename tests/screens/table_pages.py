"""What the pictures of the needs page and of the import page are made of: an interview round half done, and a roster with errors."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from surveyapp.ui.importing.page import CHANGES, COLUMNS, FINDINGS, ImportPage
from surveyapp.ui.needs.page import NeedsPage
from surveyapp.ui.shell import IMPORT, NEEDS
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.window import MainWindow

TALKS = (
    ("1-101", "owner", "agree", "yes", "N01 N08 N02"),
    ("1-102", "tenant", "abstain", "depends", "N08 N09"),
    ("1-201", "owner", "agree", "yes", "N01 N02 N04 N16"),
    ("1-202", "co_owner", "agree", "depends", "N08 N01 N03"),
    ("1-301", "", "", "", ""),
    ("1-302", "owner", "disagree", "no", "N04"),
    ("1-401", "owner", "agree", "yes", "N01 N11 N08"),
    ("1-501", "public_tenant", "agree", "depends", "N01 N12"),
    ("2-101", "owner", "agree", "yes", "N02 N08 N07"),
    ("2-102", "", "", "", ""),
)
ROSTER = """附件1,,,,,,,,,
2026年老旧小区摸底表,,,,,,,,,
序号,小区名称,街道,楼栋号,建成年份,结构,层数,单元数,户数,建筑面积（㎡）,计划年度,投资（万元）,物业情况说明
1,柳北船厂宿舍,解放街道,3栋,1994,砖混,6,3,36,3060.40,2028,412,社区代管
2,柳北船厂宿舍,解放街道,4栋,98年,砖混,7,2,28,2466.00,,,
3,柳北船厂职工宿舍,解放街道,1栋,1996,框架,6,3,37,3060.40,2028,300.5,无
4,柳北船厂职工宿舍,解放街道,1号楼,1996,框架,66,3,36,3060.40,,,
5,食品厂宿舍,雀儿山街道,1栋,90年代,砖混,5,2,20,约1500,2027,180,单位自管
合计,,,,,,,,166,13147.20,,,
注：户数以不动产登记为准。,,,,,,,,,,,,
"""


def fill_interviews(verbs: Verbs, stream: str, building: str) -> None:
    """A round that is half done: some answered, two where nobody was at home."""
    for door, who, consent, willing, codes in TALKS:
        if codes:
            fields = {"who": who, "consent": consent, "willing_to_pay": willing, "people": 3}
            verbs.keep_interview(stream, building, door, "", fields, codes.split())
        else:
            verbs.keep_interview(stream, building, door, "", {"outcome": "absent"}, None)


def table_pages(window: MainWindow, settle: Callable[[MainWindow], None]) -> Iterator[str]:
    """Go through both pages; yields a name when one is ready to be looked at."""
    shell = window.shell
    shell.go(NEEDS)
    settle(window)
    page = shell.page(NEEDS)
    assert isinstance(page, NeedsPage)
    page.go_to("1-201")
    settle(window)
    yield "needs"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "roster.csv"
        file.write_text(ROSTER, encoding="utf-8")
        shell.import_table(file)
        settle(window)
    tables = shell.page(IMPORT)
    assert isinstance(tables, ImportPage)
    for tab in (COLUMNS, FINDINGS, CHANGES):
        tables.show_tab(tab)
        if tab == FINDINGS:
            tables.found.step(3)
        settle(window)
        yield f"import-{tab}"
