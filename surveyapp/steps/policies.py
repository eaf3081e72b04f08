"""The policy packs and the catalogue that lie in `resources/`, read once, and the sentences that their reasons become."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from surveyapp import paths, words
from surveyapp.errors import BadInput, Finding
from surveyapp.policy.catalogue import Catalogue, catalogue_from, check_catalogue
from surveyapp.policy.pack_checks import check_copied, check_keys, line_of
from surveyapp.policy.packs import Pack, check_pack, pack_from, rules_of
from surveyapp.policy.untrusted import Name

BASE = "national"
_TOML = {
    "Expected '=' after a key": "finding.toml.no_equals",
    "Invalid value": "finding.toml.value",
    "Unclosed array": "finding.toml.unclosed",
    "Unclosed inline table": "finding.toml.unclosed",
    "Unterminated string": "finding.toml.string",
    "Illegal character": "finding.toml.string",
    "Cannot overwrite a value": "finding.toml.twice",
    "Cannot declare": "finding.toml.twice",
    "Expected newline": "finding.toml.newline",
    "Expected ']'": "finding.toml.header",
}
"""What the reader of TOML says, by its first words, and our sentence for it."""
_AS_FINDING = {
    "error.policy_unknown": "finding.policy_unknown",
    "error.policy_circle": "finding.policy_circle",
    "error.policy_no_file": "finding.policy_no_file",
    "error.policy_unreadable": "finding.policy_unreadable",
    "error.policy_pack": "finding.policy_pack",
}


@cache
def catalogue() -> Catalogue:
    """The catalogue of `resources/catalogue/`. Raises BadInput where a file of it is damaged."""
    return catalogue_from(*(_parsed(paths.resource("catalogue", f"{part}.toml")) for part in ("items", "defects", "needs")))


@cache
def pack_ids() -> tuple[str, ...]:
    """The ids of all packs: the national base first, the others by name."""
    ids = sorted(path.stem for path in paths.resource("policies").glob("*.toml"))
    return tuple(sorted(ids, key=lambda each: each != BASE))


@cache
def pack(pack_id: str) -> Pack:
    """The pack with this id on its base. Raises BadInput(error.policy_unknown) or what is wrong with the file."""
    if pack_id not in pack_ids():
        raise BadInput("error.policy_unknown", pack=pack_id, known=", ".join(pack_ids()))
    return load_pack(paths.resource("policies", f"{pack_id}.toml"))


def pack_or_file(given: str) -> Pack:
    """A pack by its id, or one in a file (an earlier or a coming version of it). Raises BadInput."""
    return load_pack(Path(given)) if given.endswith(".toml") else pack(given)


def rules_only(path: Path) -> Pack:
    """The rule sections of a pack file, whatever is wrong with its head: for checks, never for verdicts. Raises BadInput for no TOML."""
    untrusted = _parsed(path)
    base = pack(BASE) if untrusted.get("base") else None
    return rules_of(untrusted, base)


def load_pack(path: Path) -> Pack:
    """The pack in a file anywhere. Raises BadInput."""
    untrusted = _parsed(path)
    return pack_from(untrusted, _base_of(untrusted))


def check_pack_file(path: Path) -> tuple[Finding, ...]:
    """Everything that is wrong with the pack in a file; also whether its items and defects are in the catalogue."""
    try:
        untrusted = _parsed(path)
        base = _base_of(untrusted)
    except BadInput as problem:
        return (Finding(_AS_FINDING[problem.code], path.name, dict(problem.facts)),)
    places = {each: pack(each).place.zh for each in pack_ids() if each != path.stem}
    return (*check_pack(untrusted, base, catalogue()), *check_copied(untrusted, path.stem, places), *check_keys(untrusted))


def line_in(path: Path, where: str) -> int | None:
    """The line of a pack file on which a finding stands; None where it cannot be told."""
    try:
        return line_of(path.read_text(encoding="utf-8"), where)
    except (OSError, UnicodeDecodeError):
        return None


def check_catalogue_files() -> tuple[Finding, ...]:
    """Everything that is wrong with the catalogue in `resources/catalogue/`."""
    return check_catalogue(*(_parsed(paths.resource("catalogue", f"{part}.toml")) for part in ("items", "defects", "needs")))


def say_reason(code: str, facts: Mapping[str, object]) -> str:
    """The sentence for a reason of a verdict: names in the language in use, then words."""
    return words.say(code, **{key: in_words(value) if isinstance(value, Name) else value for key, value in facts.items()})


def in_words(name: Name) -> str:
    """A name of the data in the language in use."""
    return words.pick(name.zh, name.en)


def _base_of(untrusted: Mapping[str, object]) -> Pack | None:
    wanted = str(untrusted.get("base") or "")
    if not wanted:
        return None
    if wanted == untrusted.get("id"):
        raise BadInput("error.policy_circle", pack=wanted)
    return pack(wanted)


def _parsed(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise BadInput("error.policy_no_file", file=str(path)) from problem
    except tomllib.TOMLDecodeError as problem:
        raise BadInput("error.policy_unreadable", file=path.name, reason=_toml_reason(str(problem))) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise BadInput("error.policy_unreadable", file=path.name, reason=words.say("finding.toml.no_text")) from problem


def _toml_reason(told: str) -> str:
    """What the reader of TOML says, in the language in use, with line and column."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", told, re.DOTALL)
    what = found[1] if found else told
    code = next((code for start, code in _TOML.items() if what.startswith(start)), "finding.toml.other")
    said = words.say(code, said=what)
    return words.say("finding.toml.at", line=found[2], column=found[3], said=said) if found and found[2] else said
