"""A case: everything that is recorded of a community that a document's rules look at, with the document and the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from surveyapp import words
from surveyapp.domain.assessment import Missing, Outcome, Verdict
from surveyapp.policy.packs import Pack
from surveyapp.policy.rules import judge as rule_judge
from surveyapp.policy.rules import verdict as rules
from surveyapp.policy.rules.rulebook import RuleBook
from surveyapp.steps import judge, policies
from surveyapp.store.find import Row

_ENVELOPE = frozenset({"rule", "city", "clause", "reasons", "document", "contradictions"})
"""What stands around a rule's own keys where a verdict is printed."""


@dataclass(frozen=True, slots=True)
class Case:
    """The records of one community (nothing hidden), oldest first of each kind."""

    stream: str
    community: Row
    buildings: tuple[Row, ...]
    defects: tuple[Row, ...]
    votes: tuple[Row, ...]
    ballots: tuple[Row, ...]
    notices: tuple[Row, ...]
    funding: tuple[Row, ...]
    plans: tuple[Row, ...]
    assets: tuple[Row, ...]
    pack: Pack
    book: RuleBook
    base: RuleBook
    as_of: date

    @property
    def plan(self) -> Row | None:
        """The plan entry in use: the newest."""
        return self.plans[-1] if self.plans else None

    def ask(self, rule: str, given: Mapping[str, object]) -> rules.Verdict:
        """A rule of this case's document."""
        return rule_judge.judge(rule_judge.Court(self.book, self.base, judge.calendar()), rule, given, self.as_of)

    def missing(self, kind: str, name: str, row: Row | None = None) -> Missing:
        """A field that is not recorded; `row` is the record that should hold it."""
        record = self.stream if kind == "community" else row.record if row else ""
        return Missing(self.stream, record, kind, name, words.say(f"field.{kind}.{name}"))

    def told(
        self,
        judged: rules.Verdict,
        outcome: Outcome,
        word: str,
        reason: str,
        *,
        missing: Iterable[Missing] = (),
        next_steps: Iterable[str] = (),
        clause: str | None = None,
        also: Iterable[str] = (),
    ) -> Verdict:
        """A rule's answer as it is shown: all its reasons in words, the contradictions of the sources that touch it."""
        plain = judge.in_words(judged, self.pack, self.pack.id, self.as_of)
        return Verdict(
            rule=judged.rule,
            outcome=outcome,
            title=words.say(f"plan.rule.{judged.rule}"),
            word=word,
            reason=reason,
            clause=judged.clause if clause is None else clause,
            reasons=tuple(dict.fromkeys([*_texts(plain["reasons"]), *also])),
            missing=tuple(missing),
            next_steps=tuple(next_steps),
            contradictions=_texts(plain["contradictions"]),
            values={key: value for key, value in plain.items() if key not in _ENVELOPE},
        )

    def pending(self, judged: rules.Verdict, reason: str, missing: Iterable[Missing] = (), next_steps: Iterable[str] = ()) -> Verdict:
        """待核: a person must look, and here is what is missing."""
        return self.told(judged, "pending", words.say("plan.word.pending"), reason, missing=missing, next_steps=next_steps)

    def silent(self, judged: rules.Verdict, reason: str) -> Verdict:
        """The document says nothing of it."""
        clause = words.say("plan.clause.none", place=policies.in_words(self.pack.place))
        return self.told(judged, "silent", words.say("plan.word.silent"), reason, clause=clause)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def newest(rows: tuple[Row, ...], *days: str) -> Row | None:
    """The record whose day is latest; one without a day counts from the day on which it was recorded."""

    def key(pair: tuple[int, Row]) -> tuple[str, int]:
        place, row = pair
        return (next((str(row.get(name)) for name in days if row.get(name)), row.wall[:10]), place)

    return max(enumerate(rows), key=key)[1] if rows else None


def listed(parts: Iterable[Any]) -> str:
    """A list in words."""
    return words.say("rule.list_mark").join(str(each) for each in parts)


def inside(name: str) -> str:
    """A name of a field as it stands inside a sentence: in a language with capitals it begins with a small letter."""
    return f"{name[:1].lower()}{name[1:]}"


def lacking(missing: Iterable[Missing]) -> str:
    """What is missing, as a sentence."""
    return words.say("plan.lacking", fields=listed(dict.fromkeys(each.words for each in missing)))


def day_words(day: date, today: date | None = None) -> str:
    """`11月23日`; with its year when that is not this one, or nothing tells which one is meant."""
    code = "plan.day" if today is not None and day.year == today.year else "plan.day_of_year"
    return words.say(code, year=day.year, month=words.say(f"plan.month.{day.month}"), day=day.day)
