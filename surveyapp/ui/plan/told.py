"""What the page shows, fetched in one errand: the assessment, and the records whose fields are entered here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveyapp.domain.assessment import Assessment
from surveyapp.domain.views import RecordView
from surveyapp.ui.verbs import Verbs

PLAN, VOTE, NOTICE, FUNDING, COMMUNITY = "plan_entry", "vote", "notice", "funding", "community"


@dataclass(frozen=True, slots=True)
class Told:
    """An assessment with the open records by (kind, record id)."""

    assessment: Assessment
    views: Mapping[tuple[str, str], RecordView]

    def view(self, kind: str, record: str) -> RecordView | None:
        """An open record; None for one that is yet to be made."""
        return self.views.get((kind, record))


def look(verbs: Verbs, stream: str) -> Told:
    """Fetch what the page shows of a community."""
    found = verbs.assessment(stream)
    wanted = [(PLAN, found.plan.record), (COMMUNITY, stream)]
    wanted += [(VOTE, found.vote.record)] if found.vote else []
    wanted += [(NOTICE, found.notice.record)] if found.notice else []
    wanted += [(FUNDING, line.record) for line in found.funding.lines] if found.funding else []
    return Told(found, {(kind, record): verbs.record(stream, record) for kind, record in wanted if record})
