"""What tables call things: head words of columns, units, words of choices, words of totals and notes. Filled from a catalogue file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from surveyapp.domain.fields import Field, field_of
from surveyapp.domain.sheets.table import plain

EITHER = "either"
"""A head that speaks of the building where the table lists buildings, and of the community where it lists communities."""
_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_AFTER = re.compile(r"[/_:：—-]([^/_:：—-]+)$")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`heads`: target → head words. A target is `kind.field`, `either.field`, `wish.N01`, `wishes`, or `skip`.

    `dimensions`: name → unit word → factor to the field's own unit. `measured`: unit code of a field → its dimension.
    `choices`: field name → word → choice ("" where the word fits several and a person has to say which).
    """

    heads: Mapping[str, tuple[str, ...]]
    dimensions: Mapping[str, Mapping[str, Fraction]]
    measured: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    wishes: Mapping[str, tuple[str, ...]]
    ticked: tuple[str, ...] = ()
    unticked: tuple[str, ...] = ()

    def factors(self, field: Field | None) -> Mapping[str, Fraction]:
        """The unit words of a field and what each is worth in the field's own unit."""
        return self.dimensions.get(self.measured.get(field.unit, ""), {}) if field else {}

    def own_words(self) -> Mapping[str, str]:
        """Every unit word and its dimension."""
        return {word: name for name, words in self.dimensions.items() for word in words}


def field_at(target: str) -> Field | None:
    """The declared field of a target; `community.built` is the span of years that its two fields hold."""
    kind, _, name = target.partition(".")
    return field_of(kind, "built_from" if target == "community.built" else name)


def head_and_unit(text: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """A head without its unit and without marks, and the unit: 建筑面积(万㎡) → (建筑面积, 万m2). What is no unit stays out of both."""
    head, unit, known = plain(text).strip("*"), "", vocabulary.own_words()
    for inside in _BRACKET.findall(head):
        said = inside.removeprefix("单位").lstrip(":")
        unit = unit or (said if said in known else "")
    head = _BRACKET.sub("", head).strip("*")
    tail = _AFTER.search(head)
    if not unit and tail and tail[1] in known:
        head, unit = head[: tail.start()], tail[1]
    return head, unit
