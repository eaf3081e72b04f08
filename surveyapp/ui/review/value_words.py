"""Values of a defect's fields as a person reads them in history, conflicts and previews."""

from __future__ import annotations

from surveyapp.domain.canonical import Value
from surveyapp.ui.form.typed import shown_value, unit_words
from surveyapp.words import has, say


def field_words(kind: str, name: str) -> str:
    """A field's name; one of a newer version stands as it is."""
    if name == "deleted":
        return say("review.field.deleted")
    if name in ("building", "community", "subject", "survey", "number", "words"):  # in a sentence "in their words" would read on
        return say(f"review.field.{name}")
    code = f"field.{kind}.{name}"
    return say(code) if has(code) else name


def value_words(kind: str, name: str, value: Value) -> str:
    """A value in words: 3 严重, 2 处, 已删."""
    if name == "deleted":
        return say("review.value.deleted" if value else "review.value.kept")
    if name == "severity" and value in (1, 2, 3, 4):
        return say(f"review.severity.{value}")
    if isinstance(value, dict) and "n" in value:
        return f"{value['n']}\u2009{unit_words(str(value.get('unit') or ''))}".strip()
    if isinstance(value, dict) and "tier" in value:
        return f"{value['tier']} {value.get('reason', '')}".strip()
    return shown_value(kind, name, value)
