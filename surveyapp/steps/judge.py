"""Judge questions by the rules of a city's document: packs, calendar and contradictions from `resources/`, verdicts as plain values in words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import opencc

from surveyapp import paths, words
from surveyapp.domain.money_words import money
from surveyapp.errors import BadInput, Finding
from surveyapp.policy.packs import Pack
from surveyapp.policy.rules import judge as rules
from surveyapp.policy.rules.calendar import Calendar, calendar_from
from surveyapp.policy.rules.contradictions import Contradiction, contradictions_from
from surveyapp.policy.rules.rulebook import RuleBook, rulebook_from, unknown_sections
from surveyapp.policy.rules.verdict import Sentence, Verdict, Wan
from surveyapp.policy.untrusted import Name
from surveyapp.steps import policies


def judge(rule: str, city: str, untrusted_input: Mapping[str, object], as_of: date | None = None) -> tuple[Verdict, Pack]:
    """The verdict of a rule under a city's document, and the pack that it rests on. `city`: its name (柳州, 柳州市, Liuzhou) or the pack's id.

    Raises BadInput for an unknown rule or city, or a pack whose rules are damaged.
    """
    pack = policies.pack(_pack_id(city))
    court = rules.Court(rulebook(pack.id), rulebook(pack.root.id), calendar())
    return rules.judge(court, rule, untrusted_input, as_of), pack


def judge_line(untrusted_line: Mapping[str, object], as_of: date | None = None) -> dict[str, object]:
    """One line {"rule", "city", "input"} as the plain values of its verdict, in the language in use. Raises BadInput."""
    rule, city, given = (untrusted_line.get(key) for key in ("rule", "city", "input"))
    for key, value in (("rule", rule), ("city", city)):
        if not isinstance(value, str) or not value.strip():
            raise BadInput("error.judge.no_field", field=key)
    if not isinstance(given, Mapping):
        raise BadInput("error.judge.no_input")
    verdict, pack = judge(str(rule).strip(), _simplified(str(city).strip()), {_simplified(key): _in_simplified(given[key]) for key in given}, as_of)
    return in_words(verdict, pack, str(city).strip(), as_of)


def in_words(verdict: Verdict, pack: Pack, city: str, as_of: date | None = None) -> dict[str, object]:
    """A verdict as plain values: its keys, the clause, the reasons as sentences, the document's status, the contradictions that touch it."""
    plain: dict[str, object] = {"rule": verdict.rule, "city": city, "result": verdict.result}
    plain.update((key, _plain(value)) for key, value in verdict.values.items())
    plain["clause"] = verdict.clause or words.say("rule.no_clause", city=policies.in_words(pack.place))
    plain["reasons"] = [say(each) for each in verdict.reasons]
    plain["document"] = {
        "title": policies.in_words(pack.document.title),
        "status": pack.document.status_on(as_of),
        "pack": f"{pack.id} {pack.version}",
    }
    plain["contradictions"] = [policies.in_words(each.text) for each in _contradictions_of(pack.id, verdict.rule) if each.is_shown(verdict.touches)]
    return plain


def _in_simplified(value: object) -> object:
    """The value with all its words in simplified characters: people write 電梯 too."""
    if isinstance(value, str):
        return _simplified(value)
    if isinstance(value, dict):
        return {_simplified(key): _in_simplified(each) for key, each in value.items()}
    return [_in_simplified(each) for each in value] if isinstance(value, list) else value


@lru_cache(maxsize=4096)
def _simplified(text: str) -> str:
    return text if text.isascii() else _converter().convert(text)


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def say(sentence: Sentence) -> str:
    """A sentence in the language in use; lists among its facts are joined, sentences among them said first."""
    if not sentence.facts:
        return words.say(sentence.code)
    return words.say(sentence.code, **{key: value if value.__class__ is str else _fact(value) for key, value in sentence.facts.items()})


def _fact(value: object) -> object:
    if isinstance(value, Wan):
        return money(value)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, Name):
        return policies.in_words(value)
    if isinstance(value, tuple | list):
        joined = words.say("rule.sentence_mark") if any(isinstance(each, Sentence) for each in value) else words.say("rule.list_mark")
        return joined.join(str(_fact(each)) for each in value)
    return value


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return value


@cache
def rulebook(pack_id: str) -> RuleBook:
    """The rules of a pack. Raises BadInput(error.judge.damaged_rules) where anything is wrong with them."""
    book, findings = rulebook_from(policies.pack(pack_id))
    _refuse(findings, pack_id)
    return book


def rulebook_of(pack: Pack) -> RuleBook:
    """The rules of a pack that lies anywhere, such as an earlier version of one. Raises BadInput(error.judge.damaged_rules)."""
    if pack.id in policies.pack_ids() and policies.pack(pack.id) is pack:
        return rulebook(pack.id)
    book, findings = rulebook_from(pack)
    _refuse(findings, pack.id)
    return book


@cache
def calendar() -> Calendar:
    """The working days that are known."""
    found, findings = calendar_from(_parsed("holidays"))
    _refuse(findings, "holidays.toml")
    return found


@cache
def contradictions() -> tuple[Contradiction, ...]:
    """Where the sources contradict each other."""
    found, findings = contradictions_from(_parsed("contradictions"))
    _refuse(findings, "contradictions.toml")
    return found


@cache
def _contradictions_of(pack_id: str, rule: str) -> tuple[Contradiction, ...]:
    return tuple(each for each in contradictions() if pack_id in each.packs and rule in each.rules)


def check_rules(pack: Pack) -> tuple[Finding, ...]:
    """Everything that is wrong with the rule sections of a pack."""
    book, findings = rulebook_from(pack)
    strange = [(at, item) for at, each in enumerate(book.provisions) for item in each.items if item not in policies.catalogue().items]
    unknown = tuple(Finding("finding.pack.unknown_item", f"provisions.lines[{at}].items", {"item": item}) for at, item in strange)
    return findings + unknown_sections(pack) + unknown


def check_rules_file(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with the rule sections of the pack in a file, whatever is wrong with its head; nothing where it is no TOML."""
    try:
        return check_rules(policies.rules_only(path))
    except BadInput:
        return ()


@cache
def _pack_id(city: str) -> str:
    asked = city.removesuffix("市").casefold()
    for pack_id in policies.pack_ids():
        place = policies.pack(pack_id).place
        if asked in (pack_id, place.zh, place.en.casefold()):
            return pack_id
    known = words.say("rule.list_mark").join(policies.in_words(policies.pack(each).place) for each in policies.pack_ids())
    raise BadInput("error.judge.unknown_city", city=city[:40], known=known)


def _parsed(part: str) -> Mapping[str, object]:
    return tomllib.loads(paths.resource("catalogue", f"{part}.toml").read_text(encoding="utf-8"))


def _refuse(findings: tuple[Finding, ...], where: str) -> None:
    if findings:
        first = policies.say_reason(findings[0].code, {"where": findings[0].where, **findings[0].facts})
        raise BadInput("error.judge.damaged_rules", where=where, count=len(findings), first=first)
