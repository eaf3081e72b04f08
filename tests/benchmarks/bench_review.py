"""The table of 100,000 defects and search as one types, each beside what a plain way costs in the same run.

Filling: from the ids to the first painted page, and a frame of scrolling, beside a frame of 16 ms; searching beside LIKE on the same rows.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from surveyapp.domain.review import Query
from surveyapp.steps import policies, review
from surveyapp.steps.node import Node, open_home
from surveyapp.steps.plan import plan
from surveyapp.steps.survey import the_survey
from surveyapp.store import search
from tests.benchmarks.big_survey import big_home

Row = tuple[str, float, float, float | None, float]
FRAME, FILL = 0.016, 0.050
_ROUNDS = 7
_RARE = ("qx7-004711", "𠮷林门")
_COMMON = ("扶手", "fshd", "化粪池边雨水倒灌，孩子")
"""The last is rare itself but made of common words: the dearest case of a phrase."""


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _like(node: Node, needle: str) -> int:
    column = "initials" if needle.isascii() else "text"
    with node.store.reading() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM rows WHERE {column} LIKE ?", (f"%{needle}%",)).scalar() or 0


def _count(node: Node, needle: str) -> int:
    with node.store.reading() as connection:
        return search.count(connection, needle)


def _rare(node: Node, needle: str) -> int:
    with node.store.reading() as connection:
        found = search.rare(connection, needle)
    return len(found) if found is not None else -1


def search_rows(node: Node) -> list[Row]:
    """Counting and finding, beside LIKE."""
    found: list[Row] = []
    for needle in (*_RARE, *_COMMON):
        assert _count(node, needle) == _like(node, needle), needle
        like = _median(lambda: _like(node, needle))  # noqa: B023 called at once
        found.append((f"search: count {needle}", _median(lambda: _count(node, needle)), like, None, 0.02))  # noqa: B023
        if _rare(node, needle) >= 0:
            found.append((f"search: ids {needle}", _median(lambda: _rare(node, needle)), like, None, 0.02))  # noqa: B023
    return found


def table_rows(node: Node, survey: str) -> list[Row]:
    """The listing in the store, then the model and the painting on the GUI thread."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from surveyapp.ui import start, theme
    from surveyapp.ui.review.table_model import PAGE, TableModel
    from surveyapp.ui.review.table_view import DefectTable

    pack = policies.pack("liuzhou")
    app = start.application(["bench"])
    theme.wear(app, "light")
    listing = review.listing(node, survey, pack, Query())
    store = _median(lambda: review.rows(node, survey, pack, review.listing(node, survey, pack, Query()).ids[:PAGE]))
    model = TableModel()
    table = DefectTable(model)
    model.rows_wanted.connect(lambda wanted: model.take_rows(*wanted, review.rows(node, survey, pack, wanted[1])))
    table.resize(916, 640)
    table.show()
    app.processEvents()
    first = review.rows(node, survey, pack, listing.ids[:PAGE])

    def fill() -> None:
        model.show_listing(listing)
        model.take_rows(0, listing.ids[:PAGE], first)
        table.viewport().repaint()

    bar, frames = table.verticalScrollBar(), []
    filled = _median(fill)
    for step in range(200):
        bar.setValue(step * 397 % max(1, bar.maximum()))
        for _ in range(3):
            app.processEvents()
        begun = time.perf_counter()
        table.viewport().repaint()
        frames.append(time.perf_counter() - begun)
    table.close()
    p95 = statistics.quantiles(frames, n=20)[-1]
    return [
        ("table of 100,000: first fill on the GUI thread (floor 50 ms)", filled, FILL, None, 1.0),
        ("table of 100,000: scroll frame p95 (floor 16 ms)", p95, FRAME, None, 1.0),
        ("table of 100,000: grouped listing and first page in the store (floor 50 ms)", store, FILL, None, 1.0),
    ]


def rows() -> list[Row]:
    """(what, ours, floor, peer, goal), in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        big_home(home)
        node = open_home(home)
        try:
            survey = the_survey(node).id
            return [*table_rows(node, survey), *search_rows(node)]
        finally:
            node.close()


def growth(small: int = 10_000, large: int = 100_000) -> list[tuple[str, float, float, float, float]]:
    """(what, defects, ten times as many, seconds of each): counting what a word hits, and the plan table of everything."""
    timed: dict[str, list[float]] = {"search: count a common word, defects": [], "plan table, defects": []}
    for defects in (small, large):
        with tempfile.TemporaryDirectory() as folder:
            big_home(Path(folder) / "home", communities=defects * 60 // large, buildings=defects * 3_000 // large, defects=defects)
            node = open_home(Path(folder) / "home")
            try:
                timed["search: count a common word, defects"].append(_median(lambda: _count(node, "扶手")))  # noqa: B023
                timed["plan table, defects"].append(_median(lambda: plan(node, range(2021, 2026))))  # noqa: B023
            finally:
                node.close()
    return [(what, small, large, *seconds) for what, seconds in timed.items()]
