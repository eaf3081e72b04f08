"""A question as it was handed in: values read exactly, and a reason kept for every one that is missing or cannot be read.

A missing value is None and never a default; what needs it answers 待核.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from surveyapp.policy.rules import days, quantities
from surveyapp.policy.rules.verdict import Sentence, sentence

_SHORT = 60


@dataclass(slots=True)
class Question:
    """The `input` of one line. `reasons` fills with what could not be read; `asked` with the keys that the rule looked at."""

    untrusted: Mapping[str, object]
    reasons: list[Sentence] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def raw(self, key: str) -> object:
        """What stands under the key, or None."""
        self.asked.add(key)
        return self.untrusted.get(key)

    def absent(self, key: str) -> bool:
        """Whether nothing was said: no key, null, or empty words."""
        return self._said(key) is None

    def _said(self, key: str) -> object:
        """What was said under the key; None for nothing."""
        self.asked.add(key)
        value = self.untrusted.get(key)
        return None if isinstance(value, str) and not value.strip() else value

    def unreadable(self, key: str, wanted: Sentence) -> None:
        """Note that what stands under the key cannot be read."""
        self.reasons.append(sentence("rule.input.unreadable", field=key, found=str(self.untrusted.get(key))[:_SHORT], wanted=wanted))

    def decimal(self, key: str, units: tuple[str, ...] = (), power: int = 0) -> Decimal | None:
        """An exact number, not below 0. `power`: see `quantities.decimal_of`."""
        value = self._said(key)
        if value is None:
            return None
        try:
            found = quantities.decimal_of(value, units, power)
            if found < 0:
                raise ValueError(found)
        except ValueError:
            self.unreadable(key, sentence("rule.input.want_number"))
            return None
        return found

    def whole(self, key: str, units: tuple[str, ...] = (), least: int = 0, most: int = 10**9) -> int | None:
        """A whole number in a range."""
        value = self._said(key)
        if value is None:
            return None
        try:
            found = quantities.whole_of(value, units)
            if not least <= found <= most:
                raise ValueError(found)
        except ValueError:
            self.unreadable(key, sentence("rule.input.want_whole", least=least, most=most))
            return None
        return found

    def day(self, key: str) -> date | None:
        """One day."""
        value = self._said(key)
        if value is None:
            return None
        try:
            return days.day_of(value)
        except ValueError:
            self.unreadable(key, sentence("rule.input.want_day"))
            return None

    def span(self, key: str) -> tuple[date, date] | None:
        """The first and last day of a day, month or year."""
        value = self._said(key)
        if value is None:
            return None
        try:
            return days.span_of(value)
        except ValueError:
            self.unreadable(key, sentence("rule.input.want_span"))
            return None

    def truth(self, key: str) -> bool | None:
        """True, false, or not known."""
        value = self._said(key)
        if value is None:
            return None
        try:
            return quantities.truth_of(value)
        except ValueError:
            self.unreadable(key, sentence("rule.input.want_truth"))
            return None

    def words(self, key: str) -> str | None:
        """Words in plain form (half width)."""
        value = self._said(key)
        if value is None:
            return None
        try:
            return quantities.plain(value)
        except ValueError:
            self.unreadable(key, sentence("rule.input.want_words"))
            return None

    def mapping(self, key: str) -> Mapping[str, object] | None:
        """A table of named values."""
        value = self._said(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.unreadable(key, sentence("rule.input.want_table"))
            return None
        return value

    def unused(self) -> tuple[Sentence, ...]:
        """A reason for keys that the rule never looked at: a misspelt key must not pass unseen."""
        left = tuple(key for key in self.untrusted if key not in self.asked)
        return (sentence("rule.input.unused", fields=left),) if left else ()
