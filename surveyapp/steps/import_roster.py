"""Import: look at a table that somebody else made, with every finding, and write it as one act. Looking writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz, process

from surveyapp import words
from surveyapp.domain.canonical import Value
from surveyapp.domain.sheets.answer_changes import WISH, compare_answers
from surveyapp.domain.sheets.answers import read_answers
from surveyapp.domain.sheets.changes import Change, Held, compare
from surveyapp.domain.sheets.heads import INTERVIEWS, KINDS, ROSTER, ColumnMap, Head, find_head, fingerprint, passed_over, propose, to_json, with_json
from surveyapp.domain.sheets.look import Look
from surveyapp.domain.sheets.roster import read_roster
from surveyapp.domain.sheets.table import Sheet, at_cell, at_line, column_name, plain, shown
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput, Cancelled, Finding
from surveyapp.steps.begin import new_draft
from surveyapp.steps.node import Node
from surveyapp.steps.read_table import read_table
from surveyapp.steps.record import Draft, record
from surveyapp.steps.vocabulary import vocabulary
from surveyapp.store import find, local

Progress = Callable[[int, int, str], None]
_ALIKE = 86
"""From this likeness (rapidfuzz ratio, percent) two names of communities are shown side by side: 柳北船厂宿舍, 柳州船厂宿舍."""
_SAMPLES = 3
_NUMERALS, _DIRECTIONS = "一二三四五六七八九十甲乙丙丁", "东西南北前后"


def look(
    node: Node,
    survey: str,
    path: Path,
    *,
    kind: str = "",
    sheet: str = "",
    mapping: object = None,
    within: str = "",
    only_empty: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Look:
    """Read a table and say everything about it. `mapping` is what a person decided (as `to_json` writes it); without it the mapping
    that was last written for a table with the same head, over what the heads propose. `within` names the community of a table that does not.

    Raises BadInput for a file that cannot be read and for one in which no head is found, Cancelled.
    """

    def beat(done: int, total: int) -> None:
        if cancelled and cancelled():
            raise Cancelled()
        if progress:
            progress(done, total, "progress.table")

    sheets = read_table(path)
    chosen, head, found_kind = _best(sheets, kind, sheet, path)
    proposal, remembered = propose(head, vocabulary(), found_kind), False
    if mapping is None:
        mapping = _remembered(node, fingerprint(head, found_kind))
        remembered = mapping is not None
    decided = with_json(proposal, mapping) if mapping is not None else proposal
    read = (read_answers if found_kind == INTERVIEWS else read_roster)(chosen, head, decided, vocabulary(), within, beat)
    beat(1, 1)
    seen = Look(
        path=str(path),
        table=chosen,
        sheet=chosen.name,
        sheets=tuple(each.name for each in sheets),
        head=head,
        mapping=decided,
        remembered=remembered,
        within=within,
        only_empty=only_empty,
        samples=_samples(chosen, head, decided),
        lines=read.lines,
        entries=read.entries,
        changes=(),
        findings=(*_about_columns(head, decided), *_passed_over(chosen, head, decided), *read.findings),
    )
    return _compared(node, survey, seen)


def _best(sheets: Sequence[Sheet], kind: str, name: str, path: Path) -> tuple[Sheet, Head, str]:
    """The sheet and kind whose head names the most columns, a roster of equals; a sheet or kind that was asked for is the only candidate."""
    candidates = [each for each in sheets if not name or each.name == name]
    best: tuple[tuple[int, int], Sheet, Head, str] | None = None
    for each in candidates:
        for one in [kind] if kind else KINDS:
            head = find_head(each, vocabulary(), one)
            if head is None:
                continue
            uses = propose(head, vocabulary(), one).columns
            fit = (sum(bool(use.target) and use.sure for use in uses), int(one == ROSTER))
            if best is None or fit > best[0]:
                best = (fit, each, head, one)
    if best is None:
        raise BadInput("error.import.no_head", file=path.name, sheets="、".join(each.name for each in sheets if each.name) or "-")
    return best[1], best[2], best[3]


def _samples(sheet: Sheet, head: Head, mapping: ColumnMap) -> Mapping[int, tuple[str, ...]]:
    rows = range(head.first_line, len(sheet.rows))
    return {
        use.at: tuple(dict.fromkeys(text for row in rows[:200] if (text := shown(sheet.cell(row, use.at)))))[:_SAMPLES] for use in mapping.columns
    }


def _about_columns(head: Head, mapping: ColumnMap) -> Iterator[Finding]:
    """Two columns that are said to be the same thing, and a target that this version does not know."""
    known: dict[str, str] = {}
    for use in mapping.columns:
        if not use.target:
            continue
        if use.target in known and use.target != "wishes":
            yield at_line("finding.import.wrong.two_columns", head.row, column=use.head, other=known[use.target])
        elif not _is_target(use.target, mapping.kind):
            yield at_line("finding.import.wrong.unknown_target", head.row, column=use.head, target=use.target)
        known.setdefault(use.target, use.head)


def _passed_over(sheet: Sheet, head: Head, mapping: ColumnMap) -> Iterator[Finding]:
    """Columns that are left out beside one of the same name, where they say something else: which of the two is meant, a person decides."""
    for left, taken in passed_over(head, vocabulary(), mapping):
        rows = range(head.first_line, len(sheet.rows))
        differs = next((row for row in rows if plain(sheet.cell(row, left.at)) not in ("", plain(sheet.cell(row, taken.at)))), None)
        if differs is not None:
            facts = {"at": column_name(left.at), "other": column_name(taken.at)}
            yield at_cell("finding.import.odd.passed_over", differs, left.at, left.head, sheet.cell(differs, left.at), **facts)


def _is_target(target: str, kind: str) -> bool:
    return target in targets(kind)


def targets(kind: str) -> tuple[str, ...]:
    """Everything that a column of a table of this kind can be, in the vocabulary's order."""
    rooms = ("community", "building", "plan_entry", "either") if kind == ROSTER else ("interview", "wishes", "wish_rank")
    names: dict[str, None] = {} if kind == ROSTER else {"community.name": None, "building.name": None}
    for target in vocabulary().heads:
        room, _, name = target.partition(".")
        if room in rooms:
            names |= dict.fromkeys([f"community.{name}", f"building.{name}"] if room == "either" else [target])
    if kind == INTERVIEWS:
        names |= dict.fromkeys(f"wish.{code}" for code in vocabulary().wishes)
    names.pop("building.built_from", None)
    return tuple(names)


