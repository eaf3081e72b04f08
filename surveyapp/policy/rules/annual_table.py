"""The `annual_table` question: a whole table with its totals, one row with its before and after, or figures of the prose against the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from surveyapp.policy.rules import plan_table, quantities
from surveyapp.policy.rules.plan_table import AREA, BUILDINGS, COMMUNITIES, HOUSEHOLDS, INVESTMENT, Mismatch, ProseFigure, TableCheck, UsualRanges
from surveyapp.policy.rules.quantities import number_text
from surveyapp.policy.rules.questions import Question
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import PENDING, Sentence, Verdict, result_of, sentence

RULE = "annual_table"
_COUNTED, _IN_10K = ("户", "个", "栋"), ("元", "m2", "平方米")
_BEFORE = ("2000年底前", "前", "before")
_AFTER = ("2000年底后", "后", "after")
_TOTAL = ("合计", "合", "小计", "总计", "total", "stated_total", "stated")
_PLAIN_ENDINGS = ("2000年底前", "2000年底后", "合计")
_ABOUT = ("约", "大约", "近", "左右", "余")
_YEAR_KEYS = ("year", "年份", "计划改造年份", "年度")
_ASIDE = frozenset({*_YEAR_KEYS, "field", "name", "备注", "note"})
_SAID = re.compile(r"(约|大约|近)?\s*(?:有|为|共)?\s*(\d[\d,]*(?:\.\d+)?\s*[万亿]?(元|平方米|m2|个|户|栋))")
_FIGURE = re.compile(r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二三四五六七八九十百千两]+)\s*[万亿]?(?:元|平方米|m2|户|个|栋)?")
_FIELD_OF_UNIT = {"元": INVESTMENT, "平方米": AREA, "m2": AREA, "个": COMMUNITIES, "户": HOUSEHOLDS, "栋": BUILDINGS}
Triple = tuple[Decimal | None, Decimal | None, Decimal | None]


def plan_table_clause_from(section: Section) -> str:
    """The [plan_table] section of a city's pack: where its document has such a table."""
    clause = section.text("clause")
    section.finish()
    return clause


def judge(question: Question, clause: str, usual: UsualRanges | None) -> Verdict:
    """Whether the figures agree, with everything that does not."""
    rows, row = _rows(question), question.mapping("row")
    stated, table = question.mapping("stated_total"), question.mapping("table")
    if rows is not None and stated is None:
        rows, stated = _without_total(rows)
    if rows is not None:
        return _whole_table(question, rows, stated, clause, usual)
    if row is not None:
        return _one_row(question, row, stated, clause, usual)
    if not question.absent("prose") and table is not None:
        return _prose(question, table, clause)
    return Verdict(RULE, PENDING, _values(None, TableCheck({})), clause, (sentence("rule.plan_table.nothing"),))


def _rows(question: Question) -> Mapping[str, object] | None:
    """The rows by year; of a list of rows, by the year that each names or its place."""
    value = question.raw("rows")
    if not isinstance(value, list):
        return question.mapping("rows")
    named: dict[str, object] = {}
    for place, each in enumerate(value, start=1):
        year = next((each[key] for key in _YEAR_KEYS if key in each), None) if isinstance(each, Mapping) else None
        named[str(year if isinstance(year, str | int) and str(year) not in named else place)] = each
    return named


def _without_total(rows: Mapping[str, object]) -> tuple[Mapping[str, object], Mapping[str, object] | None]:
    """The rows of years, and the row that holds their totals where one of them is called so."""
    name = _named(rows, _TOTAL)
    total = rows[name] if name else None
    if name is None or not isinstance(total, Mapping):
        return rows, None
    return {year: cells for year, cells in rows.items() if year != name}, total


def _values(ok: bool | None, check: TableCheck) -> dict[str, object]:
    return {
        "ok": ok,
        "mismatches": [_mismatch(each, "computed", "stated") for each in check.mismatches],
        "info": list(check.info),
        "warnings": list(check.warnings),
        "open_fields": list(check.open_fields),
    }


def _mismatch(mismatch: Mismatch, computed: str, stated: str) -> dict[str, object]:
    return {
        "field": mismatch.field,
        computed: number_text(mismatch.computed),
        stated: number_text(mismatch.stated),
        "diff": number_text(mismatch.diff),
    }


def _numbers(values: Mapping[str, Decimal | None]) -> dict[str, str | None]:
    return {field: None if value is None else number_text(value) for field, value in values.items()}


def _reasons(ok: bool | None, check: TableCheck) -> tuple[Sentence, ...]:
    if ok is None:
        said = [sentence("rule.plan_table.open")]
    else:
        said = [sentence("rule.plan_table.agrees") if ok else sentence("rule.plan_table.differs", count=len(check.mismatches))]
    for each in check.mismatches:
        facts = {"field": each.field, "computed": number_text(each.computed), "stated": number_text(each.stated), "diff": number_text(each.diff)}
        said.append(sentence("rule.plan_table.mismatch", **facts))
    if check.open_fields:
        said.append(sentence("rule.plan_table.open_fields", fields=check.open_fields))
    return (*said, *check.info, *check.warnings)


