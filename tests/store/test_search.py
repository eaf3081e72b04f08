"""Search answers what `instr` answers, whatever was written, edited, deleted or rebuilt; the index only finds it sooner."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from surveyapp.store import project, search, table
from surveyapp.store.schema import rows
from surveyapp.store.store import Store, apply, open_store
from surveyapp.store.table import Part, Wanted
from tests.conftest import Team
from tests.domain.histories import make_history
from tests.steps import acts

_SIGNS = "楼梯间扶手松动漏雨飞线充电3单元PVC管Aa-0，。\n 𠮷𪚥é ßvx"
WRITTEN = st.text(st.sampled_from(_SIGNS), max_size=12)
TYPED = st.text(st.sampled_from(_SIGNS.replace("\n", "").replace(" ", "") + "ltfs"), min_size=1, max_size=5)


def by_python(text: str, letters: str, needle: str) -> bool:
    """What the definition says."""
    return needle in (letters if needle.isascii() else text)


def filled(folder: Path, written: list[str]) -> Store:
    """A store with a row for each text, written as the projection writes it."""
    store = open_store(str(folder / "store.db"))
    with store.writing() as connection:
        connection.execute(rows.delete())
        search.clear(connection)
        made = [(number, *search.searchable("defect", {"words": words})) for number, words in enumerate(written, 1)]
        for number, text, letters in made:
            values = {"stream": "s", "record": str(number), "kind": "defect", "presence": "live", "text": text, "initials": letters, "id": number}
            connection.execute(rows.insert(), values)
        search.index(connection, made)
    return store


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.lists(WRITTEN, min_size=1, max_size=12), typed=TYPED)
def test_the_index_answers_what_instr_answers(tmp_path: Path, written: list[str], typed: str) -> None:
    store = filled(tmp_path, written)
    try:
        with store.reading() as connection:
            for needle in search.needles(typed):
                scanned = {each for (each,) in connection.execute(select(rows.c.id).where(search.found_in(needle)))}
                held = connection.execute(select(rows.c.id, rows.c.text, rows.c.initials)).all()
                assert scanned == {row.id for row in held if by_python(row.text, row.initials, needle)}
                few = search.rare(connection, needle)
                assert few is None or set(few) == scanned
                assert search.count(connection, needle) == len(scanned)
                assert list(table.ids(connection, Wanted(parts=(Part(needle),)), (), (), descending=False)) == sorted(scanned)
    finally:
        store.close()


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("楼梯间扶手松动", "扶手"),
        ("楼梯间扶手松动", "fssd"),
        ("PVC管开裂", "pvcg"),
        ("PVC管开裂", "vc管"),
        ("长约 30 米", "cy"),
        ("𠮷家门口", "𠮷家"),
    ],
)
def test_substrings_and_initials_are_found(tmp_path: Path, words: str, typed: str) -> None:
    store = filled(tmp_path, [words, "别的"])
    with store.reading() as connection:
        found = table.ids(connection, Wanted(parts=tuple(map(Part, search.needles(typed)))), (), (), descending=False)
    store.close()
    assert list(found) == [1]


def indexed(connection: Any) -> dict[int, tuple[bool, ...]]:
    """For each row, whether the index finds each of some needles in it."""
    needles = ("扶手", "漏雨", "fss", "k7m")
    hits = [set(search.rare(connection, needle) or ()) for needle in needles]
    return {each: tuple(each in hit for hit in hits) for (each,) in connection.execute(select(rows.c.id))}


def test_an_edited_row_keeps_its_id_and_is_found_by_its_new_words_only(team: Team) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    defect = acts.born(node, stream, "defect", words="扶手松动")
    with node.store.reading() as connection:
        (before,) = search.rare(connection, "扶手") or ()
    acts.put(node, stream, defect, "defect", words="屋面漏雨")
    with node.store.reading() as connection:
        assert search.rare(connection, "扶手") == []
        assert search.rare(connection, "漏雨") == [before]
        was = indexed(connection)
    with node.store.writing() as connection:
        project.rebuild(connection)
    with node.store.reading() as connection:
        assert sorted(indexed(connection).values()) == sorted(was.values())


def test_a_transaction_that_fails_leaves_the_index_as_it_was(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    node, survey = team.surveyed()
    stream = acts.community(node, survey)
    defect = acts.born(node, stream, "defect", words="扶手松动")

    def broken(*_: object) -> list[Any]:
        raise RuntimeError("power")

    monkeypatch.setattr(project, "conflicts_of", broken)
    with pytest.raises(RuntimeError, match="power"):
        acts.put(node, stream, defect, "defect", words="屋面漏雨")
    with node.store.reading() as connection:
        assert len(search.rare(connection, "扶手") or ()) == 1
        assert search.rare(connection, "漏雨") == []


def test_both_databases_answer_alike(address: str) -> None:
    """Histories with unknown kinds, deletions and conflicts: every searched row is found by a piece of its own text."""
    store = open_store(address)
    with store.writing() as connection:
        for seed in range(6):
            edits = make_history(seed).edits
            for stream in {edit.stream for edit in edits}:
                apply(connection, stream, [edit for edit in edits if edit.stream == stream])
    with store.reading() as connection:
        held = connection.execute(select(rows.c.id, rows.c.text).where(rows.c.text != "")).all()
        assert connection.execute(select(func.count(func.distinct(rows.c.id)))).scalar() == connection.execute(select(func.count(rows.c.id))).scalar()
        for row in held:
            needle = row.text.split("\n")[0][:6]
            found = connection.execute(select(rows.c.id).where(search.found_in(needle))).scalars().all()
            assert row.id in found
            assert search.count(connection, needle) == len(found)
    store.close()
