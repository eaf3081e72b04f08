"""Verify a package: nothing is believed, nothing is unpacked to the disk, and every finding is told, not the first.

Order: the structure of the zip, the tag files, then the payload, hashed straight from the zip by a few threads.
"""

from __future__ import annotations

from collections.abc import Callable
from io import FileIO
from pathlib import Path

from surveyapp import paths
from surveyapp.errors import Finding, PackageError, PackageRefused
from surveyapp.packages import bag
from surveyapp.packages import zip_records as records
from surveyapp.packages.archive import Archive, read_archive
from surveyapp.packages.contents import Progress
from surveyapp.packages.meter import Meter
from surveyapp.packages.payload import Source
from surveyapp.packages.payload_checks import Checked, check_payload
from surveyapp.packages.tag_checks import Tags, read_tags
from surveyapp.packages.verified import Verified


def verify_package(
    path: Path,
    limits: bag.Limits = bag.DEFAULT_LIMITS,
    workers: int = 2,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Verified:
    """Check a package from anywhere. It is whole and safe to apply, or PackageRefused is raised with every finding.

    Raises PackageError if there is no such file, DiskError if it cannot be read, Cancelled. No connection is ever opened.
    """
    source = Source.of(path)
    try:
        with source.open() as file:
            archive, tags = _structure(file, source, limits)
        entries = [each for each in archive.entries if each.name.startswith("data/")]
        meter = Meter(progress, cancelled, sum(each.size for each in entries), "package.progress.verifying")
        checked = check_payload(source, entries, tags, limits, workers, meter)
    except OSError as problem:
        raise paths.disk_error(problem, path) from problem
    findings = _limited([*archive.findings, *tags.findings, *checked.findings], limits)
    if findings:
        raise PackageRefused(findings)
    return _verified(source, archive, tags, checked)


def _structure(file: FileIO, source: Source, limits: bag.Limits) -> tuple[Archive, Tags]:
    archive = read_archive(file, source.length, limits)
    return archive, read_tags(file, archive) if archive.readable else Tags()


def _limited(findings: list[Finding], limits: bag.Limits) -> list[Finding]:
    """Each finding once, in the order found; beyond the limit only their number is told."""
    once = list({(each.code, each.where, tuple(sorted(each.facts.items(), key=str))): each for each in findings}.values())
    if len(once) <= limits.findings:
        return once
    return [*once[: limits.findings], Finding("finding.package.more", "", {"count": len(once) - limits.findings})]


def _verified(source: Source, archive: Archive, tags: Tags, checked: Checked) -> Verified:
    by_name: dict[str, records.Entry] = {each.name: each for each in archive.entries}
    if checked.summary is None:
        raise PackageError("error.package.unreadable", path=str(source.path), reason=bag.SUMMARY)
    photos = {photo[0]: name for name in by_name if (photo := bag.photo_of(name)) is not None}
    return Verified(source, by_name, tags.manifest, photos, tuple(tags.info), tags.text, checked.summary, checked.heads, checked.line_count)
