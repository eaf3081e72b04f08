"""Show: the lines of lists and the fields of records, for the window and for the commands alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from surveyapp.domain.annotations import Annotation, read_annotation
from surveyapp.domain.checks import check_record
from surveyapp.domain.edits import Edit
from surveyapp.domain.fields import BUILDING_CORE
from surveyapp.domain.merge import Record, merge
from surveyapp.domain.views import BuildingLine, CommunityLine, DefectLine, FieldView, HistoryLine, PhotoLine, RecordView
from surveyapp.domain.walking_order import walking_key
from surveyapp.errors import Finding, HomeMissing
from surveyapp.policy.packs import Pack
from surveyapp.steps.bring_in import small_copy
from surveyapp.steps.node import Node
from surveyapp.steps.verdicts import badge, defect_name, judge_defect
from surveyapp.store import find, journal, tally
from surveyapp.store.connect import Transaction
from surveyapp.store.find import Row


def communities(node: Node, survey: str) -> tuple[CommunityLine, ...]:
    """The communities of a survey in the order of their names, with what is recorded in each."""
    with node.store.reading() as connection:
        found = [row for row in find.of_kind(connection, "community") if row.get("survey") == survey]
        counts = find.community_counts(connection)
    lines = (
        CommunityLine(
            row.stream,
            str(row.get("name", "")),
            str(row.get("street", "")),
            counts.get((row.stream, "building"), 0),
            _whole(row.get("households")) or 0,
            counts.get((row.stream, "defect"), 0),
        )
        for row in found
    )
    return tuple(sorted(lines, key=lambda line: walking_key(line.name)))


def buildings(node: Node, stream: str) -> tuple[BuildingLine, ...]:
    """The common ground first, then the buildings in walking order. Defects are counted in the database: a community may have many thousands."""
    with node.store.reading() as connection:
        found = find.of_kind(connection, "building", stream)
        counts = tally.worst_by_building(connection, stream)
        bare = {building: count for (_, building), count in tally.bare_by_building(connection, (stream,)).items()}
    known = {row.record for row in found}
    common = [building for building in counts if building not in known]
    lines = [_building_line(row, counts.get(row.record, (0, 0)), bare.get(row.record, 0)) for row in found]
    total, worst = sum(counts[each][0] for each in common), max((counts[each][1] for each in common), default=0)
    ground = BuildingLine(stream, "", "", None, "", None, None, None, total, worst, sum(bare.get(each, 0) for each in common), 0, 0)
    return (ground, *sorted(lines, key=lambda line: walking_key(line.name)))


def _building_line(row: Row, counted: tuple[int, int], bare: int) -> BuildingLine:
    built = row.get("built")
    return BuildingLine(
        row.stream,
        row.record,
        str(row.get("name", "")),
        _whole(built.get("value")) if isinstance(built, dict) else None,
        str(row.get("structure", "")),
        _whole(row.get("storeys")),
        _whole(row.get("units")),
        _whole(row.get("households")),
        *counted,
        bare,
        sum(row.get(name) is not None for name in BUILDING_CORE),
        len(BUILDING_CORE),
    )


def _whole(value: Any) -> int | None:
    return value if type(value) is int else None


def defects(node: Node, stream: str, building: str | None, pack: Pack) -> tuple[DefectLine, ...]:
    """The defects of a building ("" for the common ground, None for the whole community), newest first, with tier and clause."""
    with node.store.reading() as connection:
        found = find.of_kind(connection, "defect", stream) if building is None else _defects_of(connection, stream, building)
        photos = find.photo_counts(connection, stream)
        names = people(connection)
    return tuple(defect_line(row, pack, photos, names) for row in reversed(found))


def _defects_of(connection: Transaction, stream: str, building: str) -> tuple[Row, ...]:
    """The common ground also shows what belongs to a building that is hidden or not here yet: children are never hidden."""
    return find.of_building(connection, stream, "defect", building) if building else find.of_common_ground(connection, stream, "defect")


def defect_line(row: Row, pack: Pack, photos: dict[str, int], names: dict[str, str]) -> DefectLine:
    code, quantity = str(row.get("code", "")), row.get("quantity")
    amount = quantity if isinstance(quantity, dict) else {}
    return DefectLine(
        row.stream,
        row.record,
        str(row.get("number", "")),
        code,
        defect_name(code),
        str(row.get("words", "")),
        str(row.get("place", "")),
        _whole(row.get("unit")),
        _whole(row.get("storey")),
        _whole(row.get("severity")),
        str(amount.get("n", "")),
        str(amount.get("unit", "")),
        photos.get(row.record, 0),
        row.wall,
        names.get(row.author, ""),
        badge(judge_defect(pack, code, row.get("override"))),
        "returned" if row.presence == "returned" else ("conflict" if "conflict" in row.states.values() else ""),
    )


def people(connection: Transaction) -> dict[str, str]:
    """Names of the persons by record id."""
    return {row.record: str(row.get("name", "")) for row in find.of_kind(connection, "person")}


def record_view(node: Node, stream: str, record: str) -> RecordView:
    """A record with every field, the heads of those that are not settled, and findings."""
    with node.store.reading() as connection:
        edits = journal.of_records(connection, stream, (record,)).get(record)
        names = people(connection)
    if not edits:
        raise HomeMissing("error.record_unknown", record=record)
    merged = merge(edits)
    findings: dict[str, list[Finding]] = defaultdict(list)
    for found in check_record(merged.kind, merged.values):
        findings[found.where].append(found)
    fields = {
        name: FieldView(
            name, held.value, held.state, tuple(_history_line(name, head, names, is_head=True) for head in held.heads), tuple(findings.get(name, ()))
        )
        for name, held in merged.fields.items()
    }
    return RecordView(stream, record, merged.kind, str(merged.get("number", "")), merged.presence, fields)


def history(node: Node, stream: str, record: str, name: str) -> tuple[HistoryLine, ...]:
    """Every edit of a field, newest first, with who made it."""
    with node.store.reading() as connection:
        edits = journal.of_records(connection, stream, (record,)).get(record, [])
        names = people(connection)
    held = merge(edits).fields.get(name) if edits else None
    heads = set(held.head_ids) if held else set()
    touching = sorted((edit for edit in edits if name in edit.changes), key=lambda edit: edit.order, reverse=True)
    return tuple(_history_line(name, edit, names, is_head=edit.id in heads) for edit in touching)


def _history_line(name: str, edit: Edit, names: dict[str, str], *, is_head: bool) -> HistoryLine:
    return HistoryLine(edit.id, edit.changes[name], names.get(edit.author, ""), edit.wall, is_head)


def photos(node: Node, stream: str, subject: str) -> tuple[PhotoLine, ...]:
    """The photos of a record, oldest first; small copies that are missing are made."""
    with node.store.reading() as connection:
        found = find.photos_of(connection, stream, subject)
        drawn = find.annotations_of(connection, stream, [row.record for row in found])
        names = people(connection) if drawn else {}
    return tuple(_photo_line(node, row, painted_ones(drawn.get(row.record, ()), names)) for row in found)


def painted_ones(rows: Iterable[Row], names: Mapping[str, str]) -> tuple[Annotation, ...]:
    """The annotations of these records that can be painted."""
    read = (read_annotation(row.record, row.values, names.get(row.author, ""), row.wall) for row in rows)
    return tuple(each for each in read if each is not None)


def _photo_line(node: Node, row: Row, drawn: tuple[Annotation, ...]) -> PhotoLine:
    sha256, ext = str(row.get("sha256", "")), str(row.get("ext", "bin"))
    small = small_copy(node, "thumbnail", sha256, ext) if row.get("status") == "ok" else None
    return PhotoLine(
        row.stream,
        row.record,
        sha256,
        str(row.get("status", "")),
        str(row.get("reason", "")),
        str(small) if small else "",
        str(node.blobs.path(sha256, ext)),
        str(row.get("caption", "")),
        str(row.get("taken_at", "")),
        str(row.get("subject", "")),
        _whole(row.get("width")) or 0,
        _whole(row.get("height")) or 0,
        drawn,
    )


def conflict_lines(node: Node) -> tuple[dict[str, Any], ...]:
    """Every conflict with all its values and authors, the one that is shown first."""
    with node.store.reading() as connection:
        found = find.all_conflicts(connection)
        names = people(connection)
        merged = {(stream, record): merge(journal.of_records(connection, stream, (record,))[record]) for stream, record, _, _ in found}
    return tuple(_conflict_line(merged[stream, record], name, names) for stream, record, name, _ in found)


def _conflict_line(record: Record, name: str, names: dict[str, str]) -> dict[str, Any]:
    heads = record.fields[name].heads
    return {
        "stream": record.stream,
        "record": record.record,
        "kind": record.kind,
        "number": record.get("number", ""),
        "field": name,
        "values": [head.changes[name] for head in heads],
        "authors": [names.get(head.author, "") for head in heads],
        "walls": [head.wall for head in heads],
    }
