"""`city totals | plan | doctor`: the city's node, on SQLite or PostgreSQL."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from surveyapp import words
from surveyapp.cli import output
from surveyapp.cli.checkup import print_checkup
from surveyapp.cli.options import common


def add_commands(leaves: Any) -> None:
    """Add the commands to the parser."""
    group = leaves.add_parser("city", help=words.say("cli.help.city")).add_subparsers(required=True, metavar=words.say("cli.help.command"))

    def leaf(name: str, run: Any) -> ArgumentParser:
        made = common(group.add_parser(name, help=words.say(f"cli.help.city_{name}")))
        made.add_argument("--store", required=True, metavar="URL", help=words.say("cli.help.store"))
        made.add_argument("--photos", type=Path, default=None, metavar="DIR", help=words.say("cli.help.photos_folder"))
        made.set_defaults(run=run)
        return made

    totals = leaf("totals", _totals)
    totals.add_argument("--policy", default="", metavar="ID", help=words.say("cli.help.policy_id"))
    totals.add_argument("--taxonomy", default="", metavar="ID", help=words.say("cli.help.taxonomy"))
    totals.add_argument("--list", action="store_true", help=words.say("cli.help.checkup_list"))
    plan = leaf("plan", _plan)
    plan.add_argument("--out", type=Path, required=True, metavar="FILE")
    plan.add_argument("--policy", default="", metavar="ID", help=words.say("cli.help.policy_of_table"))
    plan.add_argument("--years", default="2021-2025", metavar="FROM-TO", help=words.say("cli.help.years"))
    plan.add_argument("--filled-by", default="", metavar="NAME", help=words.say("cli.help.filled_by"))
    plan.add_argument("--filled-on", default="", metavar="DATE", help=words.say("cli.help.filled_on"))
    leaf("doctor", _doctor)


def _totals(arguments: Namespace) -> int:
    from surveyapp.steps.node import open_city
    from surveyapp.steps.totals import totals

    node = open_city(arguments.store, arguments.photos, make=False)
    try:
        if arguments.taxonomy:
            from surveyapp.steps.checkup import checkup

            print_checkup(checkup(node, arguments.taxonomy), as_json=arguments.json, listed=arguments.list)
            return 0
        found = totals(node, arguments.policy)
    finally:
        node.close()
    if arguments.json:
        output.print_json(found)
        return 0
    for kind, count in found.counts.items():
        print(f"{words.say(f'kind.{kind}')}: {count}")
    for tier, count in found.tiers.items():
        print(f"{tier}: {count}")
    output.say("city.frontier", frontier=found.frontier, conflicts=found.conflicts)
    return 0


def _plan(arguments: Namespace) -> int:
    from surveyapp.steps.node import open_city
    from surveyapp.steps.plan_table import plan_table_file, years_from

    node = open_city(arguments.store, arguments.photos, make=False)
    try:
        made = plan_table_file(node, arguments.out, arguments.policy, years_from(arguments.years), arguments.filled_by, arguments.filled_on)
    finally:
        node.close()
    if arguments.json:
        output.print_json({"path": str(arguments.out), "rows": made.rows, "findings": [output.finding_sentence(each) for each in made.findings]})
        return 0
    output.say("plan.written", path=arguments.out)
    if made.findings:
        output.say("plan.found", count=len(made.findings))
        output.print_findings(made.findings)
    return 0


def _doctor(arguments: Namespace) -> int:
    from surveyapp.steps.doctor import damage, doctor
    from surveyapp.steps.node import open_city

    node = open_city(arguments.store, arguments.photos, make=False)
    try:
        findings = doctor(node)
    finally:
        node.close()
    wrong = damage(findings)
    if arguments.json:
        output.print_json({"ok": not wrong, "findings": [output.finding_sentence(each) for each in findings]})
    else:
        output.say("doctor.found", count=len(findings)) if wrong else output.say("doctor.well")
        output.print_findings(findings)
    return 1 if wrong else 0
