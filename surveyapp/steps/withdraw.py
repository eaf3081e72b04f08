"""Withdraw: undo the receiving of a package, and bring it back.

What came with the package is set aside on this laptop, record by record: kept, not shown, not forwarded, its place in the watermarks held.
Where something here has built on a record since, setting it aside would leave half of it; there the values from before are put back by edits
like any undo's, and those travel. Bringing back shows the same edits again and takes that undo back. Receiving the same package, or another
one that holds the same edits, brings them back as well: whoever receives on purpose wants to see what is received.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from surveyapp.domain.edits import Edit
from surveyapp.domain.handover import Kept, Withdrawal
from surveyapp.domain.merge import Record, merge
from surveyapp.domain.undo import Reversal, reversals
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record_in
from surveyapp.steps.show import people
from surveyapp.steps.undo import way_back
from surveyapp.steps.verdicts import defect_name
from surveyapp.store import aside, journal, local, project
from surveyapp.store.connect import Transaction

_NOTE = "withdrawn."
_TOGETHER = "package"
"""All edits of the package are taken back as one act, whatever acts their authors made of them."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What came with the package of one record: the edits, the record as it is shown, and how it is taken back where others built on it."""

    own: tuple[Edit, ...]
    record: Record
    reversal: tuple[Reversal, ...] | None = None


def find_package(node: Node, given: str) -> tuple[str, str]:
    """(sha256, name) of the received package with this name, file name or beginning of its sha256. Raises BadInput for none, or more than one."""
    with node.store.reading() as connection:
        held = [(str(row["sha256"]), str(row["name"])) for row in local.package_history(connection) if row["direction"] == "in"]
    found = [each for each in held if given in each] or [each for each in held if len(given) >= 8 and each[0].startswith(given)]
    if len(found) != 1:
        raise BadInput("error.package.not_received" if not found else "error.package.several", given=given, count=len(found))
    return found[0]


def look(node: Node, sha256: str) -> Withdrawal:
    """What withdrawing a received package would do now. Nothing is written. Raises BadInput where it is not known what came with it."""
    with node.store.reading() as connection:
        return _told(node, connection, sha256, list(_parts(connection, sha256)))


def withdraw(node: Node, sha256: str) -> tuple[Withdrawal, Changed]:
    """Withdraw a received package, in one transaction; answers what was done, and what changed on the screens.

    Raises BadInput where nothing of it can be taken back, or where edits have to be made and nobody is at work here.
    """
    with node.store.reading() as connection:
        streams = aside.streams_of(connection, sha256)
    with node.store.writing(streams) as connection:
        parts = list(_parts(connection, sha256))
        told = _told(node, connection, sha256, parts)
        if told.does_nothing:
            raise BadInput("error.withdraw.nothing", name=told.package)
        wall = node.clock.wall()
        gone = [part for part in parts if part.reversal is None]
        aside.put(connection, sha256, wall, (edit for part in gone for edit in part.own))
        _show_anew(connection, gone)
        back = [each for part in parts for each in part.reversal or () if each.changes]
        drafts = [Draft(each.stream, each.record, each.kind, each.changes, each.seen) for each in back]
        written = record_in(node, connection, drafts, "withdraw_package") if drafts else Changed("", "withdraw_package", (), wall)
        local.put(connection, _NOTE + sha256, json.dumps({"act": written.act, "origin": node.origin, "wall": wall}))
    touched = tuple((part.record.stream, part.record.record, part.record.kind) for part in gone)
    return replace(told, act=written.act), replace(written, records=(*touched, *written.records))


