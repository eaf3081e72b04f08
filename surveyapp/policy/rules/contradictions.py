"""Where a source contradicts itself or another: data (`resources/catalogue/contradictions.toml`), shown beside the verdicts that they touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.errors import Finding
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.untrusted import Name


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction. `packs` and `rules`: whom it touches; `when_touched`: only where the verdict itself says that it turns on it."""

    id: str
    text: Name
    clauses: tuple[str, ...]
    packs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    when_touched: bool = False

    def is_shown(self, touched: frozenset[str]) -> bool:
        """Whether it is to be shown beside a verdict of one of its packs and rules that names what it turns on."""
        return not self.when_touched or self.id in touched


def contradictions_from(untrusted: Mapping[str, object]) -> tuple[tuple[Contradiction, ...], tuple[Finding, ...]]:
    """The contradictions in the parsed file and everything that is wrong with it."""
    findings: list[Finding] = []
    root = Section(untrusted, "contradictions", findings)
    found = tuple(_contradiction(each) for each in root.tables("contradictions"))
    root.finish()
    return found, tuple(findings)


def _contradiction(section: Section) -> Contradiction:
    found = Contradiction(
        id=section.text("id"),
        text=Name(section.text("zh"), section.text("en")),
        clauses=section.texts("clauses"),
        packs=section.texts("packs"),
        rules=section.texts("rules"),
        when_touched=section.flag("when_touched", False),
    )
    section.finish()
    return found