def _remembered(node: Node, print_: str) -> object:
    with node.store.reading() as connection:
        kept = local.get(connection, f"mapping.{print_}")
    return json.loads(kept) if kept else None


def _compared(node: Node, survey: str, seen: Look) -> Look:
    held = tuple(_held(node, survey, seen.kind))
    compare_with = compare_answers if seen.kind == INTERVIEWS else compare
    changes, findings = compare_with(seen.entries, held, only_empty=seen.only_empty)
    alike = _alike(changes, held) if seen.kind == ROSTER else ()
    return replace(seen, changes=changes, findings=_in_order(map(_in_words, (*seen.findings, *findings, *alike))))


def _in_words(finding: Finding) -> Finding:
    """A finding that speaks of a field calls it what the screens call it."""
    code = f"field.community.{finding.facts.get('field')}"
    if finding.code in ("finding.import.odd.sum", "finding.import.odd.in_conflict") and words.has(code):
        return replace(finding, facts={**finding.facts, "field": words.say(code)})
    return finding


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: int(str(each.facts.get("line", 0)))))


def _held(node: Node, survey: str, kind: str) -> Iterator[Held]:
    """The records of this survey that a table of this kind may speak of."""
    kinds = ("building", "plan_entry") if kind == ROSTER else ("building", "interview", "need")
    with node.store.reading() as connection:
        communities = [row for row in find.of_kind(connection, "community") if row.get("survey", survey) == survey]
        streams = {row.stream for row in communities}
        rows = [row for each in kinds for row in find.of_kind(connection, each) if row.stream in streams]
    for row in (*communities, *rows):
        yield Held(row.stream, row.record, row.kind, row.values, frozenset(row.states))


