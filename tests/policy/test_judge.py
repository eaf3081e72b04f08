from __future__ import annotations

import ast
import json
import re
import string
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp import paths, words
from surveyapp.cli import judge as command
from surveyapp.errors import Finding
from surveyapp.policy.packs import Pack
from surveyapp.policy.rules.judge import rule_names
from surveyapp.policy.rules.rulebook import rulebook_from, unknown_sections
from surveyapp.steps import judge as steps
from surveyapp.steps import policies
from tests.policy.courtroom import CITIES


def answer(*lines: bytes) -> list[dict[str, Any]]:
    return list(command.answers(lines))


def line(rule: object, city: object, given: object) -> bytes:
    return json.dumps({"rule": rule, "city": city, "input": given}, ensure_ascii=False).encode()


KEYS = [
    "completion_year",
    "completion_date",
    "location",
    "unit",
    "land",
    "works",
    "residents_willing",
    "needs_renovation",
    "total_area_m2",
    "total_owners",
    "voted_area_m2",
    "voted_owners",
    "agree_area_m2",
    "agree_owners",
    "post_date",
    "min_working_days",
    "count_start_day",
    "local_holidays",
    "total_10k_yuan",
    "parts_10k_yuan",
    "preconditions",
    "plan_meets_complete_community",
    "rows",
    "row",
    "stated_total",
    "prose",
    "table",
    "parcel_mu",
    "cumulative_share_percent",
    "original_user_consents",
    "plan_year",
    "submitted",
    "as_of",
    "item",
    "owned_by_utility",
    "ownership",
    "matter",
    "party_organisation",
    "owners_committee",
    "self_management_group",
    "households_total",
    "households_later",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=8),
    st.sampled_from(["", "2000-12-31", "5", "-1", "约4870", "both", "城市", "9" * 60, "1e9", "２"]),
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)), max_leaves=6
)


@given(st.sampled_from(rule_names()), st.sampled_from([*CITIES, "国家"]), st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=8))
def test_whatever_is_handed_in_is_answered_in_both_languages(rule: str, city: str, given: dict[str, Any]) -> None:
    for language in words.LANGUAGES:
        words.use_language(language)
        try:
            (found,) = answer(line(rule, city, given))
        finally:
            words.use_language("zh")
        assert "error" not in found or found["code"] == "error.judge.not_text"
        if "error" not in found:
            assert (
                found["clause"]
                and found["reasons"]
                and all(isinstance(each, str) and each and not re.match(r"rule\.\w+\.", each) for each in found["reasons"])
            )


@pytest.mark.parametrize("rule", rule_names())
@pytest.mark.parametrize("city", CITIES)
def test_nothing_said_is_never_decided_in_favour(rule: str, city: str) -> None:
    """With an empty input no rule says yes; only what a document itself settles (a draft is not in force) is decided."""
    (found,) = answer(line(rule, city, {}))
    decisive = {
        key: found[key] for key in ("in_scope", "pass", "ok", "allowed", "on_time", "in_force", "priority", "payer", "six_ok") if key in found
    }
    assert set(decisive.values()) <= ({None, False} if rule == "document_validity" else {None})


MALFORMED = [
    (b"", "error.judge.empty_line"),
    (b"   \n", "error.judge.empty_line"),
    (b"{", "error.judge.not_json"),
    (b"[]", "error.judge.not_object"),
    (b"17", "error.judge.not_object"),
    (b"null", "error.judge.not_object"),
    (b'{"rule": "consent", "rule": "consent"}', "error.judge.key_twice"),
    (b'{"rule": NaN}', "error.judge.not_a_number"),
    (b'{"rule": "consent", "city": "\xe6\x9f\xb3\xe5\xb7\x9e", "input": {"total_area_m2": Infinity}}', "error.judge.not_a_number"),
    (b"\xff\xfe", "error.judge.not_utf8"),
    (b"[" * 100_000, "error.judge.not_json"),
    (b'{"rule": ' + b"9" * 5000 + b"}", "error.judge.not_json"),
    (b'{"rule": "consent"}', "error.judge.no_field"),
    (b'{"rule": 5, "city": "x", "input": {}}', "error.judge.no_field"),
    (b'{"rule": "consent", "city": "Rome", "input": {}}', "error.judge.unknown_city"),
    (line("nonsense", "柳州", {}), "error.judge.unknown_rule"),
    (line("consent", "柳州", None), "error.judge.no_input"),
    (line("consent", "柳州", [1]), "error.judge.no_input"),
    (b'{"rule": "cost_responsibility", "city": "\xe6\x9f\xb3\xe5\xb7\x9e", "input": {"item": "\\ud800"}}', "error.judge.not_text"),
    (b" " * (command.LONGEST_LINE + 1), "error.judge.line_too_long"),
]


