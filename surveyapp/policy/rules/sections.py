"""Reading a rule section of a pack: typed values out of TOML that anyone may have written, with a finding for everything that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from surveyapp.errors import Finding
from surveyapp.policy.untrusted import Name, day

_TEXT = Name("一段文字，写在引号里", "text in quotes")
_TEXTS = Name('几段文字的列表，如 ["城市", "县城"]', 'a list of texts such as ["城市", "县城"]')
_FLAG = Name("true 或 false，不加引号", "true or false, without quotes")
_RATIO = Name('写成文字的分数，如 "2/3" 或 "0.2"，要加引号', 'a fraction as text such as "2/3" or "0.2", in quotes')
_TABLE = Name("一个表，如 [consent]", "a table such as [consent]")
_TABLES = Name("一组表，如 [[eligibility.periods]]", "an array of tables such as [[eligibility.periods]]")


@dataclass(slots=True)
class Section:
    """One table of a rule section. Each getter answers a value of the type asked for; what is missing or wrong goes to `findings`."""

    untrusted: Mapping[str, object]
    where: str
    findings: list[Finding]
    asked: set[str] = field(default_factory=set)

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        self.asked.add(key)
        return key in self.untrusted

    def text(self, key: str, default: str | None = None) -> str:
        """Words that are not empty."""
        if not self.has(key) and default is not None:
            return default
        value = self.untrusted.get(key)
        if not isinstance(value, str) or not value.strip():
            self._wrong(key, _TEXT)
            return default or ""
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words; an absent key is an empty list."""
        if not self.has(key):
            return ()
        value = self.untrusted[key]
        if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
            self._wrong(key, _TEXTS)
            return ()
        return tuple(value)

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        if not self.has(key):
            return default
        value = self.untrusted[key]
        if not isinstance(value, bool):
            self._wrong(key, _FLAG)
            return default
        return value

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number in a range."""
        if not self.has(key) and default is not None:
            return default
        value = self.untrusted.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self._wrong(key, f"{least}–{most}")
            return least
        return value

    def ratio(self, key: str, most: Fraction | None = Fraction(1)) -> Fraction:
        """A fraction written as text, `2/3` or `0.1`: above 0, and not above `most`. Floats are refused: they are not exact."""
        self.asked.add(key)
        value = self.untrusted.get(key)
        try:
            if not isinstance(value, str):
                raise ValueError(value)
            found = Fraction(value)
            if found <= 0 or (most is not None and found > most):
                raise ValueError(value)
        except (ValueError, ZeroDivisionError):
            self._wrong(key, _RATIO)
            return Fraction(1)
        return found

    def day(self, key: str) -> date:
        """A date."""
        self.asked.add(key)
        found = day(self.untrusted.get(key))
        if found is None:
            self._wrong(key, "YYYY-MM-DD")
        return found or date.min

    def table(self, key: str) -> Section | None:
        """A table below this one, or None."""
        if not self.has(key):
            return None
        value = self.untrusted[key]
        if not isinstance(value, Mapping):
            self._wrong(key, _TABLE)
            return None
        return Section(value, f"{self.where}.{key}", self.findings)

    def tables(self, key: str) -> tuple[Section, ...]:
        """An array of tables below this one; an absent key is an empty one."""
        if not self.has(key):
            return ()
        value = self.untrusted[key]
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            self._wrong(key, _TABLES)
            return ()
        return tuple(Section(each, f"{self.where}.{key}[{at}]", self.findings) for at, each in enumerate(value))

    def choices(self, key: str, values: tuple[str, ...], known: tuple[str, ...]) -> None:
        """Report every value under the key that is none of the known ones."""
        for value in values:
            if value not in known:
                self.findings.append(Finding("finding.pack_rule.bad_value", f"{self.where}.{key}", {"found": value, "wanted": " | ".join(known)}))

    def finish(self) -> None:
        """Report every key that nobody asked for: a misspelt key must not be silently without effect."""
        for key in self.untrusted:
            if key not in self.asked:
                self.findings.append(Finding("finding.pack_rule.unknown_key", f"{self.where}.{key}", {"key": key}))

    def _wrong(self, key: str, wanted: str | Name) -> None:
        if key in self.untrusted:
            self.findings.append(Finding("finding.pack_rule.bad_value", f"{self.where}.{key}", {"found": str(self.untrusted[key]), "wanted": wanted}))
        else:
            self.findings.append(Finding("finding.pack_rule.missing", f"{self.where}.{key}", {"wanted": wanted}))
