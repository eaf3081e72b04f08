"""Whether a document is in force on a day. A draft is not; a document that states no dates leaves the question open."""

from __future__ import annotations

from datetime import date

from surveyapp.policy.packs import Document
from surveyapp.policy.rules.days import Span
from surveyapp.policy.rules.sections import Section
from surveyapp.policy.rules.verdict import Sentence, Verdict, result_of, sentence

RULE = "document_validity"


def validity_clause_from(section: Section) -> str:
    """The [document_validity] section of a pack: where the document speaks of its own force."""
    clause = section.text("clause")
    section.finish()
    return clause


def judge(document: Document, looked_at: Span | None, clause: str) -> Verdict:
    """In force, not, or open. Both the first and the last day that the document states are in force.

    `looked_at`: the day, or a month or year; where its ends differ the answer is open.
    """
    as_of = looked_at[1] if looked_at else None
    in_force, said = _state(document, as_of)
    if looked_at and in_force is not _state(document, looked_at[0])[0]:
        in_force, said = None, sentence("rule.document.span", first=str(looked_at[0]), last=str(looked_at[1]))
    values = {
        "in_force": in_force,
        "warning": None if in_force else said,
        "status": document.status_on(as_of),
        "effective_from": document.effective_from.isoformat() if document.effective_from else None,
        "effective_until": document.effective_until.isoformat() if document.effective_until else None,
    }
    reasons = [said]
    if in_force and as_of is not None and as_of == document.effective_until:
        reasons.append(sentence("rule.document.last_day"))
    if past := _past_its_goal(document, as_of):
        reasons.append(past)
    return Verdict(RULE, result_of(in_force), values, clause, tuple(reasons), frozenset({"plan_or_opinions"}))


def _state(document: Document, as_of: date | None) -> tuple[bool | None, Sentence]:
    if document.status == "draft":
        return False, sentence("rule.document.draft", title=document.title)
    if document.effective_from is None and document.effective_until is None:
        return None, sentence("rule.document.no_dates", title=document.title)
    if as_of is None:
        return None, sentence("rule.document.no_as_of", until=str(document.effective_until or "—"))
    status = document.status_on(as_of)
    if status == "expired":
        return False, sentence("rule.document.expired_on", until=str(document.effective_until), as_of=str(as_of))
    if status == "not_yet":
        return False, sentence("rule.document.not_yet", start=str(document.effective_from), as_of=str(as_of))
    return True, sentence("rule.document.in_force", start=str(document.effective_from or "—"), until=str(document.effective_until or "—"))


def _past_its_goal(document: Document, as_of: date | None) -> Sentence | None:
    """Whether the time for which the document sets its goal (“十四五”期末) is over. That ends no document, and a person should know it."""
    if as_of is None or document.goal_until is None or as_of <= document.goal_until:
        return None
    return sentence("rule.document.past_goal", until=str(document.goal_until))


def standing(document: Document, as_of: date | None) -> Sentence | None:
    """What every verdict says of its document where it is not plainly in force."""
    status = document.status_on(as_of)
    if status == "draft":
        return sentence("rule.document.draft", title=document.title)
    if status == "expired":
        return sentence("rule.document.expired", until=str(document.effective_until or "—"))
    if status == "not_yet":
        return sentence("rule.document.not_yet", start=str(document.effective_from), as_of=str(as_of))
    return None
