"""Files of any sort dropped on any page: each goes where it is for, and what is for nothing is told and never stored."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from surveyapp.steps.desk import Desk
from surveyapp.ui import dropping
from surveyapp.ui.pages import BEGIN, HANDOVER, IMPORT, OVERVIEW, WALK
from surveyapp.ui.window import MainWindow
from tests.steps.sheets_made import book

from .conftest import Person, drop, photo

Walked = tuple[Person, str, str]


@pytest.fixture
def window(walked: Walked) -> MainWindow:
    """A window at the walk."""
    return walked[0].open()


@pytest.fixture
def package(walked: Walked, desk: Callable[[], Desk], tmp_path: Path) -> Path:
    """A package of this very home."""
    filled = desk()
    filled.choose_survey(filled.surveys()[0].id)
    target = tmp_path / "stick" / "包.zip"
    target.parent.mkdir()
    filled.export(target, [], lambda _done, _total, _code: None, lambda: False)
    filled.close()
    return target


def photos_in(window: MainWindow, person: Person) -> int:
    """How many photos of any sort the community holds."""
    told: list[int] = []
    standing = window.shell.standing
    streams = [standing.stream]
    standing.errands.ask(
        lambda verbs: sum(len(verbs.photos(stream, subject)) for stream in streams for subject in ("", standing.building, stream)), told.append
    )
    person.wait(window)
    return told[0]


@pytest.mark.parametrize("page", [WALK, HANDOVER, OVERVIEW])
def test_a_package_is_looked_into_wherever_it_is_dropped(package: Path, window: MainWindow, walked: Walked, page: str) -> None:
    person = walked[0]
    window.shell.go(page)
    person.wait(window)
    drop(window, [package])
    person.wait(window)
    assert window.shell.shown == HANDOVER
    row = window.shell.page(HANDOVER).receiving.row
    assert row is not None and Path(row.told.path) == package
    assert photos_in(window, person) == 0


def test_a_package_on_the_first_page_begins_with_it(package: Path, person: Person, tmp_path: Path) -> None:
    second = Person(person.app, tmp_path / "second")
    window = second.open()
    assert window.shell.shown == BEGIN
    drop(window, [package])
    second.wait(window)
    row = window.shell.page(BEGIN).receive.receiving.row
    assert row is not None
    drop(window, [package])
    second.wait(window)
    assert package.name in window.shell.banner.words(), "one package at a time"
    second.close(window)


def test_other_files_are_told_and_not_stored(window: MainWindow, walked: Walked, tmp_path: Path) -> None:
    person = walked[0]
    letter = tmp_path / "说明.docx"
    letter.write_bytes(b"PK\x03\x04 not a photo")
    drop(window, [letter, photo(tmp_path / "card", 1)])
    person.wait(window)
    assert "说明.docx" in window.shell.banner.words()
    assert photos_in(window, person) == 1
    assert "IMG_0001" not in window.shell.banner.words()


def test_a_damaged_photo_is_kept_by_its_name_and_a_nameless_one_by_its_bytes(window: MainWindow, walked: Walked, tmp_path: Path) -> None:
    person = walked[0]
    cut = photo(tmp_path / "card", 1)
    cut.write_bytes(b"\0" * 64)
    bare = tmp_path / "card" / "DCIM0007"
    shutil.copy(photo(tmp_path / "card", 2), bare)
    drop(window, [cut, bare])
    person.wait(window)
    assert photos_in(window, person) == 2
    assert window.shell.banner.words() == ""


def test_a_table_is_offered_for_import_from_any_page_but_not_among_others(window: MainWindow, walked: Walked, tmp_path: Path) -> None:
    person = walked[0]
    window.shell.go(HANDOVER)
    table = book(tmp_path / "花名册.xlsx", [["小区名称", "楼栋号"], ["柳北船厂宿舍", "3栋"]])
    drop(window, [table, book(tmp_path / "另一份.xlsx", [["小区名称", "楼栋号"]])])
    person.wait(window)
    assert window.shell.shown == HANDOVER
    assert "花名册.xlsx" in window.shell.banner.words()
    drop(window, [table])
    person.wait(window)
    assert window.shell.shown == IMPORT


def test_photos_on_another_page_say_where_they_belong(window: MainWindow, walked: Walked, tmp_path: Path) -> None:
    person = walked[0]
    window.shell.go(OVERVIEW)
    drop(window, [photo(tmp_path / "card", 1)])
    person.wait(window)
    assert "踏勘" in window.shell.banner.words()
    assert photos_in(window, person) == 0


def test_many_names_are_counted(tmp_path: Path) -> None:
    files = [tmp_path / f"{each}.docx" for each in "abcde"]
    for each in files:
        each.write_bytes(b"x")
    assert dropping.sorted_out(files).others == files
    assert "2" in dropping._names(files) and "d.docx" not in dropping._names(files)
