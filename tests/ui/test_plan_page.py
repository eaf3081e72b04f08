"""The plan page, used by a person over a real home: enters the tallies of a vote, sees by how much it fails, adds what was named, sees it carry."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from surveyapp import words
from surveyapp.cli.commands import run
from surveyapp.domain.assessment import Change, Comparison, FundingCard, FundingLine, Verdict
from surveyapp.domain.views import FieldView, RecordView
from surveyapp.steps.desk import Desk
from surveyapp.ui import theme
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.form.controls import ChoiceControl, LineControl
from surveyapp.ui.plan.change_row import ChangeRow, HeadRow
from surveyapp.ui.plan.compare_card import ComparePart
from surveyapp.ui.plan.household_votes import HouseholdVotes
from surveyapp.ui.plan.marks import LOOKS, Entries, Strip, either, look_of
from surveyapp.ui.plan.notice_card import NoticePart
from surveyapp.ui.plan.page import PlanPage
from surveyapp.ui.plan.record_rows import RecordRows
from surveyapp.ui.plan.stacked import StackedBar
from surveyapp.ui.plan.verdict_row import MOST_REASON, broken
from surveyapp.ui.shell import PLAN, WALK
from surveyapp.ui.widgets.buttons import IconButton
from surveyapp.ui.window import MainWindow

from .conftest import Person, write
from .test_screens import clipped, nameless

COMMUNITY = {"name": "柳北船厂宿舍", "location": "city", "land": "state_allocated", "unit_form": "compound", "willing": "yes"}


@dataclass
class Planner:
    """A person on the plan page."""

    person: Person
    window: MainWindow
    page: PlanPage
    stream: str

    def wait(self) -> None:
        """Until nothing is under way."""
        self.person.wait(self.window)

    def type(self, form: RecordRows, name: str, text: str) -> None:
        """Type into a field and leave it by Tab."""
        row = form.row_of(name)
        assert row is not None
        control = row.controls[name]
        assert isinstance(control, LineControl)
        write(control.line, text)
        QTest.keyClick(control.line, Qt.Key.Key_Tab)
        self.wait()

    def word(self, rule: str) -> tuple[str, str]:
        """The word and the reason of a verdict as its row shows them."""
        row = self.page.side.row_of(rule)
        assert row is not None and row.verdict is not None
        return row.verdict.word, row.verdict.reason


@pytest.fixture
def planner(person: Person, desk: Callable[[], Desk]) -> Planner:
    """A window on a community whose survey looks at 20 November 2026."""
    filled = desk()
    survey = filled.choose_survey(filled.new_survey("柳北区摸底", "liuzhou", "韦敏").id).id
    filled.set_fields(survey, survey, {"as_of": "2026-11-20"})
    stream = filled.new_community(dict(COMMUNITY)).records[0][0]
    filled.new_record(stream, "building", {"name": "3栋", "built": {"value": 1994, "precision": "year"}})
    filled.new_record(stream, "defect", {"code": "RF-01"})
    filled.set_setting("last_stream", stream)
    filled.close()
    window = person.open()
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    person.wait(window)
    page = window.shell.page(PLAN)
    assert isinstance(page, PlanPage)
    return Planner(person, window, page, stream)


def test_a_vote_is_entered_fails_by_14_705_and_carries_with_58_82_more(planner: Planner) -> None:
    page = planner.page
    assert planner.word("consent") == ("待核", "还没有表决，录入后即算")
    row = page.side.row_of("consent")
    assert row is not None
    QTest.mouseClick(row.face, Qt.MouseButton.LeftButton)
    assert row.fill.isVisible() and row.fill.text() == "去填：总面积"
    QTest.mouseClick(row.fill, Qt.MouseButton.LeftButton)
    assert page.vote.drawer.isVisible()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    tallies = {
        "total_area_m2": "8946.38",
        "total_owners": "138",
        "voted_area_m2": "６，７０２．１４",
        "voted_owners": "101",
        "agree_area_m2": "5011.90",
        "agree_owners": "79",
    }
    for name, text in tallies.items():
        planner.type(page.vote.form, name, text)
    saved = page.vote.form.row_of("agree_owners")
    assert saved is not None and "已存" in saved.message()
    assert planner.word("consent") == ("未通过", "同意面积差 14.705 ㎡，其余 3 项够")
    assert page.vote.strip.words() == "已投票的再有 14.705 ㎡ 改为同意即通过；或未投的 37 位里，再有合计 58.82 ㎡ 同意即通过"
    assert page.vote.bars["agree_area"].verdict == "差 14.705 ㎡"
    assert page.vote.bars["voted_area"].verdict == "够"
    assert page.now is not None and page.now.assessment.vote is not None
    assert page.now.assessment.vote.others == 0

    for name, text in {"voted_area_m2": "6760.96", "voted_owners": "102", "agree_area_m2": "5070.72", "agree_owners": "80"}.items():
        planner.type(page.vote.form, name, text)
    assert planner.word("consent") == ("通过", "4 项比例都够")
    QTest.keyClick(planner.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    planner.wait()
    QTest.keyClick(planner.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    planner.wait()
    assert planner.word("consent")[0] == "未通过"


def test_two_fields_typed_at_once_make_one_vote(planner: Planner) -> None:
    page = planner.page
    page.save("vote", "", "total_area_m2", "100")
    page.save("vote", "", "total_owners", 10)
    planner.wait()
    assert page.now is not None and page.now.assessment.vote is not None
    assert page.now.assessment.vote.others == 0
    view = page.now.view("vote", page.now.assessment.vote.record)
    assert view is not None and (view.value("total_area_m2"), view.value("total_owners")) == ("100", 10)


def test_what_cannot_be_is_not_stored_and_what_is_doubtful_is_said(planner: Planner) -> None:
    form = planner.page.vote.form
    planner.type(form, "voted_area_m2", "-3")
    row = form.row_of("voted_area_m2")
    assert row is not None and row.drafts()
    assert planner.word("consent")[0] == "待核"
    planner.type(form, "voted_area_m2", "200")
    planner.type(form, "total_area_m2", "100")
    assert not row.drafts()
    assert "大于" in row.message()


def test_the_notice_is_entered_and_its_days_are_counted(planner: Planner) -> None:
    page = planner.page
    planner.type(page.notice.form, "posted_on", "2026.11.16")
    assert planner.word("publicity") == ("进行中 4 / 5 日", "满 5 个工作日为 11月23日")
    assert page.notice.strip.words() == "今天第 4 个工作日，11月24日起可撤"
    assert page.notice.aside.text() == "起始日不计（民法典201条）；若计入，11月20日满，11月21日起可撤"
    assert "2026年11月24日 可撤" in page.notice.calendar.accessibleDescription()
    planner.type(page.notice.form, "posted_on", "2026-02-30")
    row = page.notice.form.row_of("posted_on")
    assert row is not None and row.drafts()
    assert "日期写作" in row.message()


def test_the_money_is_entered_line_by_line(planner: Planner) -> None:
    page = planner.page
    page.funding.open()
    planner.type(page.funding.total, "investment", "100")
    for source, amount in (("city", "79"), ("resident_direct", "15"), ("former_owner", "6")):
        pick = page.funding.new
        pick.setCurrentIndex(pick.findData(source))
        pick.activated.emit(pick.currentIndex())
        planner.wait()
        line = QApplication.focusWidget()
        assert isinstance(line, QLineEdit)
        QTest.keyClicks(line, amount)
        QTest.keyClick(line, Qt.Key.Key_Tab)
        planner.wait()
    assert planner.word("funding_floor") == ("待核", "居民与企业 15.00%；1 项口径待核")
    assert page.funding.question.words() == "原产权单位算不算“企业”，文件未明 算则 21.00%"
    unclear = next(form for form in page.funding.forms if form.row_of("counted") is not None and form.isVisible())
    row = unclear.row_of("counted")
    assert row is not None
    control = row.controls["counted"]
    assert isinstance(control, ChoiceControl)
    control.left.emit("no")
    planner.wait()
    assert planner.word("funding_floor")[0] == "不够 20%"
    assert "改由居民或企业再出 5 万元，或另增 6.25 万元，即够" in page.funding.strip.words()
    assert page.now is not None and page.now.assessment.funding is not None
    page.delete(page.now.assessment.funding.lines[0].record)
    planner.wait()
    assert len(page.now.assessment.funding.lines) == 2
    assert planner.window.shell.undo_bar.isVisible()


def test_plan_year_and_batch_are_chosen_at_the_left(planner: Planner) -> None:
    side = planner.page.side
    QTest.mouseClick(side.year.parts()[1], Qt.MouseButton.LeftButton)
    planner.wait()
    QTest.mouseClick(side.batch.parts()[1], Qt.MouseButton.LeftButton)
    planner.wait()
    assert planner.page.now is not None
    plan = planner.page.now.assessment.plan
    assert (plan.year, plan.batch) == (2028, "planning")
    assert planner.word("deadline") == ("还有 345 日", "2028 年度须 2027年10月31日（周日）前报")
    planner.type(side.submitted, "submitted_on", "2027-10-30")
    assert planner.word("deadline")[0] == "按时"


def test_a_field_that_is_missing_elsewhere_is_gone_to(planner: Planner) -> None:
    page = planner.page
    page.save("community", planner.stream, "willing", None)
    planner.wait()
    row = page.side.row_of("eligibility")
    assert row is not None and row.verdict is not None
    assert row.verdict.reason == "缺：" + row.verdict.missing[0].words
    QTest.mouseClick(row.face, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.fill, Qt.MouseButton.LeftButton)
    planner.wait()
    shell = planner.window.shell
    assert shell.shown == WALK
    form_row = shell.walk.record.form().row_of("willing")
    assert form_row is not None
    assert form_row.isAncestorOf(QApplication.focusWidget() or QWidget())


def test_in_a_small_window_what_is_chosen_is_told_under_the_rows(planner: Planner) -> None:
    planner.window.resize(1280, 650)
    planner.wait()
    side = planner.page.side
    row = side.row_of("deadline")
    assert row is not None and side.compact
    for each in side.rows:
        if each.isVisible() and each.verdict is not None:
            painted = each.face.compact_height(each.face.width())
            assert side.paper.viewport().height() >= painted and each.face.height() >= painted, each.verdict.reason
            lines = broken(each.verdict.reason, each.face.room(), MOST_REASON)
            assert all(QFontMetrics(theme.font("dense")).horizontalAdvance(line) <= each.face.room() for line in lines), lines
            assert "".join(lines).replace(" ", "") == each.verdict.reason.replace(" ", "")
    QTest.mouseClick(row.face, Qt.MouseButton.LeftButton)
    assert side.chosen_words.words().startswith("申报　待核：缺：计划年度")
    side.chosen_words.acted.emit()
    assert QApplication.focusWidget() is side.year.parts()[0]
    QTest.mouseClick(row.face, Qt.MouseButton.LeftButton)
    assert side.chosen_words.words() == ""


def test_in_a_low_window_nothing_is_said_above_the_cards_that_a_card_says(planner: Planner) -> None:
    page, side = planner.page, planner.page.side
    page.vote.open()
    for name, text in (("total_owners", "138"), ("voted_owners", "101"), ("agree_owners", "70")):
        planner.type(page.vote.form, name, text)
    page.vote.open(False)
    planner.window.resize(1280, 650)
    planner.wait()
    assert page._inside.isAncestorOf(side.foot), "who goes first scrolls with the cards"
    vote, notice = side.row_of("consent"), side.row_of("publicity")
    assert vote is not None and notice is not None and vote.verdict is not None and notice.verdict is not None
    QTest.mouseClick(notice.face, Qt.MouseButton.LeftButton)
    planner.wait()
    low = page.paper.height()
    assert notice.verdict.missing and side.chosen_words.words(), "the way to what is missing stands under the rows"
    side.chosen_words.acted.emit()
    planner.wait()
    assert not page.notice.drawer.isHidden() and side.chosen_words.words() == "" and page.paper.height() > low
    QTest.mouseClick(page.notice.opener, Qt.MouseButton.LeftButton)
    assert side.chosen_words.words()
    QTest.mouseClick(planner.window.shell.header.action, Qt.MouseButton.LeftButton)
    planner.wait()
    assert page.compare.isVisible() and side.chosen_words.words() == "", "it has no bearing on a comparison"
    QTest.mouseClick(planner.window.shell.header.action, Qt.MouseButton.LeftButton)
    planner.wait()
    assert side.chosen_words.words()
    planner.window.resize(1366, 1000)
    planner.wait()
    assert side.isAncestorOf(side.foot) and side.chosen_words.words() == "", "beside the cards a row tells it itself"


def test_what_a_person_reads_of_ways_limits_and_what_is_held() -> None:
    assert either(("改 3 户", "未投的 2 户同意")) == "改 3 户；或未投的 2 户同意"
    far, near = (Verdict("deadline", "running", "申报", "", "", "", days_left=days) for days in (335, 60))
    assert (look_of(far).token, look_of(near).token) == ("text2", "warn")


def test_entries_break_behind_their_mark(app: QApplication) -> None:
    entries = Entries("dense")
    entries.resize(entries.fontMetrics().horizontalAdvance("党组织 有；参与度高 待核；") + 4, 60)
    entries.tell(("党组织 有", "参与度高 待核", "自管小组 有"), "；")
    assert entries.text() == "党组织 有；参与度高 待核；\n自管小组 有"
    entries.deleteLater()


def test_a_card_that_holds_values_is_edited_and_an_empty_one_filled_in(app: QApplication) -> None:
    part = NoticePart()
    assert part.opener.text() == "填数" and part.opener.accessibleName().startswith("填数")
    part.form.show_record("r1", RecordView("s1", "r1", part.form.kind, "", "live", {"posted_on": FieldView("posted_on", "2026-11-16")}))
    assert part.opener.text() == "修改" and part.opener.accessibleName().startswith("修改")
    part.deleteLater()


def test_another_document_is_compared_beside_and_nothing_changes(planner: Planner) -> None:
    page = planner.page
    QTest.mouseClick(planner.window.shell.header.action, Qt.MouseButton.LeftButton)
    planner.wait()
    assert page.compare.isVisible() and QApplication.activeModalWidget() is None
    page.compare.policy.choose("xianning")
    page.compare.ask()
    planner.wait()
    assert page.compare.shared.text().split("；")[0] == "征求意见稿，仅供对照，不影响本市结论"
    assert not any("咸宁文件是征求意见稿" in each.accessibleDescription() for each in page.compare.findChildren(ChangeRow) if each.isVisible())
    assert "（征求意见稿）与柳州市" in page.compare.counts.text()
    page.compare.policy.choose("taian")
    write(page.compare.day, "2025-01-01")
    QTest.keyClick(page.compare.day, Qt.Key.Key_Return)
    planner.wait()
    assert "泰安" in page.compare.counts.text() and "与柳州市" in page.compare.counts.text() and "项结论不同" in page.compare.counts.text()
    assert "2025年1月1日" in page.compare.counts.text(), "a day in a sentence"
    rows = [each.accessibleName() for each in page.compare.findChildren(QWidget) if "→" in each.accessibleName() and each.isVisible()]
    assert any(each.startswith("表决 待核") and each.endswith("→ 本市文件未列") for each in rows)
    assert any(each.accessibleName() == "项目 柳州 泰安 依据" for each in page.compare.findChildren(HeadRow) if each.isVisible())
    write(page.compare.day, "2025-02-30")
    QTest.keyClick(page.compare.day, Qt.Key.Key_Return)
    assert page.compare.counts.text() == "日期写作 2026-11-20"
    assert planner.window.shell.standing.survey is not None
    assert planner.window.shell.standing.survey.policy == "liuzhou"
    assert planner.window.shell.standing.undo_state.undo != "set_survey"


def test_a_comparison_marks_no_verdict_and_gives_back_the_one_that_was_chosen(planner: Planner) -> None:
    page, side = planner.page, planner.page.side
    row = side.row_of("consent")
    assert row is not None
    QTest.mouseClick(row.face, Qt.MouseButton.LeftButton)
    assert row.face.isChecked() and row.details.isVisible()
    QTest.mouseClick(planner.window.shell.header.action, Qt.MouseButton.LeftButton)
    planner.wait()
    assert page.compare.isVisible() and not row.face.isChecked() and not row.details.isVisible()
    close = next(each for each in page.compare.findChildren(IconButton) if each.isVisible())
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert row.face.isChecked() and row.details.isVisible()
    QTest.mouseClick(planner.window.shell.header.action, Qt.MouseButton.LeftButton)
    planner.wait()
    QTest.mouseClick(row.face, Qt.MouseButton.LeftButton)
    assert row.face.isChecked(), "pressed while it is not marked it is chosen, not put away"


def test_the_chooser_names_a_document_as_the_sentence_does(planner: Planner) -> None:
    page = planner.page
    QTest.mouseClick(planner.window.shell.header.action, Qt.MouseButton.LeftButton)
    planner.wait()
    page.compare.policy.choose("xianning")
    page.compare.ask()
    planner.wait()
    assert page.compare.counts.text().startswith(page.compare.policy.currentText())
    assert "政策包同为" in page.compare.counts.text(), "the edition is that of the packs, not of the documents"


def test_the_icon_of_a_strip_is_in_the_middle_of_its_first_line(app: QApplication) -> None:
    strip = Strip()
    strip.tell(LOOKS["pending"], ("满 5 个工作日为 11月23日；缺：异议数",))
    strip.resize(400, strip.heightForWidth(400))
    strip.grab()
    icon, line = strip._icon.geometry(), strip._lines[0].geometry()
    assert abs(icon.center().y() - line.center().y()) <= 1
    strip.deleteLater()


def test_what_stands_over_the_bar_is_whole_and_no_line_runs_through_it(app: QApplication) -> None:
    bar = StackedBar()
    lines = (FundingLine("a", "City", "", 0.7, "neither"), FundingLine("b", "Residents", "", 0.3, "resident"))
    bar.show_card(FundingCard("", lines=lines, counted="Residents + enterprises CNY 0.92 million = 22.33%"))
    bar.resize(430, 120)
    for left, right in ((300, 428), (350, 400), (0, 60), (100, 430)):
        words, _ = bar._words_over(left, right)
        assert words.left() >= 0 and words.right() <= 430
        wide = QFontMetrics(theme.font("dense", bold=True)).horizontalAdvance("Residents + enterprises CNY 0.92 million = 22.33%")
        assert words.width() >= wide
    bar.deleteLater()


def test_what_is_said_of_the_whole_other_document_stands_once_and_nothing_is_counted_that_is_not_there(app: QApplication) -> None:
    part = ComparePart()
    draft = "咸宁文件是征求意见稿或草案，未正式"
    changes = tuple(Change("defect", "", name, "基础类", "柳州 一(三)1", "不分层级", "咸宁 二", reasons=(name, draft)) for name in ("一", "二"))
    part.show_comparison(Comparison("柳州 甲 2026.11", "咸宁 乙 2026.11", changes, 0, 2))
    part._turns.finish()
    assert part.shared.text() == draft
    assert [each.accessibleDescription() for each in part.findChildren(ChangeRow)] == ["一", "二"]
    assert "2 项结论不同" in part.counts.text() and "全同" not in part.counts.text() and part.counts.text().count("2026.11") == 1
    part.show_comparison(Comparison("柳州 甲 2026.11", "咸宁 乙 2026.10", changes[:1], 3, 1))
    part._turns.finish()
    assert part.shared.isHidden() and "3 项全同" in part.counts.text() and "2026.10" in part.counts.text()
    words.use_language("en")
    part.show_comparison(Comparison("甲 1", "乙 2", changes[:1], 1, 1))
    assert part.counts.text().endswith("1 conclusion differs, 1 is alike in both")
    part.deleteLater()


def test_a_verdict_brings_its_card_with_the_head_on_top(planner: Planner) -> None:
    page = planner.page
    page.side.choose("six_preconditions")
    planner.wait()
    page.side.choose("consent")
    planner.wait()
    top = page.vote.mapTo(page.paper.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= 12, "the head of the card is not sliced"


def test_what_the_page_shows_is_what_the_command_prints(planner: Planner, capsys: pytest.CaptureFixture[str]) -> None:
    planner.type(planner.page.vote.form, "total_area_m2", "100")
    shown = [
        (row.verdict.title, row.verdict.word, row.verdict.reason) for row in planner.page.side.rows if row.verdict is not None and not row.isHidden()
    ]
    home = planner.person.home
    planner.person.close(planner.window)
    assert run(["assess", "--home", str(home), "--community", "柳北船厂宿舍", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["verdicts"]
    printed = [(each["title"], each["word"], each["reason"]) for each in told if each["rule"] not in ("priority", "document_validity")]
    assert shown == printed


@pytest.mark.parametrize(("width", "height"), [(1280, 650), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_clipped_in_any_size(planner: Planner, width: int, height: int, language: str) -> None:
    planner.person.close(planner.window)
    window = planner.person.open(FirstPage(language=language))
    window.resize(width, height)
    window.shell.go(PLAN)
    planner.person.wait(window)
    page = window.shell.page(PLAN)
    assert isinstance(page, PlanPage)
    for opened in (False, True):
        for card in page.cards.values():
            card.open(opened)
        planner.person.wait(window)
        assert clipped(window) + nameless(window) == []
        inside = page.paper.widget()
        assert inside is not None and inside.minimumSizeHint().width() <= page.paper.viewport().width()


def test_the_drawers_and_rows_are_reached_by_keyboard(planner: Planner) -> None:
    window, page = planner.window, planner.page
    window.setFocus()
    reached: list[QWidget] = []
    for _ in range(80):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.append(focused)
    order = [
        each
        for each in (page.side.rows[0].face, page.vote.opener, page.notice.opener, page.funding.opener, page.conditions.opener)
        if each in reached
    ]
    assert len(order) == 5
    assert [reached.index(each) for each in order] == sorted(reached.index(each) for each in order)
    page.vote.opener.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.vote.opener, Qt.Key.Key_Space)
    assert page.vote.drawer.isVisible()


def test_a_window_that_only_looks_enters_nothing(planner: Planner, tmp_path: Path) -> None:
    second = planner.person.open()
    second.shell.go(PLAN)
    planner.person.wait(second)
    page = second.shell.page(PLAN)
    assert isinstance(page, PlanPage)
    assert second.shell.standing.read_only
    assert not page.vote.drawer.isEnabled() and not page.side.batch.isEnabled()


VOTES = "楼栋,房号,业主,专有部分面积,意见\n3栋,1-101,王芳,60,同意\n3栋,1-102,李强,40,不同意\n3栋,1-201,赵敏,50,未投\n3栋,1-202,孙丽,50,未投\n"


def test_who_has_not_voted_is_listed_entered_and_added_up(planner: Planner, tmp_path: Path) -> None:
    page, doors = planner.page, planner.page.vote.doors
    page.vote.another_wanted.emit()
    planner.wait()
    page.vote.toggle_doors()
    planner.wait()
    assert not doors.isHidden() and doors.empty.text().startswith("还没有逐户票")
    assert page.vote.strip._act.text() == "收起名单"
    file = tmp_path / "名单.csv"
    file.write_text(VOTES, encoding="utf-8-sig")
    page.findChild(HouseholdVotes).read(file)
    planner.wait()
    assert [each.door for each in doors.view.lines.lines] == ["1-201", "1-202"]
    assert doors.scope.whole() == "4 户，未投 2 户"
    assert planner.word("consent")[1].startswith("参与面积差")
    doors.view.setCurrentIndex(doors.view.lines.index(0))
    QTest.keyClick(doors.view, Qt.Key.Key_1)
    planner.wait()
    assert [each.door for each in doors.view.lines.lines] == ["1-202"]
    doors.view.setCurrentIndex(doors.view.lines.index(0))
    QTest.mouseClick(doors.choices[0], Qt.MouseButton.LeftButton)
    planner.wait()
    assert doors.empty.text() == "都投了" and doors.view.isHidden()
    assert planner.word("consent") == ("通过", "4 项比例都够")
    doors.only.chosen.emit("every")
    assert clipped(page) == [] and nameless(page) == []
    QTest.keyClick(planner.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    planner.wait()
    assert planner.word("consent")[0] != "通过"


def test_figures_that_differ_from_the_households_are_told_and_taken_over(planner: Planner, tmp_path: Path) -> None:
    page = planner.page
    page.vote.another_wanted.emit()
    planner.wait()
    page.vote.open()
    planner.type(page.vote.form, "agree_area_m2", "60.01")
    file = tmp_path / "名单.csv"
    file.write_text(VOTES, encoding="utf-8-sig")
    page.findChild(HouseholdVotes).read(file)
    planner.wait()
    assert "同意面积录入 60.01 ㎡，逐户票合计 60 ㎡，差 0.01 ㎡" in page.vote.differs.words()
    page.vote.differs.acted.emit()
    planner.wait()
    assert page.vote.differs.words() == ""
    assert page.now is not None and page.now.assessment.vote is not None and not page.now.assessment.vote.by_flat


def test_a_difference_loses_no_word_however_narrow(app: QApplication) -> None:
    change = Change(
        "defect",
        "",
        "CH-01 无充电设施/飞线充电",
        "完善类",
        "柳州 一(三)2",
        "不分层级 · 环境革命",
        "咸宁 二(一)2",
        reasons=("写到充电设施，但不分层级", "征求意见稿"),
    )
    row = ChangeRow(change)
    words = "".join(text for cell in row.cells for text, *_ in cell)
    assert all(part in words for part in (change.name, change.before, "柳州 一(三)2", change.after, "咸宁 二(一)2", *change.reasons))
    for width in (400, 600, 870, 1200):
        row.resize(width, row.heightForWidth(width))
        for _column, (text, role, _), rect in row._places(width):
            needed = QFontMetrics(theme.font(role)).boundingRect(0, 0, int(rect.width()), 10_000, int(Qt.TextFlag.TextWordWrap), text)
            assert rect.bottom() <= row.height() and rect.right() <= width
            assert needed.height() <= rect.height(), (width, text)
