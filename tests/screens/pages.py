"""`make screens`: every page × both languages × light and dark at 1366×768, into build/screens, from a survey that is made on the spot."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from surveyapp import words
from surveyapp.domain.canonical import Value
from surveyapp.ui import start
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.handover.page import HandoverPage
from surveyapp.ui.plan.page import PlanPage
from surveyapp.ui.shell import BEGIN, HANDOVER, PLAN, SETTINGS, WALK
from surveyapp.ui.verbs import Verbs
from surveyapp.ui.walk.page import DEFECTS, PHOTOS, RECORD
from surveyapp.ui.window import MainWindow, speak
from tests.screens.map_pages import fill_map, map_pages
from tests.screens.photo_pages import fill_drawn, photo_pages
from tests.screens.table_pages import fill_interviews, table_pages
from tests.screens.whole_survey_pages import whole_survey_pages

PALETTES = ("light", "dark")
LANGUAGES = ("zh", "en")
BUILDINGS = (
    ("1栋", 1992, "masonry_precast", 6, 3, 36, "3060.40"),
    ("2栋", 1993, "masonry_precast", 6, 3, 36, "3060.40"),
    ("3栋", 1994, "masonry_precast", 6, 3, 36, "612.40"),
    ("4栋", 1998, "masonry_cast", 7, 2, 28, "2466.00"),
    ("5栋", None, "", None, None, None, ""),
)
DEFECTS_OF = (
    ("3栋", "CP-02", "四楼扶手晃得厉害，老人不敢扶", 3, 4, "stairwell", 3),
    ("3栋", "CP-03", "三单元三层楼道灯不亮", 3, 3, "stairwell", 2),
    ("3栋", "CH-01", "二层楼道里拉线给电动车充电", 3, 2, "stairwell", 4),
    ("3栋", "AC-01", "单元门口三级台阶没有坡道", 2, None, "entrance", 2),
    ("3栋", "WL-02", "北侧外墙掉瓷砖，下面是过道", None, None, "facade", 4),
    ("3栋", "RF-01", "顶楼两户漏雨", 1, 6, "roof", 3),
    ("3栋", "", "西边墙角有股怪味，说不清从哪来", None, 1, "other", None),
    ("1栋", "WL-03", "山墙有一道裂缝，从二层到四层", None, None, "facade", 3),
    ("2栋", "DR-01", "一楼厕所返水", 1, 1, "household", 2),
    ("", "FR-01", "地桩挡住消防车", None, None, "road", 4),
    ("", "LT-01", "南门到四栋的路灯三盏都不亮", None, None, "road", 3),
)


def open_sample(home: Path) -> Verbs:
    """The verbs of a home."""
    from surveyapp.steps.desk import Desk
    from surveyapp.steps.node import open_home

    return Desk(open_home(home, or_read_only=True))


def fill(verbs: Verbs, pictures: Path) -> None:
    """Record a community as an inspector would: buildings, defects, photos (one of them unreadable), a value that was corrected."""
    verbs.choose_survey(verbs.new_survey("柳北区 2026 年摸底", "liuzhou", "韦敏").id)
    stream = verbs.new_community({"name": "柳北船厂宿舍", "street": "解放街道", "households": 142}).records[0][0]
    verbs.new_community({"name": "红星机械厂生活区", "street": "雀儿山街道"})
    records = {"": ""} | {line[0]: _building(verbs, stream, line) for line in BUILDINGS}
    defects = [_defect(verbs, stream, records, line) for line in DEFECTS_OF]
    photos = _pictures(pictures)
    for number, defect in enumerate(defects):
        if number % 3 != 2:
            verbs.add_photos(stream, defect, photos[number % 6 : number % 6 + 1 + number % 2])
    fill_drawn(verbs, stream, defects[0])
    verbs.add_photos(stream, records["3栋"], photos[6:9])
    verbs.add_photos(stream, "", photos[9:])
    verbs.set_fields(stream, records["3栋"], {"built": {"value": 1992, "precision": "year", "evidence": "residents"}})
    verbs.set_fields(
        stream, records["3栋"], {"built": {"value": 1994, "precision": "year", "evidence": "completion"}, "lift": "none", "drainage": "mixed"}
    )
    _plan(verbs, stream)
    fill_interviews(verbs, stream, records["3栋"])
    fill_map(verbs, stream, pictures.parent / "plans")
    verbs.set_setting("last_stream", stream)
    verbs.set_setting("last_building", records["3栋"])


def _plan(verbs: Verbs, stream: str) -> None:
    """A community on its way into a plan: a vote that just fails, a notice that hangs, money with an open question."""
    standing = ("willing", "needs_renovation", "talks", "residents_pay", "accepts_management", "self_management")
    verbs.set_fields(stream, stream, {"location": "city", "land": "state_allocated", "unit_form": "compound", "party_branch": "own"})
    verbs.set_fields(stream, stream, dict.fromkeys(standing, "yes"))
    counts: dict[str, Value] = {"total_owners": 138, "voted_owners": 101, "agree_owners": 79}
    areas: dict[str, Value] = {"total_area_m2": "8946.38", "voted_area_m2": "6702.14", "agree_area_m2": "5011.90"}
    verbs.new_record(stream, "vote", {"held_from": "2026-11-06", "held_to": "2026-11-15", **areas, **counts})
    verbs.new_record(stream, "notice", {"posted_on": "2026-11-16", "body": "解放街道"})
    verbs.new_record(stream, "plan_entry", {"year": 2028, "batch": "planning", "investment": "412"})
    money = {"central": "130", "province": "60", "city": "62", "county": "44", "resident_direct": "58.4", "utility": "33.6", "former_owner": "24"}
    for source, amount in money.items():
        verbs.new_record(stream, "funding", {"source": source, "amount": amount})


def _building(verbs: Verbs, stream: str, line: tuple[str, int | None, str, int | None, int | None, int | None, str]) -> str:
    name, built, structure, storeys, units, households, area = line
    told: dict[str, Value] = {
        "name": name,
        "structure": structure or None,
        "storeys": storeys,
        "units": units,
        "households": households,
        "area_m2": area or None,
    }
    if built:
        told["built"] = {"value": built, "precision": "year", "evidence": "plaque"}
    return verbs.new_record(stream, "building", {name: value for name, value in told.items() if value is not None}).records[0][1]


def _defect(verbs: Verbs, stream: str, records: dict[str, str], line: tuple[str, str, str, int | None, int | None, str, int | None]) -> str:
    building, code, words, unit, storey, place, severity = line
    told: dict[str, Value] = {
        "code": code or None,
        "words": words,
        "building": records[building] or None,
        "unit": unit,
        "storey": storey,
        "place": place,
    }
    told |= {"severity": severity, "quantity": {"n": "2", "unit": "spot"}}
    return verbs.new_record(stream, "defect", {name: value for name, value in told.items() if value is not None}).records[0][1]


def _pictures(folder: Path) -> list[Path]:
    """Photos drawn on the spot, the last of them cut short."""
    from surveyapp.photos.draw import sample_photo

    folder.mkdir(parents=True, exist_ok=True)
    begun = datetime(2026, 11, 20, 14, 2, tzinfo=timezone(timedelta(hours=8)))
    subjects = ("stair", "stair", "wires", "wall", "wall", "roof", "facade", "wall", "facade", "puddle", "bricks")
    made = []
    for number, subject in enumerate(subjects):
        path = folder / f"IMG_{number + 1:04d}.jpg"
        path.write_bytes(sample_photo(number, subject, begun + timedelta(minutes=7 * number), "109.4112", "24.3625"))
        made.append(path)
    cut = folder / "IMG_0099.jpg"
    cut.write_bytes(made[0].read_bytes()[:900])
    return [*made, cut]


def settle(window: MainWindow, longest_ms: int = 20_000) -> None:
    """Let the window work until nothing is under way."""
    for turn in range(longest_ms // 50):
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        if turn > 3 and window.is_whole() and window.errands.under_way == 0 and window.thumbnails.is_idle():
            break
    QApplication.processEvents()


def pages(window: MainWindow) -> Iterator[str]:
    """Go through the pages; yields a name when the page is ready to be looked at."""
    shell, walk = window.shell, window.shell.walk
    shell.standing.choose_building(next(line.record for line in shell.standing.buildings if line.name == "3栋"))
    for tab in (DEFECTS, RECORD, PHOTOS):
        shell.go(WALK)
        walk.show_tab(tab)
        settle(window)
        yield f"walk-{tab}"
    yield from photo_pages(window, settle)
    walk.show_tab(RECORD)
    form = walk.record.form()
    height = form.row_of("height_m")
    if height is not None:
        height.controls["height_m"].left.emit("286")
        settle(window)
        yield "walk-record-doubt"
    walk.show_tab(DEFECTS)
    walk.defects.entry.setFocus()
    walk.defects.entry.set_text(words.pick("3单元楼梯间扶手松动 严重 2处", "Unit 3 stairwell handrail loose, severe, 2 places"))
    settle(window)
    yield "walk-entry"
    walk.defects.entry.set_text("")
    settle(window)
    yield from _overlays(window)
    shell.standing.choose_building("")
    walk.show_tab(RECORD)
    settle(window)
    yield "walk-community"
    walk.show_tab(DEFECTS)
    shell.go(PLAN)
    settle(window)
    yield "plan"
    page = shell.page(PLAN)
    if isinstance(page, PlanPage):
        page.side.choose("consent")
        for card in page.cards.values():
            card.open()
        settle(window)
        yield "plan-entry"
        page.toggle_compare()
        settle(window)
        yield "plan-compare"
        page.toggle_compare()
        for card in page.cards.values():
            card.open(False)
    shell.standing.choose_building(next(line.record for line in shell.standing.buildings if line.name == "3栋"))
    settle(window)
    yield from table_pages(window, settle)
    yield from map_pages(window, settle)
    yield from whole_survey_pages(window, settle)
    shell.go(HANDOVER)
    settle(window)
    yield "handover"
    shell.go(SETTINGS)
    settle(window)
    yield "settings"
    shell.go(BEGIN)
    settle(window)
    yield "begin"


def _overlays(window: MainWindow) -> Iterator[str]:
    """What floats above the walk page."""
    overlays = window.overlays
    overlays.jump()
    settle(window)
    yield "walk-jump"
    overlays.finder.close_it()
    for name, show in (("keys", overlays.show_keys), ("help", overlays.show_help), ("clause", overlays.show_clause)):
        show()
        settle(window)
        yield f"walk-{name}"
        overlays.close()


def shoot(home: Path, target: Path, language: str, palette: str) -> list[Path]:
    """Pictures of all pages in one language and palette."""
    app = start.application(sys.argv[:1])
    window = start.window(app, FirstPage(language=language, palette=palette), lambda: open_sample(home), home)
    window.resize(1366, 768)
    window.show()
    settle(window)
    shot = []
    for name in pages(window):
        if name == "handover":
            _write_package(window)
        path = target / f"{name}-{language}-{palette}.png"
        window.grab().save(str(path))
        shot.append(path)
    window.close()
    return shot


def _write_package(window: MainWindow) -> None:
    page = window.shell.page(HANDOVER)
    if isinstance(page, HandoverPage):
        page.begin()
        settle(window)


def main(target: Path = Path("build") / "screens") -> int:
    """Make the survey and shoot. Prints one line a picture."""
    target.mkdir(parents=True, exist_ok=True)
    start.application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        speak(start.application([]), "zh")
        verbs = open_sample(home)
        fill(verbs, Path(folder) / "pictures")
        verbs.close()
        for language in LANGUAGES:
            for palette in PALETTES:
                for path in shoot(home, target, language, palette):
                    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
