"""A defect of the table in words: for screen readers and for the panel beside it."""

from __future__ import annotations

from surveyapp.domain.review import ReviewRow
from surveyapp.ui.form.typed import unit_words
from surveyapp.ui.walk.facts import DOT, defect_place, defect_sentence
from surveyapp.ui.widgets.marks import badge_sentence
from surveyapp.words import say


def row_place(row: ReviewRow) -> str:
    """Community, building, unit, floor and part."""
    return DOT.join(part for part in (row.community, row.building_name, defect_place(row.line)) if part)


def quantity(row: ReviewRow) -> str:
    """Number and unit with a thin gap."""
    return f"{row.line.quantity}\u2009{unit_words(row.line.quantity_unit)}".strip() if row.line.quantity else ""


def row_sentence(row: ReviewRow) -> str:
    """The whole row as one sentence."""
    marks = [say("review.mark.conflict")] if row.conflicts else []
    marks += [say("review.mark.findings", count=row.findings)] if row.findings else []
    return DOT.join(
        [row.line.number, row_place(row), defect_sentence(row.line, badge_sentence(row.line.badge)), quantity(row), row.line.author_name, *marks]
    )


def row_name(row: ReviewRow) -> str:
    """What the defect is called: its catalogue name, or the words of the inspector."""
    return row.line.name or row.line.words or say("review.no_code")
