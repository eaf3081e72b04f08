"""`classify` and `policy list|show|check|explain`: the documents and what they say, for people and as JSON lines."""

from __future__ import annotations

import json
import sys
from argparse import Namespace, _SubParsersAction
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from surveyapp import paths, words
from surveyapp.cli import assess
from surveyapp.cli.options import common
from surveyapp.errors import BadInput

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from surveyapp.policy.tiers import TierVerdict


def add_commands(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """Hang `classify` and `policy` into the command line. Handlers stand in `run` and answer the exit code."""
    classify = common(subparsers.add_parser("classify", help=words.say("cli.help.classify")))
    classify.add_argument("--policy", required=True, metavar="ID", help=words.say("cli.help.policy_pack", known=_known()))
    classify.add_argument("--as-of", metavar="DATE", help=words.say("cli.help.as_of"))
    classify.add_argument("--taxonomy", default="", metavar="ID", help=words.say("cli.help.taxonomy"))
    classify.set_defaults(run=run_classify)
    parts = subparsers.add_parser("policy", help=words.say("cli.help.policy")).add_subparsers(dest="part", required=True)
    common(parts.add_parser("list", help=words.say("cli.help.policy_list"))).set_defaults(run=run_list)
    show = common(parts.add_parser("show", help=words.say("cli.help.policy_show")))
    show.add_argument("pack", metavar="ID", help=words.say("cli.help.policy_pack", known=_known()))
    show.add_argument("--taxonomy", default="", metavar="ID", help=words.say("cli.help.taxonomy"))
    show.add_argument("--provisions", action="store_true", help=words.say("cli.help.provisions"))
    show.set_defaults(run=run_show)
    assess.add_diff(parts)
    check = common(parts.add_parser("check", help=words.say("cli.help.policy_check")))
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", help=words.say("cli.help.policy_files"))
    check.set_defaults(run=run_check)
    explain = common(parts.add_parser("explain", help=words.say("cli.help.policy_explain")))
    explain.add_argument("item", metavar="ITEM", help=words.say("cli.help.policy_item"))
    explain.add_argument("--as-of", metavar="DATE", help=words.say("cli.help.as_of"))
    explain.set_defaults(run=run_explain)


def run_classify(options: Namespace) -> int:
    """Lines {"text": …} in, one JSON line each out, in order. A line that is none is answered with `error` and counted."""
    from surveyapp.steps.classify import classify_line
    from surveyapp.steps.policies import pack

    chosen, as_of = pack(options.policy), _day(options.as_of)
    bad = 0
    for number, text in _texts(sys.stdin):
        if text is None:
            bad += 1
            _print({"error": words.say("cli.policy.bad_line", line=number)})
        else:
            answer = classify_line(chosen, text, as_of)
            _print(answer | {"under": _under(answer, options.taxonomy)} if options.taxonomy else answer)
    return 1 if bad else 0


def run_list(options: Namespace) -> int:
    """Every pack: id, document, status."""
    from surveyapp.steps.policies import in_words, pack, pack_ids

    for pack_id in pack_ids():
        each = pack(pack_id)
        facts: dict[str, object] = {
            "id": each.id,
            "version": each.version,
            "place": in_words(each.place),
            "title": in_words(each.document.title),
            "number": each.document.number,
            "issuer": in_words(each.document.issuer),
            "status": each.document.status,
            "base": each.base.id if each.base else None,
            "items": len(each.listings),
        }
        _print(facts) if options.json else print(f"{each.id:<10} {each.document.status:<9} {facts['title']}")
    return 0


def run_show(options: Namespace) -> int:
    """One pack: every item of the catalogue with its tier and clause there."""
    from surveyapp.policy.tiers import verdict
    from surveyapp.steps.policies import catalogue, in_words, pack

    chosen = pack(options.pack)
    if not options.json:
        print(in_words(chosen.document.title))
        for note in chosen.document.notes:
            print(f"  {in_words(note)}")
    for item in catalogue().items.values():
        if not item.referred:
            judged = verdict(chosen, item)
            under = _placings(item.code, "", options.taxonomy)
            if options.json:
                _print(_facts(judged) | ({"under": under} if options.taxonomy else {}))
            else:
                print(f"{item.code}  {_row(judged)}" + "".join(f"  {each}" for each in under if options.taxonomy))
    if options.provisions:
        _provisions(options.pack, as_json=options.json)
    return 0


def _provisions(pack_id: str, *, as_json: bool) -> None:
    """What else the document says, in its order, and why the rest is no rule."""
    from surveyapp.steps.judge import rulebook
    from surveyapp.steps.policies import in_words

    book = rulebook(pack_id)
    for each in book.provisions:
        if as_json:
            facts = {"kind": each.kind, "clause": each.clause, "who": each.who.zh or None, "text": each.text.zh}
            _print(facts | {"items": list(each.items), "figures": list(each.figures)})
        else:
            who = in_words(each.who) if each.who.en or words.language() == "zh" else ""
            kind = words.say(f"provision.{each.kind}")
            print("  ".join(part for part in (each.clause, kind, who, in_words(each.text)) if part))
    for clause, why in book.not_rules.items():
        if as_json:
            _print({"kind": "not_rule", "clause": clause, "text": why})
        elif words.language() == "zh":
            print(words.say("cli.policy.not_rule", clause=clause, why=why))


def _under(answer: dict[str, object], taxonomy: str) -> list[str]:
    """Where a national order places what was understood: its item, or the first defect."""
    defects = answer["defects"]
    first = str(defects[0]) if isinstance(defects, list) and defects else ""
    return _placings(str(answer["code"] or ""), first, taxonomy)


def _placings(item: str, defect: str, taxonomy: str = "") -> list[str]:
    from surveyapp.steps.checkup import placed_in
    from surveyapp.steps.policies import in_words

    return [
        words.say("cli.policy.under", taxonomy=in_words(frame.name), category=in_words(category.name), mark=_mark(category.verified))
        for frame, category in placed_in(item, defect, taxonomy)
    ]


def _mark(verified: bool) -> str:
    return "" if verified else words.say("cli.checkup.unverified")


def run_explain(options: Namespace) -> int:
    """One item under every pack."""
    from surveyapp.policy.tiers import verdict
    from surveyapp.steps.classify import item_and_defect
    from surveyapp.steps.policies import pack, pack_ids, say_reason

    (item, defect), as_of = item_and_defect(options.item), _day(options.as_of)
    under = _placings(item.code, defect)
    if not options.json:
        print(f"{item.code}  {words.pick(item.name, item.name_en)}")
    for pack_id in pack_ids():
        judged = verdict(pack(pack_id), item, defect, as_of=as_of)
        answering = _answering(pack_id, item.code)
        if options.json:
            _print(_facts(judged) | {"departments": answering, "under": under})
            continue
        print(f"{words.pick(judged.place.zh, judged.place.en)}  {_row(judged)}")
        for code, facts in judged.reasons:
            print(f"    {say_reason(code, facts)}")
        for each in answering:
            print(f"    {each}")
    for each in under:
        print(each) if not options.json else None
    return 0


def _answering(pack_id: str, item: str) -> list[str]:
    """The departments that a document makes answer for an item, each with its clause."""
    from surveyapp.policy.rules.provisions import departments
    from surveyapp.steps.judge import rulebook
    from surveyapp.steps.policies import in_words

    return [
        words.say("cli.policy.department", name=in_words(each.who), clause=each.clause) for each in departments(rulebook(pack_id).provisions, item)
    ]


def run_check(options: Namespace) -> int:
    """Every finding in the files given, or in all packs and the catalogue built in. 1 where there is any."""
    from surveyapp.steps.checkup import check_frames
    from surveyapp.steps.judge import check_rules_file
    from surveyapp.steps.policies import check_catalogue_files, check_pack_file, line_in, say_reason

    files = options.files or sorted(paths.resource("policies").glob("*.toml"))
    found = [(path, each) for path in files for each in (*check_pack_file(path), *check_rules_file(path))]
    if not options.files:
        found += [(Path("catalogue"), each) for each in (*check_catalogue_files(), *check_frames())]
    for path, each in found:
        what = say_reason(each.code, {"where": each.where, **each.facts})
        line = line_in(path, each.where)
        if options.json:
            _print({"pack": path.stem, "line": line, "code": each.code, "where": each.where, "what": what})
        else:
            file = words.say("cli.policy.at_line", file=path.name, line=line) if line else path.name
            print(words.say("cli.policy.finding", pack=file, where=each.where, what=what))
    if not found and not options.json:
        print(words.say("cli.policy.checked", count=len(files)))
    return 1 if found else 0


def _facts(judged: TierVerdict) -> dict[str, object]:
    from surveyapp.steps.classify import verdict_facts

    return verdict_facts(judged)


def _row(judged: TierVerdict) -> str:
    tier = words.pick(judged.tier_name.zh, judged.tier_name.en) if judged.tier_name else _silence(judged)
    placed = "  ".join(words.pick(each.category.zh, each.category.en) for each in judged.taxonomies)
    return "  ".join(part for part in (words.pick(judged.item_name.zh, judged.item_name.en), tier, judged.clause, placed) if part)


def _silence(judged: TierVerdict) -> str:
    return words.say("cli.policy.no_tier") if judged.how == "untiered" else words.say("cli.policy.not_listed")


def _texts(lines: TextIO | Iterable[str]) -> Iterator[tuple[int, str | None]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except ValueError:
            given = None
        text = given.get("text") if isinstance(given, dict) else None
        yield number, text if isinstance(text, str) else None


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as problem:
        raise BadInput("error.policy_date", value=given) from problem


def _print(facts: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")


def _known() -> str:
    return ", ".join(sorted(path.stem for path in paths.resource("policies").glob("*.toml")))
