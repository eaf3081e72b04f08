"""The words: both languages complete and alike, every code in the source known, none unused, no sentence put together before its look-up."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from surveyapp import paths, words
from surveyapp.domain.fields import KINDS
from surveyapp.steps import policies

ROOT = paths.program_root()
CODE = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_\-+]+)+")
ROOMS = sorted({"error", "finding", *(po.stem for po in (ROOT / "resources/i18n/zh").glob("*.po"))})
HAN = re.compile("[\u4e00-\u9fff]")
ENDINGS = {"py", "toml", "json", "jsonl", "txt", "zip", "xlsx", "pdf", "db", "po", "mo", "jpg", "svg", "qss", "csv", "html"}
"""What ends a file name, not a code."""


def catalogue(language: str) -> dict[str, str]:
    """All messages of a language by code."""
    found: dict[str, str] = {}
    for po in sorted((ROOT / "resources/i18n" / language).glob("*.po")):
        with po.open("rb") as file:
            found |= {str(message.id): str(message.string) for message in read_po(file) if message.id}
    return found


ZH, EN = catalogue("zh"), catalogue("en")


@cache
def nodes() -> tuple[tuple[Path, ast.AST], ...]:
    """What the words may stand in: string literals, calls, and texts put together, each with its source file."""
    wanted = (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Call)
    files = sorted((ROOT / "surveyapp").rglob("*.py"))
    return tuple((file, node) for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, wanted))


@cache
def strings() -> frozenset[str]:
    """Every string literal of the program, data files included."""
    found = {node.value for _, node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for data in (ROOT / "resources").rglob("*.toml"):
        found |= set(re.findall(r"[\"']([a-z0-9_.]+)[\"']", data.read_text(encoding="utf-8")))
    return frozenset(found)


@cache
def prefixes() -> frozenset[str]:
    """The fixed beginnings of codes that are put together (`f"choice.{field}.{value}"`)."""
    found = set()
    for _, node in nodes():
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant) and "." in str(node.values[0].value):
            found.add(str(node.values[0].value))
        if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and str(node.left.value).endswith("."):
            found.add(str(node.left.value))
    return frozenset(found)


def test_both_languages_hold_the_same_codes() -> None:
    assert ZH.keys() == EN.keys()


def test_both_languages_name_the_same_facts() -> None:
    facts = re.compile(r"\{([a-z_0-9]+)[^}]*\}")
    differ = {code for code in ZH if set(facts.findall(ZH[code])) != set(facts.findall(EN[code]))}
    assert differ - {"report.plan.date"} == set(), "a date is written with other parts in each language"


def test_chinese_speaks_chinese_and_english_english() -> None:
    quoted = re.compile('[“"「].*?[”"」]|民法典[0-9]*条?')  # what is quoted, and a law cited by its name
    assert {code: text for code, text in EN.items() if HAN.search(quoted.sub("", text)) and not code.startswith("language.")} == {}


def test_every_code_in_the_source_has_words() -> None:
    used = {text for text in strings() if CODE.fullmatch(text) and text.partition(".")[0] in _first_parts()}
    files = {text for text in used if text.rpartition(".")[2] in ENDINGS}
    assert sorted(used - files - ZH.keys() - prefixes()) == []


def _first_parts() -> set[str]:
    """What codes begin with, but for words that module names and settings begin with as well."""
    return {code.partition(".")[0] for code in ZH} - {"counter", "setting"}


def test_every_code_is_used() -> None:
    literal, begun = strings(), tuple(sorted(prefixes()))
    assert sorted(code for code in ZH if code not in literal and not code.startswith(begun)) == []


def test_every_kind_field_choice_and_act_has_words() -> None:
    needed = {f"kind.{kind}" for kind in KINDS}
    plain = [(kind, field) for kind, fields in KINDS.items() for field in fields if field.type != "record" and field.name != "sample"]
    needed |= {f"field.{kind}.{field.name}" for kind, field in plain}
    needed |= {f"choice.{field.name}.{choice}" for fields in KINDS.values() for field in fields for choice in field.choices}
    needed |= {f"unit.{field.unit}" for fields in KINDS.values() for field in fields if field.unit}
    needed |= {f"unit.{unit}" for unit in policies.catalogue().units}
    needed |= {f"act.{name}_{kind}" for name in ("new", "set", "delete") for kind in ("community", "building", "defect", "need", "plan_entry")}
    assert sorted(needed - ZH.keys()) == []


@pytest.mark.parametrize("name", ["say"])
def test_no_sentence_is_put_together_before_its_look_up(name: str) -> None:
    """A code may be put together from data; a sentence may not: what stands in the braces must be a part of a dotted code."""
    wrong = []
    for file, node in nodes():
        called = isinstance(node, ast.Call) and (getattr(node.func, "attr", "") == name or getattr(node.func, "id", "") == name)
        if called and node.args and isinstance(node.args[0], ast.JoinedStr):  # type: ignore[attr-defined]
            first = node.args[0].values[0]  # type: ignore[attr-defined]
            if not (isinstance(first, ast.Constant) and re.fullmatch(r"[a-z_.]*\.[a-z_.]*", str(first.value))):
                wrong.append(f"{file.name}:{node.lineno}")  # type: ignore[attr-defined]
    assert wrong == []


def test_english_has_a_form_for_one() -> None:
    words.use_language("en")
    try:
        assert words.say("ui.hand.new_count", count=1) == "1 new photo"
        assert words.say("ui.hand.new_count", count=3) == "3 new photos"
        facts = {"communities": 1, "buildings": 2, "defects": 0, "photos": 1}
        assert words.say("craft.backup.facts", **facts) == "1 community, 2 buildings, 0 defects, 1 photo file"
    finally:
        words.use_language("zh")


def test_both_forms_are_used_where_a_count_is_told() -> None:
    bare = re.compile(r"\{(count|photos|defects|buildings|units)\} (photos|defects|buildings|units|homes|bldgs|edits)\b")
    seen = ("ui.walk.", "ui.facts.", "ui.hand.", "ui.photo.", "ui.defect.", "annotation.", "craft.")
    assert {code: text for code, text in EN.items() if code.startswith(seen) and bare.search(text)} == {}
