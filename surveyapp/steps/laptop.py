"""Laptop: what this node is, where its work lies, and how much room is left. Basis: what a survey is judged by."""

from __future__ import annotations

import shutil
from datetime import date

from surveyapp import paths
from surveyapp.domain.canonical import Value
from surveyapp.domain.checks import as_day
from surveyapp.domain.laptop import Basis, Laptop, Lifetime
from surveyapp.domain.numbers import device_prefix
from surveyapp.domain.views import Changed
from surveyapp.errors import BadInput, HomeMissing
from surveyapp.steps import policies
from surveyapp.steps.node import Node
from surveyapp.steps.record import Draft, record
from surveyapp.store import find, journal, lifetimes


def laptop(node: Node) -> Laptop:
    """What this laptop is. Raises DiskError where its folder cannot be looked at."""
    with node.store.reading() as connection:
        before = lifetimes.earlier(connection)
        since = lifetimes.first_wall(connection, node.origin) or (before[-1][1] if before else "")
        backed_up, backup = lifetimes.last_backup(connection)
    try:
        sizes = [path.stat().st_size for _, path in node.blobs]
        free = shutil.disk_usage(node.folder).free
    except OSError as problem:
        raise paths.disk_error(problem, node.folder) from problem
    return Laptop(
        prefix=device_prefix(node.origin),
        origin=node.origin,
        since=since,
        earlier=tuple(Lifetime(device_prefix(origin), until) for origin, until in before),
        home=str(node.folder),
        packages=str(node.home.exports if node.home else node.folder),
        photo_folder=str(node.blobs.root),
        photos=len(sizes),
        photo_bytes=sum(sizes),
        free_bytes=free,
        backed_up=backed_up,
        backup=backup,
    )


def basis(node: Node, survey: str) -> Basis:
    """What a survey is judged by, and how its document stands on that day. Raises HomeMissing, BadInput."""
    with node.store.reading() as connection:
        held = find.one(connection, survey, survey)
    if held is None:
        raise HomeMissing("error.record_unknown", record=survey)
    day = as_day(held.get("as_of"))
    pack = policies.pack(str(held.get("policy", policies.BASE)))
    document = pack.document
    return Basis(
        policy=pack.id,
        as_of=day.isoformat() if day else "",
        title=policies.in_words(document.title),
        number=document.number,
        status=document.status_on(day or date.fromisoformat(node.clock.today())),
        starts=document.effective_from.isoformat() if document.effective_from else "",
        ends=document.effective_until.isoformat() if document.effective_until else "",
        short=policies.in_words(pack.short_name),
    )


def last_saved(node: Node) -> str:
    """The wall time of the newest edit that this laptop has committed, "" where it has made none."""
    with node.store.reading() as connection:
        return journal.last_wall(connection, node.origin)


def judge_by(node: Node, survey: str, policy: str | None = None, as_of: str | None = None) -> Changed:
    """Judge a survey by another pack, on another day ("" for today) from now on; None leaves that as it is. It is an edit:
    it travels and can be undone.

    Raises BadInput for a pack that there is not, or a day that is none.
    """
    changes: dict[str, Value] = {}
    if policy is not None:
        changes["policy"] = policies.pack(policy).id
    if as_of is not None:
        if as_of and as_day(as_of) is None:
            raise BadInput("error.date", given=as_of)
        changes["as_of"] = as_of or None
    return record(node, [Draft(survey, survey, "survey", changes)], "set_survey")