def _whole_table(
    question: Question, rows: Mapping[str, object], stated: Mapping[str, object] | None, clause: str, usual: UsualRanges | None
) -> Verdict:
    totals = _cells(question, stated, "stated_total") if stated is not None else None
    years = {year: _cells(question, cells, year) for year, cells in rows.items() if isinstance(cells, Mapping)}
    strange = tuple(year for year, cells in rows.items() if not isinstance(cells, Mapping))
    inner = [_triples(question, cells, year) for year, cells in rows.items() if isinstance(cells, Mapping)]
    crosswise = plan_table.check_before_after({field: triple for found in inner for field, triple in found.items()})
    columns = plan_table.check_plan_table(years, totals, usual)
    check = TableCheck(
        columns.computed,
        columns.mismatches + crosswise.mismatches,
        columns.open_fields + crosswise.open_fields + strange + (() if totals is not None and years else ("stated_total",)),
        columns.info,
        columns.warnings + crosswise.warnings,
    )
    values = _values(check.ok, check) | {"computed_total": _numbers(columns.computed)}
    return Verdict(RULE, result_of(check.ok), values, clause, _reasons(check.ok, check), frozenset({"annex_and_prose", "flat_500"}))


def _cells(question: Question, untrusted: Mapping[str, object], where: str) -> dict[str, Decimal | None]:
    """One number for every field of a row; of a field with before, after and total these three, each a column of its own."""
    found: dict[str, Decimal | None] = {}
    inner = Question(untrusted, question.reasons)
    for field, value in _by_field(untrusted).items():
        if isinstance(value, Mapping):
            part = Question(value, question.reasons)
            for name in value:
                found[f"{field} {name}"] = _cell(part, name)
            if (whole := _named(value, _TOTAL)) is not None:
                found[field] = found.pop(f"{field} {whole}")
        elif field not in _ASIDE:
            found[field] = _cell(inner, field)
    return found


def _cell(question: Question, key: str) -> Decimal | None:
    """The number in a cell: money and areas count in tens of thousands, all else one by one."""
    return question.decimal(key, *_units_of(question.raw(key)))


def _units_of(said: object) -> tuple[tuple[str, ...], int]:
    """The units in which a cell may be written, and by how many tens its number counts them."""
    return (_COUNTED, 0) if isinstance(said, str) and said.strip().endswith(_COUNTED) else (_IN_10K, 4)


def _one_row(question: Question, row: Mapping[str, object], stated: Mapping[str, object] | None, clause: str, usual: UsualRanges | None) -> Verdict:
    triples = _triples(question, row, "")
    where = next((str(row[key]) for key in _YEAR_KEYS if key in row), "")
    if stated is not None and triples:
        given = _cells(question, stated, "stated_total")
        triples = {field: (before, after, given.get(field) if total is None else total) for field, (before, after, total) in triples.items()}
    cells = _totals(triples) if triples else _cells(question, row, "")
    check = plan_table.check_before_after(triples)
    if stated is not None and not triples:
        check = plan_table.check_plan_table({where: cells}, _cells(question, stated, "stated_total"))
    odd = tuple(plan_table.outlier_sentence(each) for each in plan_table.outliers(where, cells, usual)) if usual else ()
    check = TableCheck(check.computed, check.mismatches, check.open_fields, check.info, check.warnings + odd)
    ratios = {name: None if value is None else quantities.rounded_text(value, 2) for name, value in plan_table.ratios(cells).items()}
    judged = bool(triples) or stated is not None
    # A row with nothing to compare it to agrees with everything: figures out of the usual are then for a person to confirm.
    ok = check.ok if judged else (None if odd or None in cells.values() or not any(ratios.values()) else True)
    computed: object = _numbers(check.computed)
    if list(check.computed) == [_TOTAL[0]]:
        computed = _numbers(check.computed)[_TOTAL[0]]
    values = _values(ok, check) | {"computed": computed if judged else ratios, "ratios": ratios}
    return Verdict(RULE, result_of(ok), values, clause, _reasons(ok, check))


def _totals(triples: Mapping[str, Triple]) -> dict[str, Decimal | None]:
    return {field: total if total is not None else None for field, (_, _, total) in triples.items()}


