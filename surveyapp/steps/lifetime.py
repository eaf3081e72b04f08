"""Lifetimes: an origin ends when others know more of it than this home does. Going on counting would lose every new edit silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from surveyapp.packages.verified import Verified
from surveyapp.steps.node import Node
from surveyapp.store import journal
from surveyapp.store.connect import Transaction

Spoken = tuple[str, int, str]
"""What another node says of an origin of ours: stream, the last seq that it knows, and that edit's id ("" where it names none)."""


def is_ahead(connection: Transaction, origin: str, told: Iterable[Spoken]) -> bool:
    """Whether somebody knows an edit of this origin that is not held here: a later seq, or another id under a seq of ours."""
    return any(not journal.knows(connection, stream, origin, seq, edit) for stream, seq, edit in told if seq > 0)


def spoken_of(verified: Verified, origin: str) -> Iterator[Spoken]:
    """What a package says of an origin: its heads, and what the packages that it follows carried."""
    yield from ((head.stream, head.seq, head.id) for head in verified.heads if head.origin == origin)
    follows = verified.summary.get("follows")
    for key, seq in follows.items() if isinstance(follows, dict) else ():
        stream, _, whose = str(key).partition("/")
        if whose == origin and type(seq) is int:
            yield stream, seq, ""


def reported(node: Node, told: Iterable[Spoken]) -> bool:
    """A receiver reports what it holds of this node's origin. Where it knows more than is held here, this home was put back from somewhere:
    it goes on under a new origin. Answers whether it does.
    """
    with node.store.writing() as connection:
        if not is_ahead(connection, node.origin, told):
            return False
        origin = node.begin_lifetime(connection)
    node.origin = origin
    return True
