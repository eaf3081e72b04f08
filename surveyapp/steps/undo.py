"""Undo and redo by the journal: they are acts like any other, so they survive a restart and travel."""

from __future__ import annotations

from dataclasses import dataclass, replace

from surveyapp.domain.edits import Edit
from surveyapp.domain.merge import merge
from surveyapp.domain.undo import reversals
from surveyapp.domain.views import Changed, UndoState
from surveyapp.errors import BadInput
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.store import journal
from surveyapp.store.connect import Transaction


@dataclass(frozen=True, slots=True)
class _Acts:
    """This origin's acts that can be undone and redone, the next one last."""

    undo: tuple[tuple[Edit, ...], ...]
    redo: tuple[tuple[Edit, ...], ...]


def undo_state(node: Node) -> UndoState:
    """The names of the acts that undo and redo would take."""
    with node.store.reading() as connection:
        acts = _acts(connection, node.origin)
    return UndoState(_name(acts.undo), _name(acts.redo))


def _name(acts: tuple[tuple[Edit, ...], ...]) -> str:
    return acts[-1][0].act_name if acts else ""


def undo(node: Node) -> Changed:
    """Take back this origin's newest act that still stands. What was changed since stays and is listed with who changed it."""
    return _take_back(node, "undo")


def redo(node: Node) -> Changed:
    """Take back the newest undo, unless something else was recorded since."""
    return _take_back(node, "redo")


def _take_back(node: Node, which: str) -> Changed:
    with node.store.reading() as connection:
        acts = _acts(connection, node.origin)
        chosen = acts.undo if which == "undo" else acts.redo
        if not chosen:
            raise BadInput(f"error.nothing_to_{which}")
        act = chosen[-1]
        held = {(edit.stream, edit.record): journal.of_records(connection, edit.stream, (edit.record,))[edit.record] for edit in act}
    records = {key: merge(edits) for key, edits in held.items()}
    by_id = {edit.id: edit for edits in held.values() for edit in edits}
    found = reversals(act, records, by_id)
    drafts = [Draft(each.stream, each.record, each.kind, each.changes) for each in found if each.changes]
    since = tuple((name, edit.author) for each in found for name, edit in each.changed_since)
    return replace(record(node, drafts, act[0].act_name, undoes=act[0].act), changed_since=since)


def _acts(connection: Transaction, origin: str) -> _Acts:
    """Play the acts in their order: a plain act clears what could be redone, an act that undoes moves its target across."""
    grouped: dict[str, list[Edit]] = {}
    for edit in reversed(journal.recent(connection, origin)):
        grouped.setdefault(edit.act, []).append(edit)
    undo_list: dict[str, tuple[Edit, ...]] = {}
    redo_list: dict[str, tuple[Edit, ...]] = {}
    for act, edits in grouped.items():
        target = edits[0].undoes
        if target is None:
            undo_list[act] = tuple(edits)
            redo_list.clear()
        elif target in redo_list:
            del redo_list[target]
            undo_list[act] = tuple(edits)
        else:
            undo_list.pop(target, None)
            redo_list[act] = tuple(edits)
    return _Acts(tuple(undo_list.values()), tuple(redo_list.values()))