def _alike(changes: Sequence[Change], held: Sequence[Held]) -> Iterator[Finding]:
    """New communities whose names are nearly those of others: one place written in two ways is counted twice."""
    new = [each.entry for each in changes if each.entry.kind == "community" and each.status == "new"]
    if not new:
        return
    others = {plain(each.values.get("name")): str(each.values.get("name")) for each in held if each.kind == "community"}
    names = {plain(each.name): each.name for each in new}
    known = list(others | names)
    for entry in new:
        for name, _, _ in process.extract(plain(entry.name), known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2):
            other = name in others or name < plain(entry.name)
            if name != plain(entry.name) and other and not _told_apart(name, plain(entry.name)):
                yield at_line("finding.import.odd.alike", entry.row, name=entry.name, other=others.get(name) or names[name])
                break


def _told_apart(one: str, other: str) -> bool:
    """第一小区 and 第二小区, 东院 and 西院 are alike and not the same: people counted them."""
    for signs in (_NUMERALS, _DIRECTIONS):
        first, second = ("".join(each for each in name if each in signs or (signs is _NUMERALS and each.isdecimal())) for name in (one, other))
        if first and second and first != second:
            return True
    return False


def write(node: Node, survey: str, seen: Look, *, leave_out: bool = False) -> Changed:
    """Write what was looked at as one act, against what is held now, and remember the mapping for tables with this head.

    Raises BadInput while something stands in the way, unless `leave_out`: then what the findings name stays out.
    """
    now = _compared(node, survey, replace(seen, findings=_of_table(seen)))
    if now.wrong and not leave_out:
        raise BadInput("error.import.findings", count=len(now.wrong))
    drafts = tuple(_drafts(node, survey, now))
    changed = record(node, drafts, f"import_{now.kind}") if drafts else Changed("", f"import_{now.kind}", (), node.clock.wall())
    with node.store.writing() as connection:
        local.put(connection, f"mapping.{fingerprint(now.head, now.kind)}", json.dumps(to_json(now.mapping), ensure_ascii=False))
    return changed


_OF_STORE = ("wrong.several_held", "wrong.unknown_community", "wrong.unknown_building", "odd.in_conflict", "odd.alike", "odd.door_repeated")


def _of_table(seen: Look) -> tuple[Finding, ...]:
    """The findings that the table has by itself; those against the store are made anew."""
    return tuple(each for each in seen.findings if not each.code.endswith(_OF_STORE))


def _drafts(node: Node, survey: str, seen: Look) -> Iterator[Draft]:
    streams: dict[tuple[str, str], str] = {}
    for change in seen.changes:
        entry = change.entry
        if entry.kind == "community":
            streams[entry.community] = change.stream or node.new_id()
        stream = change.stream or streams[entry.community]
        values: dict[str, Value] = {name: after for name, (_, after) in change.fields.items()}
        if change.status == "same":
            continue
        if entry.kind == "interview":
            yield from _interview(node, stream, change, values)
        elif change.status == "changed":
            yield Draft(stream, change.record, entry.kind, values)
        elif entry.kind == "community":
            yield Draft(stream, stream, "community", {**values, "survey": survey})
        else:
            yield new_draft(node, stream, entry.kind, values)


def _interview(node: Node, stream: str, change: Change, values: Mapping[str, Value]) -> Iterator[Draft]:
    """An interview and its wishes: a wish that is held gets its new rank, the others are born."""
    record_id = change.record or node.new_id()
    own = {name: value for name, value in values.items() if not name.startswith(WISH)}
    place: dict[str, Value] = {"community": stream, **({"building": change.building} if change.building else {})}
    if not change.record:
        yield Draft(stream, record_id, "interview", {**place, **own})
    elif own:
        yield Draft(stream, record_id, "interview", own)
    for name, rank in values.items():
        code = name.removeprefix(WISH)
        if not name.startswith(WISH):
            continue
        if code in change.needs:
            yield Draft(stream, change.needs[code], "need", {"wish": "yes", "rank": rank or None})
        else:
            door = change.entry.values.get("door")
            wish = {**place, "interview": record_id, "code": code, "wish": "yes", "rank": rank or None, "door": door}
            yield new_draft(node, stream, "need", {key: value for key, value in wish.items() if value is not None})
