"""The policy packs and the catalogue that lie in `resources/`, read once, and the sentences that their reasons become."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from surveyapp import paths, words
from surveyapp.errors import BadInput, Finding
from surveyapp.policy.catalogue import Catalogue, catalogue_from, check_catalogue
from surveyapp.policy.packs import Pack, check_pack, pack_from
from surveyapp.policy.untrusted import Name

BASE = "national"
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
    return check_pack(untrusted, base, catalogue())


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
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BadInput("error.policy_unreadable", file=path.name, reason=str(problem)) from problem