@pytest.mark.parametrize(("bad", "code"), MALFORMED)
def test_a_malformed_line_is_told_and_the_next_is_answered(bad: bytes, code: str) -> None:
    good = line("deadline", "柳州", {"plan_year": 2026, "submitted": "2025-10-31"})
    first, second, third = answer(good, bad, good)
    assert (second["code"], second["line"]) == (code, 2)
    assert second["error"] and not second["error"].startswith("error.")
    assert first == third and first["on_time"] is True


def test_a_byte_order_mark_and_large_numbers_are_no_trouble() -> None:
    good = b"\xef\xbb\xbf" + line("consent", "柳州市", {"total_area_m2": "1"})
    assert "error" not in answer(good)[0]
    (found,) = answer(
        b'{"rule": "land_plot", "city": "taian", "input": {"parcel_mu": 1e999999, "cumulative_share_percent": 1, "original_user_consents": true}}'
    )
    assert found["allowed"] is None
    (found,) = answer(
        b'{"rule": "land_plot", "city": "taian", "input": '
        b'{"parcel_mu": 2.999999999999, "cumulative_share_percent": 10.0, "original_user_consents": true}}'
    )
    assert found["allowed"] is True


def test_cities_by_any_of_their_names() -> None:
    given = {"completion_year": 1990}
    found = [answer(line("eligibility", city, given))[0]["clause"] for city in ("柳州", "柳州市", "liuzhou", "Liuzhou")]
    assert len(set(found)) == 1


def test_unused_input_is_named() -> None:
    (found,) = answer(line("deadline", "柳州", {"plan_year": 2026, "submited": "2025-10-31"}))
    assert any("submited" in each for each in found["reasons"])


# ---- the packs and the data


@pytest.mark.parametrize("pack_id", policies.pack_ids())
def test_the_packs_are_whole(pack_id: str) -> None:
    assert steps.check_rules(policies.pack(pack_id)) == ()


def test_the_contradictions_are_data_and_those_named_in_code_exist() -> None:
    ids = {each.id for each in steps.contradictions()}
    assert len(ids) == len(steps.contradictions()) >= 14
    touched = set()
    for file in paths.program_root().glob("surveyapp/policy/rules/*.py"):
        for inner in re.findall(r"frozenset\(\{([^}]*)\}", file.read_text(encoding="utf-8")):
            touched |= {each for each in re.findall(r'"([a-z0-9_]+)"', inner) if "_" in each}
    for each in steps.contradictions():
        assert set(each.packs) <= set(policies.pack_ids())
        assert set(each.rules) <= set(rule_names())
        assert not each.when_touched or each.id in touched


def damaged(rules: dict[str, object]) -> tuple[Finding, ...]:
    whole = policies.pack("liuzhou")
    pack = Pack(whole.id, whole.version, whole.level, whole.place, whole.document, whole.tiers, whole.listings, base=whole.base, rules=rules)
    return rulebook_from(pack)[1] + unknown_sections(pack)


