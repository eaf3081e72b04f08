"""Undo and redo by the journal: they are acts like any other, so they survive a restart and travel.

An act of which nothing can be taken back any more, because everything was changed since, is passed over: it is told once, with
who changed what, and the next undo goes on to the act before it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from surveyapp.domain.merge import merge
from surveyapp.domain.undo import reversals
from surveyapp.domain.views import Changed, UndoState
from surveyapp.errors import BadInput
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.store import journal, local
from surveyapp.store.connect import Transaction

_PASSED = "passed_acts"
_MOST_PASSED = 200


@dataclass(frozen=True, slots=True)
class _Acts:
    """The ids of this origin's acts that can be undone and redone, the next one last."""

    undo: tuple[str, ...]
    redo: tuple[str, ...]


def undo_state(node: Node) -> UndoState:
    """The names of the acts that undo and redo would take."""
    with node.store.reading() as connection:
        acts = _acts(connection, node.origin)
        return UndoState(_name(connection, node.origin, acts.undo), _name(connection, node.origin, acts.redo))


def _name(connection: Transaction, origin: str, acts: tuple[str, ...]) -> str:
    return journal.act_name(connection, origin, acts[-1]) if acts else ""


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
        back = way_back(connection, node.origin, chosen[-1])
    done = record(node, back.drafts, back.name, undoes=chosen[-1])
    if not done.records:
        _pass_over(node, chosen[-1])
    return replace(done, changed_since=back.since)


@dataclass(frozen=True, slots=True)
class WayBack:
    """What takes an act back: the drafts to write, the act's name, and the (field, author) of what was changed since and stays."""

    drafts: tuple[Draft, ...]
    name: str
    since: tuple[tuple[str, str], ...]


def way_back(connection: Transaction, origin: str, act: str) -> WayBack:
    """How an act of an origin is taken back as things stand now."""
    edits = journal.of_act(connection, origin, act)
    by_stream: dict[str, set[str]] = {}
    for edit in edits:
        by_stream.setdefault(edit.stream, set()).add(edit.record)
    held = {(stream, name): shown for stream, names in by_stream.items() for name, shown in journal.of_records(connection, stream, names).items()}
    records = {key: merge(shown) for key, shown in held.items()}
    by_id = {edit.id: edit for shown in held.values() for edit in shown}
    found = reversals((edit for edit in edits if (edit.stream, edit.record) in records), records, by_id)
    drafts = tuple(Draft(each.stream, each.record, each.kind, each.changes, each.seen) for each in found if each.changes)
    since = tuple((name, edit.author) for each in found for name, edit in each.changed_since)
    return WayBack(drafts, edits[0].act_name if edits else "", since)


def _pass_over(node: Node, act: str) -> None:
    with node.store.writing() as connection:
        passed = [*json.loads(local.get(connection, _PASSED, "[]")), act]
        local.put(connection, _PASSED, json.dumps(passed[-_MOST_PASSED:]))


def _acts(connection: Transaction, origin: str) -> _Acts:
    """Play the acts in their order: a plain act clears what could be redone, an act that undoes moves its target across."""
    undo_list: dict[str, None] = {}
    redo_list: dict[str, None] = {}
    for act, target in reversed(journal.recent_acts(connection, origin)):
        if target is None:
            undo_list[act] = None
            redo_list.clear()
        elif target in redo_list:
            del redo_list[target]
            undo_list[act] = None
        else:
            undo_list.pop(target, None)
            redo_list[act] = None
    passed = set(json.loads(local.get(connection, _PASSED, "[]")))
    return _Acts(tuple(act for act in undo_list if act not in passed), tuple(act for act in redo_list if act not in passed))
