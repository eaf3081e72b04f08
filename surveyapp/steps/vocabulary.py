"""The vocabulary of tables, from the catalogue: read once, kept."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from surveyapp import paths
from surveyapp.domain.fields import KINDS
from surveyapp.domain.sheets.table import plain
from surveyapp.domain.sheets.vocabulary import Vocabulary
from surveyapp.steps import policies

_ASK = "ask"
"""Under this name stand words that fit several choices: a person says which."""


@cache
def vocabulary() -> Vocabulary:
    """What `resources/catalogue/roster.toml` and the catalogue of needs say that tables call things."""
    raw = tomllib.loads(paths.resource("catalogue", "roster.toml").read_text(encoding="utf-8"))
    own = raw["words"]
    needs = policies.catalogue().needs
    return Vocabulary(
        heads={target: tuple(words) for target, words in raw["heads"].items()},
        dimensions={name: {plain(word): Fraction(factor) for word, factor in words.items()} for name, words in raw["dimensions"].items()},
        measured=raw["measured"],
        choices=_choices(raw["choices"]),
        totals=tuple(own["totals"]),
        notes=tuple(own["notes"]),
        wishes={code: (need.name, need.name_en, *raw["wishes"].get(code, ())) for code, need in needs.items()},
        ticked=tuple(map(plain, own["ticked"])),
        unticked=tuple(map(plain, own["unticked"])),
    )


def _choices(raw: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Word → choice of every field with choices; those of yes and no alone share their words."""
    found: dict[str, dict[str, str]] = {}
    for field in (each for fields in KINDS.values() for each in fields if each.choices):
        words = raw.get(field.name, raw["yes_no"] if set(field.choices) <= {"yes", "no"} else {})
        known = {plain(word): "" if value == _ASK else value for value, said in words.items() for word in said}
        found[field.name] = {plain(value): value for value in field.choices} | known
    return found