@pytest.mark.parametrize(
    ("rules", "where"),
    [
        ({"deadline": {"clause": "x", "month": 13, "day": 31}}, "deadline.month"),
        ({"deadline": {"clause": "x", "month": 2, "day": 30}}, "deadline.day"),
        ({"deadline": {"month": 10, "day": 31}}, "deadline.clause"),
        ({"deadline": "October"}, ".deadline"),
        ({"funding_floor": {"clause": "x", "at_least": 0.2}}, "funding_floor.at_least"),
        ({"funding_floor": {"clause": "x", "at_least": "1/0"}}, "funding_floor.at_least"),
        ({"funding_floor": {"clause": "x", "at_least": "6/5"}}, "funding_floor.at_least"),
        ({"publicity": {"clause": "x", "min_working_days": 0}}, "publicity.min_working_days"),
        ({"consent": {"clause": "x"}}, "consent.voted_area"),
        ({"eligibility": {"clause": "x"}}, "eligibility.periods"),
        ({"eligibility": {"clause": "x", "periods": [{"built_by": "soon", "obligation": "must", "label": "x"}]}}, "eligibility.periods[0].built_by"),
        ({"eligibility": {"clause": "x", "periods": [{"obligation": "perhaps", "label": "x"}]}}, "eligibility.periods[0].obligation"),
        ({"eligibility": {"clause": "x", "requires": ["wiling"], "periods": [{"obligation": "must", "label": "x"}]}}, "eligibility.requires"),
        ({"land_plot": {"clause": "x", "under_mu": "3", "cumulative_percent_at_most": "10", "ceiling": 5}}, "land_plot.ceiling"),
        ({"cost_responsibility": {"clause": "x", "lines": [{"clause": "x", "payer": "x"}]}}, "cost_responsibility.lines[0].any"),
        ({"elegibility": {}}, "elegibility"),
    ],
)
def test_a_damaged_section_is_a_finding_and_not_a_crash(rules: dict[str, object], where: str) -> None:
    findings = damaged(rules)
    assert where in [each.where for each in findings]
    for language in words.LANGUAGES:
        words.use_language(language)
        try:
            assert all(words.say(each.code, where=each.where, **each.facts) != each.code for each in findings)
        finally:
            words.use_language("zh")


def messages(language: str) -> Iterator[tuple[str, str]]:
    text = paths.resource("i18n", language, "rules.po").read_text(encoding="utf-8")
    yield from re.findall(r'msgid "([a-z][^"]*)"\nmsgstr "(.*)"', text)


def test_both_languages_hold_the_same_codes_and_facts_and_the_source_uses_each() -> None:
    zh, en = dict(messages("zh")), dict(messages("en"))
    assert set(zh) == set(en)
    facts = {code: {name for _, name, _, _ in string.Formatter().parse(text) if name} for code, text in zh.items() if "{\\" not in text}
    assert all({name for _, name, _, _ in string.Formatter().parse(en[code]) if name} == names for code, names in facts.items())
    root = paths.program_root() / "surveyapp"
    files = [*(root / "policy" / "rules").glob("*.py"), root / "steps" / "judge.py", root / "cli" / "judge.py"]
    used = {
        code
        for file in files
        for code in re.findall(r'"((?:rule|finding\.pack_rule|error\.judge|cli\.judge)\.[a-z0-9_.]+)"', file.read_text(encoding="utf-8"))
    }
    assert used == set(zh)


def test_every_sentence_is_given_the_facts_that_it_names() -> None:
    zh = dict(messages("zh"))
    checked = 0
    for file in (paths.program_root() / "surveyapp" / "policy" / "rules").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "sentence"):
                continue
            code, given = call.args[0], {each.arg for each in call.keywords}
            if isinstance(code, ast.Constant) and None not in given:
                wanted = {name for _, name, _, _ in string.Formatter().parse(zh[str(code.value)]) if name}
                assert wanted <= given, (file.name, code.value)
                checked += 1
    assert checked > 120


def test_as_of_decides_the_standing_of_the_document() -> None:
    given = {"rule": "land_plot", "city": "泰安", "input": {"parcel_mu": "1"}}
    assert steps.judge_line(given, date(2025, 8, 31))["document"]["status"] == "in_force"
    assert steps.judge_line(given, date(2025, 9, 1))["document"]["status"] == "expired"