def _triples(question: Question, row: Mapping[str, object], where: str) -> dict[str, Triple]:
    """Before, after and total of every field, from nested tables, from `居民户数_前` keys, or from the row itself."""
    found: dict[str, Triple] = {}
    row = _by_field(row)
    prefix = f"{where} " if where else ""
    for field, cells in row.items():
        if isinstance(cells, Mapping) and (_named(cells, _BEFORE) or _named(cells, _AFTER)):
            found[f"{prefix}{field}"] = _triple(question, cells)
    flat: dict[str, dict[str, object]] = {}
    for key, value in row.items():
        part = None if isinstance(value, Mapping) else _part_of(key)
        if part is not None:
            field = part[0] or str(row.get("field") or row.get("name") or _TOTAL[0])
            flat.setdefault(field, {})[part[1]] = value
    for field, cells in flat.items():
        if _BEFORE[0] in cells or _AFTER[0] in cells:
            found[f"{prefix}{field}"] = _triple(question, cells)
    return found


def _by_field(row: Mapping[str, object]) -> Mapping[str, object]:
    """A row written part by part ({前: {居民户数: 507}, 后: …}) or with lists of three, as {居民户数: {前, 后, 合计}}."""
    turned: dict[str, object] = {}
    for key, value in row.items():
        part = _part_of(key)
        if part is not None and not part[0] and isinstance(value, Mapping):
            for field, cell in value.items():
                cells = turned.setdefault(field, {})
                if isinstance(cells, dict):
                    cells[part[1]] = cell
        elif isinstance(value, list) and len(value) == 3:
            turned[key] = dict(zip((_BEFORE[0], _AFTER[0], _TOTAL[0]), value, strict=True))
        else:
            turned[key] = value
    return turned


@lru_cache(maxsize=512)
def _part_of(key: str) -> tuple[str, str] | None:
    """The field and the part of it that a key such as `居民户数_前` names: before, after or total; None for any other key."""
    bare = key.removesuffix(")").removesuffix("）")
    for names in (_BEFORE, _AFTER, _TOTAL):
        ending = next((each for each in names if bare == each or bare.endswith(_endings(each))), None)
        if ending is not None:
            return bare[: -len(ending)].rstrip("_ -(（"), names[0]
    return None


def _endings(part: str) -> tuple[str, ...]:
    """How a part may end a key: behind a mark, or for the long names (2000年底前, 合计) right behind the field."""
    marked = tuple(mark + part for mark in ("_", " ", "-", "(", "（"))
    return (*marked, part) if part in _PLAIN_ENDINGS else marked


def _triple(question: Question, cells: Mapping[str, object]) -> Triple:
    inner = Question(cells, question.reasons)
    before, after, total = (_named(cells, names) for names in (_BEFORE, _AFTER, _TOTAL))
    return (
        _cell(inner, before) if before else None,
        _cell(inner, after) if after else None,
        _cell(inner, total) if total else None,
    )


def _named(cells: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((name for name in names if name in cells), None)


def _prose(question: Question, table: Mapping[str, object], clause: str) -> Verdict:
    cells = _cells(question, table, "table")
    untrusted = question.raw("prose")
    if isinstance(untrusted, Mapping):
        figures = {field: _figure(question, field, value) for field, value in untrusted.items() if field not in _ASIDE}
        if len(figures) == len(cells) == 1:  # one figure against one cell are meant for each other, whatever they are called
            figures = dict(zip(cells, figures.values(), strict=True))
    else:
        figures = _figures_in(question.words("prose") or "", cells)
    check = plan_table.check_prose(figures, cells)
    if not figures:
        check = TableCheck({}, (), tuple(cells))
    values = _values(check.ok, check) | {"mismatches": [_mismatch(each, "prose", "table") for each in check.mismatches]}
    return Verdict(RULE, result_of(check.ok), values, clause, _reasons(check.ok, check), frozenset({"annex_and_prose"}))


def _figure(question: Question, field: str, value: object) -> ProseFigure | None:
    """A figure of the prose: a number, or words such as `约4870`, `共493户`, or a table {value, about}."""
    if isinstance(value, Mapping):
        number = _figure(question, field, value.get("value"))
        about = any(value.get(key) is True for key in ("about", "approx", "approximate", "约"))
        return ProseFigure(number.value, number.about or about) if number else None
    if value is None:
        return None
    text = str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value
    try:
        words = quantities.plain(text)
        said = _FIGURE.search(words)
        if said is None:
            raise ValueError(words)
        return ProseFigure(quantities.decimal_of(said[0], *_units_of(said[0])), any(word in words for word in _ABOUT))
    except ValueError:
        Question({field: value}, question.reasons).unreadable(field, sentence("rule.input.want_number"))
        return None


def _figures_in(words: str, table: Mapping[str, Decimal | None]) -> dict[str, ProseFigure | None]:
    """The figures of running text by their units, for those fields that the table has. Of several for one field, one that agrees."""
    found: dict[str, ProseFigure | None] = {}
    for about, number, unit in _SAID.findall(words):
        field = _FIELD_OF_UNIT[unit]
        if field not in table:
            continue
        figure = ProseFigure(quantities.decimal_of(number, *_units_of(number)), bool(about))
        if field not in found or figure.value == table[field]:
            found[field] = figure
    return found
