"""Verify any BagIt folder by RFC 8493, whoever made it, in whichever of the versions 0.93 to 1.0. No connection is ever opened."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from surveyapp.errors import Finding, system_reason
from surveyapp.packages.bag_text import Listing, Version, composed, declaration, elements, fetch_entries, manifest
from surveyapp.packages.untrusted_names import shown

_ALGORITHMS = frozenset(hashlib.algorithms_guaranteed) - {"shake_128", "shake_256"}
_MANIFEST_NAME = re.compile(r"(tag)?manifest-(.+)\.txt", re.IGNORECASE)
_OXUM = re.compile(r"([0-9]{1,20})\.([0-9]{1,20})", re.ASCII)
_CHUNK = 1 << 20


@dataclass(slots=True)
class _Bag:
    """A folder under examination."""

    folder: Path
    version: Version = (1, 0)
    encoding: str = "UTF-8"
    payload: dict[str, int] = field(default_factory=dict)
    manifests: list[Listing] = field(default_factory=list)
    tag_manifests: list[Listing] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def verify_bag(folder: Path) -> tuple[Finding, ...]:
    """Every reason why the folder is not a complete and valid bag (RFC 8493 §3); empty if it is one. Raises nothing for content."""
    if not folder.is_dir():
        return (Finding("finding.bag.not_a_folder", shown(str(folder))),)
    bag = _Bag(folder)
    if not _read_declaration(bag):
        return tuple(bag.findings)
    _list_payload(bag)
    _read_manifests(bag)
    _read_fetch(bag)
    _read_info(bag)
    bag.findings += _payload_findings(bag)
    bag.findings += _tag_manifest_findings(bag)
    bag.findings += _hash_findings(bag)
    return _each_once(bag.findings)


def _each_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple({(each.code, each.where, str(each.facts)): each for each in findings}.values())


def _read_declaration(bag: _Bag) -> bool:
    path = bag.folder / "bagit.txt"
    if not path.is_file() or path.is_symlink():
        bag.findings.append(Finding("finding.bag.missing_bagit", "bagit.txt"))
        return False
    untrusted = _bytes(bag, "bagit.txt")
    declared = declaration(untrusted) if untrusted is not None else None
    if isinstance(declared, Finding):
        bag.findings.append(declared)
    elif declared is not None:
        bag.version, bag.encoding = declared
    return isinstance(declared, tuple)


def _list_payload(bag: _Bag) -> None:
    """Every payload file with its size. Links and special files are told, never followed or opened."""
    if not (bag.folder / "data").is_dir() or (bag.folder / "data").is_symlink():
        bag.findings.append(Finding("finding.bag.missing_data", "data"))
        return
    for here, folders, files in os.walk(bag.folder / "data"):
        for name in sorted([*folders, *files]):
            path = Path(here, name)
            relative = path.relative_to(bag.folder).as_posix()
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                bag.findings.append(Finding("finding.bag.link", shown(relative)))
            elif path.is_file():
                bag.payload[relative] = path.stat().st_size


def _read_manifests(bag: _Bag) -> None:
    usable = False
    for name in sorted(each.name for each in bag.folder.iterdir()):
        match = _MANIFEST_NAME.fullmatch(name)
        if match is None:
            continue
        algorithm = re.sub("[^a-z0-9_]", "", match[2].lower())
        if algorithm not in _ALGORITHMS:
            bag.findings.append(Finding("finding.bag.algorithm", shown(name), {"algorithm": shown(match[2])}))
            continue
        usable = usable or not match[1]
        text = _text(bag, name)
        if text is None:
            continue
        listing = manifest(name, algorithm, text, bag.version)
        (bag.tag_manifests if match[1] else bag.manifests).append(listing)
        bag.findings += listing.findings
    if not usable:
        bag.findings.append(Finding("finding.bag.no_manifest"))


def _read_fetch(bag: _Bag) -> None:
    if not os.path.lexists(bag.folder / "fetch.txt"):
        return
    text = _text(bag, "fetch.txt")
    if text is None:
        return
    bag.fetched, findings = fetch_entries(text, bag.version)
    bag.findings += findings
    for path in bag.fetched:
        listed = [path in each.entries for each in bag.manifests]
        if not (all(listed) if bag.version >= (1, 0) else any(listed)):
            bag.findings.append(Finding("finding.bag.fetch_unlisted", "fetch.txt", {"path": shown(path)}))


def _read_info(bag: _Bag) -> None:
    """bag-info.txt (package-info.txt before 0.96) is optional; a Payload-Oxum in it must be right (§2.2.2)."""
    name = "bag-info.txt" if bag.version >= (0, 96) else "package-info.txt"
    if not os.path.lexists(bag.folder / name):
        return
    text = _text(bag, name)
    if text is None:
        return
    pairs, findings = elements(name, text)
    bag.findings += findings
    found = f"{sum(bag.payload.values())}.{len(bag.payload)}"
    for stated in (value for label, value in pairs if label.lower() == "payload-oxum"):
        match = _OXUM.fullmatch(stated)
        if match is None:
            bag.findings.append(Finding("finding.bag.oxum_form", name, {"stated": shown(stated)}))
        elif f"{int(match[1])}.{int(match[2])}" != found:
            bag.findings.append(Finding("finding.bag.oxum", name, {"stated": stated, "found": found}))


def _payload_findings(bag: _Bag) -> Iterator[Finding]:
    """Complete (§3): whatever is listed is there, whatever is there is listed: from 1.0 on in every manifest, before in one."""
    present = {composed(path) for path in bag.payload}
    for listing in bag.manifests:
        for path in listing.entries:
            if not path.startswith("data/"):
                yield Finding("finding.bag.not_payload", listing.name, {"path": shown(path)})
            elif composed(path) not in present:
                waiting = path in bag.fetched
                yield Finding("finding.bag.to_fetch" if waiting else "finding.bag.missing", shown(path), {"manifest": listing.name})
    listed = [{composed(path) for path in each.entries} for each in bag.manifests]
    for path in bag.payload:
        lacking = [each.name for each, names in zip(bag.manifests, listed, strict=True) if composed(path) not in names]
        if len(lacking) == len(bag.manifests) or bag.version >= (1, 0):
            for name in lacking:
                yield Finding("finding.bag.unlisted", shown(path), {"manifest": name})


def _tag_manifest_findings(bag: _Bag) -> Iterator[Finding]:
    """From 1.0 on a tag manifest lists every payload manifest and no tag manifest (§2.2.1)."""
    for listing in bag.tag_manifests:
        for path in listing.entries:
            if not _ordinary(bag, path):
                yield Finding("finding.bag.missing", shown(path), {"manifest": listing.name})
            elif bag.version >= (1, 0) and path.startswith("tagmanifest-"):
                yield Finding("finding.bag.tag_manifest_listed", shown(path), {"manifest": listing.name})
        for payload_manifest in bag.manifests:
            if bag.version >= (1, 0) and payload_manifest.name not in listing.entries:
                yield Finding("finding.bag.unlisted", payload_manifest.name, {"manifest": listing.name})


def _hash_findings(bag: _Bag) -> Iterator[Finding]:
    """Valid (§3): every checksum of every manifest is right. Each file is read once for all its algorithms."""
    wanted: dict[str, set[tuple[str, str]]] = {}
    names = {composed(path): path for path in bag.payload}
    for listing in bag.manifests:
        for path, checksum in listing.entries.items():
            there = path if path in bag.payload else names.get(composed(path))
            if there is not None:
                wanted.setdefault(there, set()).add((listing.algorithm, checksum))
    for listing in bag.tag_manifests:
        for path, checksum in listing.entries.items():
            if _ordinary(bag, path):
                wanted.setdefault(path, set()).add((listing.algorithm, checksum))
    for path in sorted(wanted):
        yield from _file_findings(bag, path, sorted(wanted[path]))


def _file_findings(bag: _Bag, path: str, checksums: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    machines = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm, _ in checksums}
    try:
        with (bag.folder / path).open("rb") as file:
            while piece := file.read(_CHUNK):
                for machine in machines.values():
                    machine.update(piece)
    except OSError as problem:
        yield Finding("finding.bag.unreadable", shown(path), {"reason": system_reason(problem)})
        return
    for algorithm, checksum in checksums:
        if machines[algorithm].hexdigest() != checksum:
            yield Finding("finding.bag.hash", shown(path), {"algorithm": algorithm})


def _ordinary(bag: _Bag, path: str) -> bool:
    """Whether a file stands there without any link on the way, so that nothing outside the bag is read."""
    place = bag.folder.resolve() / path
    return place.is_file() and place.resolve() == place


def _bytes(bag: _Bag, name: str) -> bytes | None:
    path = bag.folder / name
    if path.is_symlink() or not path.is_file():
        bag.findings.append(Finding("finding.bag.link", shown(name)))
        return None
    try:
        return path.read_bytes()
    except OSError as problem:
        bag.findings.append(Finding("finding.bag.unreadable", shown(name), {"reason": system_reason(problem)}))
        return None


def _text(bag: _Bag, name: str) -> str | None:
    """A tag file in the declared encoding; a byte order mark is not part of the text."""
    untrusted = _bytes(bag, name)
    if untrusted is None:
        return None
    try:
        return untrusted.decode(bag.encoding).removeprefix("\ufeff")
    except UnicodeError:
        bag.findings.append(Finding("finding.bag.not_decodable", shown(name), {"encoding": bag.encoding}))
        return None
