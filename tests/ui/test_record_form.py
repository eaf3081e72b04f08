"""The form: fields save themselves, the doubtful is stored and marked, the impossible stays a draft, conflicts are settled in place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from surveyapp.domain.fields import KINDS, field_of
from surveyapp.domain.views import FieldView, HistoryLine, RecordView
from surveyapp.steps.desk import Desk
from surveyapp.ui.form.cards import CARDS, NOT_SHOWN
from surveyapp.ui.form.controls import ChoiceControl, LineControl, YearControl
from surveyapp.ui.form.form import RecordForm
from surveyapp.ui.form.row import SAVED_SHOWN_MS, FormRow
from surveyapp.ui.form.typed import decimal_text, whole_number
from surveyapp.ui.walk.page import RECORD
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.ui.window import MainWindow
from tests.pause import pause

from .conftest import Person, shell_of, write


def row(window: MainWindow, name: str) -> FormRow:
    """The row of a field in the open form."""
    found = window.shell.walk.record.form().row_of(name)
    assert found is not None
    return found


def line(window: MainWindow, name: str) -> QLineEdit:
    """The text field of a field."""
    control = row(window, name).controls[name]
    assert isinstance(control, LineControl)
    return control.line


def opened(person: Person) -> MainWindow:
    """A window with the record of the building open."""
    window = person.open()
    window.shell.walk.show_tab(RECORD)
    person.wait(window)
    return window


def stored(person: Person, window: MainWindow, stream: str, record: str, name: str) -> object:
    """What the store holds, asked on the worker as the window does."""
    answer: list[object] = []
    window.errands.ask(lambda verbs: verbs.record(stream, record).value(name), answer.append)
    person.wait(window)
    return answer[0]


@pytest.mark.parametrize("kind", sorted(CARDS))
def test_every_declared_field_stands_in_a_card_or_is_named_as_not_shown(kind: str) -> None:
    shown = [name for card in CARDS[kind] for name in card.names]
    assert len(shown) == len(set(shown))
    assert set(shown) | NOT_SHOWN[kind] == {field.name for field in KINDS[kind]}


def test_the_doubtful_is_stored_and_marked(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = opened(person)
    write(line(window, "area_m2"), "612.40")
    QTest.keyClick(line(window, "area_m2"), Qt.Key.Key_Tab)
    person.wait(window)
    assert stored(person, window, stream, building, "area_m2") == "612.40"
    assert "已存" in row(window, "area_m2").message()
    pause(SAVED_SHOWN_MS + 100)
    assert "每户约 17" in row(window, "area_m2").message()
    assert line(window, "area_m2").property("s") == "warn"


def test_the_impossible_stays_a_draft_and_the_last_good_value_stays(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = opened(person)
    for typed in ("18.6", "286"):
        write(line(window, "height_m"), typed)
        QTest.keyClick(line(window, "height_m"), Qt.Key.Key_Return)
        person.wait(window)
    assert stored(person, window, stream, building, "height_m") == "18.6"
    assert line(window, "height_m").text() == "286"
    assert line(window, "height_m").property("s") == "err"
    assert row(window, "height_m").message() == "应在 2–200 m 之间，档案仍是 18.6"
    assert window.shell.walk.foot.whole() == "1 栏只存了草稿"
    window.shell.standing.walk(1)
    person.wait(window)
    assert line(window, "height_m").text() == ""
    assert "未存" not in window.shell.walk.foot.whole()
    window.shell.standing.walk(-1)
    person.wait(window)
    assert line(window, "height_m").text() == "286"
    write(line(window, "height_m"), "18.9")
    QTest.keyClick(line(window, "height_m"), Qt.Key.Key_Return)
    person.wait(window)
    assert stored(person, window, stream, building, "height_m") == "18.9"
    assert line(window, "height_m").property("s") == ""
    assert window.shell.walk.foot.whole().endswith("已存")


def test_the_row_that_the_panel_speaks_of_is_marked(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = opened(person)
    for name in ("height_m", "area_m2"):
        line(window, name).setFocus()
        person.wait(window)
        assert [each for each in ("height_m", "area_m2") if row(window, each).spoken_of] == [name]
    line(window, "households").setFocus()
    person.wait(window)
    pair = row(window, "households")
    before, after = pair.controls["units"].geometry(), pair.controls["households"].geometry()
    assert before.right() < pair.line_rect().left() <= pair.line_rect().right() < after.left(), "before the one of the two that it speaks of"
    window.shell.walk.aside.arrange(folds=True)
    assert not pair.line_rect(), "no panel is seen that could speak of it"
    window.shell.walk.aside.turn()
    assert pair.line_rect()
    window.shell.standing.walk(1)
    person.wait(window)
    assert not any(row(window, each).spoken_of for each in ("height_m", "area_m2")) or line(window, "area_m2").hasFocus()


def test_what_could_not_be_stored_is_there_again_when_the_window_is_opened_anew(walked: tuple[Person, str, str]) -> None:
    person, _, _ = walked
    window = opened(person)
    write(line(window, "height_m"), "286")
    QTest.keyClick(line(window, "height_m"), Qt.Key.Key_Return)
    person.wait(window)
    window.close()
    again = opened(person)
    assert line(again, "height_m").text() == "286"
    assert row(again, "height_m").message() == "应在 2–200 m 之间，先存草稿"
    assert again.shell.walk.foot.whole() == "1 栏只存了草稿"
    line(again, "height_m").clear()
    QTest.keyClick(line(again, "height_m"), Qt.Key.Key_Return)
    person.wait(again)
    again.close()
    assert line(opened(person), "height_m").text() == ""


def test_a_half_typed_field_is_saved_when_the_building_changes_and_when_the_window_closes(
    walked: tuple[Person, str, str], desk: Callable[[], Desk]
) -> None:
    person, stream, building = walked
    window = opened(person)
    write(line(window, "address"), "Jiefang Road 8")
    QTest.keyClick(window, Qt.Key.Key_PageDown)
    person.wait(window)
    assert stored(person, window, stream, building, "address") == "Jiefang Road 8"
    window.shell.standing.walk(-1)
    person.wait(window)
    write(line(window, "house_code"), "450205-0003")
    person.close(window)
    held = desk()
    assert held.record(stream, building).value("house_code") == "450205-0003"
    held.close()


def test_ctrl_z_in_a_field_belongs_to_the_field_only_while_it_is_half_typed(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = opened(person)
    write(line(window, "storeys"), "7")
    QTest.keyClick(line(window, "storeys"), Qt.Key.Key_Return)
    person.wait(window)
    assert stored(person, window, stream, building, "storeys") == 7
    QTest.keyClick(line(window, "storeys"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    assert stored(person, window, stream, building, "storeys") == 6
    assert line(window, "storeys").text() == "6"


def test_a_choice_is_stored_at_once_and_cleared_by_choosing_it_again(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = opened(person)
    control = row(window, "drainage").controls["drainage"]
    assert isinstance(control, ChoiceControl)
    segmented = control.findChild(Segmented)
    assert segmented is not None
    mixed = next(each for each in segmented.parts() if each.text() == "混接")
    QTest.mouseClick(mixed, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert stored(person, window, stream, building, "drainage") == "mixed"
    QTest.mouseClick(mixed, Qt.MouseButton.LeftButton)
    person.wait(window)
    assert stored(person, window, stream, building, "drainage") is None


def test_a_conflict_shows_both_values_with_their_authors_and_either_settles_it(app: QApplication) -> None:
    heads = (HistoryLine("a", 6, "韦敏", "2026-11-20T14:20:00+08:00", True), HistoryLine("b", 7, "覃志强", "2026-11-18T09:41:00+08:00", True))
    view = RecordView("s", "r", "building", "", "live", {"storeys": FieldView("storeys", 6, "conflict", heads)})
    form = RecordForm("building")
    wanted: list[tuple[str, object]] = []
    form.save_wanted.connect(lambda name, value: wanted.append((name, value)))
    form.show_record(view)
    found = form.row_of("storeys")
    assert found is not None
    assert found.message() == "两人改得不同，定哪个？"
    offers = found.findChildren(QPushButton)
    assert [each.text() for each in offers] == ["6（韦敏）", "7（覃志强）", "对着看"]
    beside: list[bool] = []
    form.conflict_wanted.connect(lambda: beside.append(True))
    offers[2].click()
    assert wanted == [] and beside == [True]
    offers[1].click()
    assert wanted == [("storeys", 7)]
    form.deleteLater()


def test_a_field_whose_earlier_edits_have_not_arrived_says_so(app: QApplication) -> None:
    view = RecordView("s", "r", "building", "", "live", {"storeys": FieldView("storeys", 6, "waiting")})
    form = RecordForm("building")
    form.show_record(view)
    found = form.row_of("storeys")
    assert found is not None
    assert found.message() == "更早的修改未到"
    form.deleteLater()


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", None),
        ("６", 6),
        ("1,200", 1200),
        (" 12 ", 12),
        ("3.0", 3),
        ("3.5", "3.5"),
        ("abc", "abc"),
        ("1e3", 1000),
        ("NaN", "NaN"),
        ("1,2,3", "1,2,3"),
        ("12,34", "12,34"),
        ("1,200,000", 1200000),
        ("６层", 6),
        ("3 个", 3),
        ("六层", 6),
        ("十二", 12),
        ("6 m", "6m"),
    ],
)
def test_whole_numbers_as_people_type_them(typed: str, value: object) -> None:
    assert whole_number(typed, "storey") == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", None),
        ("936.40", "936.40"),
        ("９３６．４", "936.4"),
        ("1,200.5", "1200.5"),
        ("x", "x"),
        ("inf", "inf"),
        ("18,6", "18,6"),
        ("1,2,3", "1,2,3"),
        ("18。6", "18.6"),
        ("3060.4㎡", "3060.4"),
        ("３０６０．４ 平方米", "3060.4"),
        ("3,060.4m²", "3060.4"),
        ("18.6米", "18.6米"),
    ],
)
def test_decimals_as_people_type_them(typed: str, value: object) -> None:
    assert decimal_text(typed, "m2") == value


@pytest.mark.parametrize(("typed", "value"), [("1994年", 1994), ("１９９４", 1994), ("一九九四年", 1994), ("94", 94), ("1994m", "1994m")])
def test_years_as_people_type_them(typed: str, value: object) -> None:
    assert whole_number(typed, "year") == value


def test_a_comma_for_the_point_and_half_a_year_are_asked_about_and_taken_with_one_press(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = opened(person)
    year = row(window, "built").controls["built"]
    assert isinstance(year, YearControl)
    for name, edit, typed, meant in (
        ("height_m", line(window, "height_m"), "18,6", "18.6"),
        ("built", year.line, "94", 1994),
    ):
        below = row(window, name).height()
        before = stored(person, window, stream, building, name)
        write(edit, typed)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        person.wait(window)
        assert stored(person, window, stream, building, name) == before and edit.text() == typed
        assert row(window, name).height() == below, "no row below moves"
        offer = next(each for each in row(window, name).findChildren(QPushButton) if each.text() == f"改成 {meant}")
        QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
        person.wait(window)
        held = stored(person, window, stream, building, name)
        assert (held["value"] if isinstance(held, dict) else held) == meant and edit.text() == str(meant)
        assert "未存" not in window.shell.walk.foot.whole()


def test_the_community_record_opens_with_the_common_ground(walked: tuple[Person, str, str]) -> None:
    person, stream, _ = walked
    window = person.open()
    _, walk = shell_of(window)
    window.shell.standing.choose_building("")
    walk.show_tab(RECORD)
    person.wait(window)
    assert walk.record.form().kind == "community"
    write(line(window, "households"), "142")
    QTest.keyClick(line(window, "households"), Qt.Key.Key_Return)
    person.wait(window)
    assert stored(person, window, stream, stream, "households") == 142


def test_beside_what_cannot_be_stored_stands_what_the_record_says_after_an_undo_too(walked: tuple[Person, str, str]) -> None:
    person, stream, building = walked
    window = person.open()
    _, walk = shell_of(window)
    walk.show_tab(RECORD)
    person.wait(window)
    row = walk.record.form().row_of("households")
    assert row is not None
    window.shell.standing.write(lambda verbs: verbs.set_fields(stream, building, {"households": 48}))
    person.wait(window)
    write(row.controls["households"].line, "abc")  # type: ignore[attr-defined]
    row.settle()
    person.wait(window)
    assert "48" in row.message()
    window.shell.undo()
    person.wait(window)
    assert "36" in row.message()
    assert "48" not in row.message()


def test_a_year_that_is_cleared_again_is_none(app: QApplication) -> None:
    field = field_of("building", "built")
    assert field is not None
    control, told = YearControl(field, "建成年份"), []
    control.left.connect(told.append)
    for text in ("1990", "", ""):
        control.line.setText(text)
        control.settle()
    assert [each and each["value"] for each in told] == [1990, None]
