"""Checked: a change that is made to many records is looked at before any of them is written."""

from __future__ import annotations

from collections.abc import Mapping

from surveyapp.domain.canonical import Value
from surveyapp.domain.checks import check_field
from surveyapp.domain.edits import DELETED
from surveyapp.domain.fields import field_of
from surveyapp.errors import BadInput


def check_changes(kinds: set[str], changes: Mapping[str, Value]) -> None:
    """Raises BadInput where one of these kinds of record has no such field, or where no field can hold such a value."""
    for kind in sorted(kinds):
        for name, value in changes.items():
            field = field_of(kind, name)
            if field is None and name != DELETED:
                raise BadInput("error.review.field_unknown", field=name, kind=kind)
            if field and any(found.code.startswith("finding.value.impossible.") for found in check_field(field, value)):
                raise BadInput("error.review.impossible", field=name, value=str(value)[:60])
