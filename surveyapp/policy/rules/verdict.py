"""What every rule answers: one frozen shape, with its clause and its reasons as codes that `words` puts into sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

PENDING = "待核"
"""The answer to a question that the facts at hand do not decide: a person must look."""

DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for a person: a code of the word catalogues and the facts that fill it.

    A fact may be a plain value, another Sentence, or a tuple of them (shown as a list).
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Wan(str):
    """A fact that is an amount in 万元, as number text: each language puts it in its own way."""

    __slots__ = ()


def sentence(code: str, /, **facts: object) -> Sentence:
    """A Sentence from its code and named facts."""
    return Sentence(code, facts)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one rule under one document.

    `values` are the keys that the command prints, plain values or Sentences. `result` is `decided`, 待核, or a stable word that
    says why there is nothing to decide (`no_threshold_in_document` …). `touches` names contradictions of the sources (catalogue/contradictions.toml)
    that matter to these facts.
    """

    rule: str
    result: str
    values: Mapping[str, object]
    clause: str
    reasons: tuple[Sentence, ...]
    touches: frozenset[str] = field(default_factory=frozenset)


def all_of(tests: Iterable[bool | None]) -> bool | None:
    """True, False or undecided (None) of several tests: one that fails decides, one that is unknown leaves it open."""
    undecided = False
    for test in tests:
        if test is False:
            return False
        undecided = undecided or test is None
    return None if undecided else True


def result_of(outcome: object) -> str:
    """`decided` when there is an outcome, else 待核."""
    return PENDING if outcome is None else DECIDED


def ratio_text(ratio: Fraction | None) -> str | None:
    """A fraction as people and other programs read it, reduced, with its denominator even when that is 1: `2/3`, `0/1`."""
    return None if ratio is None else f"{ratio.numerator}/{ratio.denominator}"