def bring_back(node: Node, sha256: str) -> Changed:
    """Show again what was set aside with a package, and take back the edits that undid the rest. Raises BadInput where it is not withdrawn."""
    with node.store.reading() as connection:
        if sha256 not in withdrawn(connection):
            raise BadInput("error.withdraw.not_withdrawn")
        streams = aside.streams_of(connection, sha256)
    with node.store.writing(streams) as connection:
        touched: list[tuple[str, str, str]] = []
        for stream, edits in aside.of_package(connection, sha256).items():
            shown = aside.recall(connection, stream, edits, ())
            records = {edit.record: edit.kind for edit in shown}
            project.withdraw(connection, stream, records)
            touched += [(stream, record, kind) for record, kind in records.items()]
        note = json.loads(local.get(connection, _NOTE + sha256) or "{}")
        local.forget(connection, _NOTE + sha256)
        changed = Changed("", "bring_back_package", (), node.clock.wall())
        if note.get("act"):
            back = way_back(connection, note["origin"], note["act"])
            if back.drafts:
                changed = record_in(node, connection, back.drafts, "bring_back_package", undoes=note["act"])
            changed = replace(changed, changed_since=back.since)
    return replace(changed, records=(*touched, *changed.records))


def withdrawn(connection: Transaction) -> dict[str, int]:
    """The packages that are withdrawn now, and how many edits of each are set aside."""
    counts = aside.count_of(connection)
    undone = [sha256 for sha256, note in local.all_named(connection, _NOTE).items() if json.loads(note or "{}").get("act")]
    return {**dict.fromkeys(undone, 0), **counts}


def _parts(connection: Transaction, sha256: str) -> Iterator[_Part]:
    if sha256 not in aside.packages_noted(connection):
        raise BadInput("error.withdraw.unknown")
    for stream, edits in aside.came_with(connection, sha256).items():
        by_record: dict[str, list[Edit]] = {}
        for edit in edits:
            by_record.setdefault(edit.record, []).append(edit)
        held = journal.of_records(connection, stream, by_record)
        for name, own in by_record.items():
            yield _part(own, held[name])


def _part(own: Sequence[Edit], held: Sequence[Edit]) -> _Part:
    ids, shown = {edit.id for edit in own}, merge(held)
    others = [edit for edit in held if edit.id not in ids]
    is_built_on = any(ids & aside.named_by(edit) for edit in others) or (shown.born.id in ids and others)
    if not is_built_on:
        return _Part(tuple(own), shown)
    together = {edit.id: replace(edit, act=_TOGETHER) if edit.id in ids else edit for edit in held}
    as_one = merge(together.values())
    key = (shown.stream, shown.record)
    return _Part(tuple(own), shown, reversals([together[edit.id] for edit in own], {key: as_one}, together))


def _show_anew(connection: Transaction, parts: Sequence[_Part]) -> None:
    by_stream: dict[str, list[str]] = {}
    for part in parts:
        by_stream.setdefault(part.record.stream, []).append(part.record.record)
    for stream, records in by_stream.items():
        project.withdraw(connection, stream, records)


def _told(node: Node, connection: Transaction, sha256: str, parts: Sequence[_Part]) -> Withdrawal:
    names, carried = people(connection), local.carried_marks(connection)
    name = next((str(row["name"]) for row in local.package_history(connection) if row["sha256"] == sha256 and row["direction"] == "in"), "")
    gone = [part for part in parts if part.reversal is None]
    undone = [part for part in parts if part.reversal is not None]
    return Withdrawal(
        name,
        sha256,
        aside=len(gone),
        aside_edits=sum(len(part.own) for part in gone),
        reversed=sum(any(each.changes for each in part.reversal or ()) for part in undone),
        kept=tuple(
            Kept(_title(part.record), part.record.kind, field, names.get(edit.author, ""))
            for part in undone
            for each in part.reversal or ()
            for field, edit in each.changed_since
        ),
        forwarded=sum(edit.seq <= carried.get((edit.stream, edit.origin), 0) for part in gone for edit in part.own),
    )


def _title(record: Record) -> str:
    name = defect_name(str(record.get("code", ""))) or str(record.get("name", "") or record.get("words", ""))
    return f"{record.get('number', '')} {name}".strip() or record.record[:8]
