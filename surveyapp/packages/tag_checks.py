"""What the tag files of an untrusted package say, held against what the archive holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import FileIO

from surveyapp.errors import Finding
from surveyapp.packages import bag
from surveyapp.packages.archive import Archive
from surveyapp.packages.payload import Digests, Unsound, unpacked
from surveyapp.packages.untrusted_names import shown

_LONGEST_SIGNATURE = 4096


@dataclass(slots=True)
class Tags:
    """The tag files as read: content by name, what the manifest promises, the elements of bag-info.txt, and every finding."""

    text: dict[str, bytes] = field(default_factory=dict)
    manifest: dict[str, str] = field(default_factory=dict)
    packed: dict[str, str] = field(default_factory=dict)
    info: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_tags(file: FileIO, archive: Archive) -> Tags:
    """Read and check every tag file. Raises OSError."""
    tags = Tags()
    for entry in archive.entries:
        if entry.name.startswith("data/"):
            continue
        digests = Digests()
        try:
            tags.text[entry.name] = b"".join(unpacked(file, entry, digests))
        except Unsound as problem:
            tags.findings.append(problem.finding)
    tags.findings += _presence(archive)
    tags.findings += _bagit_text(tags)
    tags.findings += _tag_manifest(tags)
    tags.findings += _manifest(tags, archive)
    tags.findings += _bag_info(tags, archive)
    if len(tags.text.get(bag.SIGNATURE, b"")) > _LONGEST_SIGNATURE:
        tags.findings.append(Finding("finding.package.signature_form", bag.SIGNATURE))
    return tags


def _presence(archive: Archive) -> Iterator[Finding]:
    in_a_folder = any(each.where.endswith(f"/{bag.BAGIT}") for each in archive.findings)
    if bag.JOURNAL not in archive.names and (bag.BAGIT in archive.names or in_a_folder):
        yield Finding("finding.package.foreign")
    for name in bag.REQUIRED:
        if name not in archive.names:
            yield Finding("finding.package.missing", name)


def _bagit_text(tags: Tags) -> Iterator[Finding]:
    if tags.text.get(bag.BAGIT, bag.BAGIT_TEXT) != bag.BAGIT_TEXT:
        yield Finding("finding.package.bagit", bag.BAGIT)


def _tag_manifest(tags: Tags) -> Iterator[Finding]:
    """The tag manifest lists exactly the other tag files, each with its hash (the signature signs the tag manifest itself)."""
    if bag.TAG_MANIFEST not in tags.text:
        return
    listed, bad = bag.manifest_entries(tags.text[bag.TAG_MANIFEST])
    for number in bad:
        yield Finding("finding.package.manifest_line", bag.TAG_MANIFEST, {"line": number})
    for name in bag.TAGS:
        if name not in listed:
            yield Finding("finding.package.unlisted", name)
        elif name in tags.text and hashlib.sha256(tags.text[name]).hexdigest() != listed[name]:
            yield Finding("finding.package.hash", name)
    for name in sorted(set(listed) - set(bag.TAGS)):
        yield Finding("finding.package.listed_stranger", shown(name))


def _manifest(tags: Tags, archive: Archive) -> Iterator[Finding]:
    if bag.MANIFEST not in tags.text:
        return
    tags.manifest, bad = bag.manifest_entries(tags.text[bag.MANIFEST])
    for number in bad:
        yield Finding("finding.package.manifest_line", bag.MANIFEST, {"line": number})
    payload = {name for name in archive.names if name.startswith("data/")}
    for name in sorted(payload - set(tags.manifest)):
        yield Finding("finding.package.unlisted", name)
    for name in sorted(set(tags.manifest) - payload - set(bag.REQUIRED)):
        yield Finding("finding.package.missing", shown(name))
    for name, sha256 in tags.manifest.items():
        photo = bag.photo_of(name)
        if photo is not None and photo[0] != sha256:
            yield Finding("finding.package.photo_name", name)


def _bag_info(tags: Tags, archive: Archive) -> Iterator[Finding]:
    if bag.BAG_INFO not in tags.text:
        return
    elements = bag.bag_info_elements(tags.text[bag.BAG_INFO])
    if elements is None:
        yield Finding("finding.package.bag_info", bag.BAG_INFO)
        return
    tags.info = elements
    sizes = [entry.size for entry in archive.entries if entry.name.startswith("data/")]
    stated = [value for label, value in elements if label.lower() == "payload-oxum"]
    complete = len(sizes) == sum(name.startswith("data/") for name in archive.names)
    if complete and stated != [f"{sum(sizes)}.{len(sizes)}"]:
        yield Finding("finding.package.oxum", bag.BAG_INFO, {"stated": shown(" ".join(stated)), "found": f"{sum(sizes)}.{len(sizes)}"})
    for label, value in elements:
        if label == bag.PACKED:
            sha256, _, name = value.partition(" ")
            tags.packed[name] = sha256
