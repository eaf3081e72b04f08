"""The text of tag files of any BagIt bag, versions 0.93 to 1.0 (RFC 8493 §2.1, §2.2): untrusted text in, plain values and findings out."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from dataclasses import dataclass, field

from surveyapp.errors import Finding
from surveyapp.packages.untrusted_names import shown

Version = tuple[int, int]
VERSIONS: tuple[Version, ...] = ((0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0))

_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_DECLARATION = re.compile(r"BagIt-Version(\s*):(\s*)([0-9]+)\.([0-9]+)\s*", re.ASCII)
_ENCODING = re.compile(r"Tag-File-Character-Encoding(\s*):(\s*)(\S+)\s*", re.ASCII)
_MANIFEST_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)([^ \t].*)", re.DOTALL)
_FETCH_LINE = re.compile(r"(\S+)[ \t]+([0-9]+|-)[ \t]+(\S.*)", re.DOTALL)
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//[^/].*|///.*|[^/].*)", re.ASCII)
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(slots=True)
class Listing:
    """What one manifest lists: path → checksum in lower hex, and what is wrong with its lines."""

    name: str
    algorithm: str
    entries: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def lines_of(text: str) -> list[str]:
    """The lines of a tag file; LF, CR and CRLF end one (RFC 8493 §2.1.1), other separators of Unicode do not."""
    lines = _LINE_ENDS.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def declaration(untrusted: bytes) -> tuple[Version, str] | Finding:
    """(version, encoding) of bagit.txt: exactly two lines in UTF-8 without BOM (§2.1.1). White space around the colon was still free before 1.0."""
    where = "bagit.txt"
    if untrusted.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return Finding("finding.bag.bagit_bom", where)
    lines = lines_of(untrusted.decode("utf-8", errors="replace"))
    made = _DECLARATION.fullmatch(lines[0]) if len(lines) == 2 else None
    spoken = _ENCODING.fullmatch(lines[1]) if len(lines) == 2 else None
    if made is None or spoken is None or len(made[4]) > 4 or len(made[3]) > 4:
        return Finding("finding.bag.bagit_form", where)
    version = (int(made[3]), int(made[4]))
    if version not in VERSIONS:
        return Finding("finding.bag.version", where, {"version": f"{made[3]}.{made[4]}"})
    if version >= (1, 0) and (made[1], made[2], spoken[1], spoken[2]) != ("", " ", "", " "):
        return Finding("finding.bag.bagit_form", where)
    try:
        "x".encode(spoken[3])
    except (LookupError, UnicodeError):
        return Finding("finding.bag.encoding", where, {"encoding": shown(spoken[3])})
    return version, spoken[3]


def manifest(name: str, algorithm: str, text: str, version: Version) -> Listing:
    """A payload or tag manifest (§2.1.3, §2.2.1). A path listed twice is wrong when the checksums differ, and from 1.0 on in any case."""
    listing = Listing(name, algorithm)
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        match = _MANIFEST_LINE.fullmatch(line)
        if match is None:
            listing.findings.append(Finding("finding.bag.manifest_line", name, {"line": number}))
            continue
        path = safe_path(decoded_path(match[3], version))
        if path is None:
            listing.findings.append(Finding("finding.bag.path", name, {"line": number, "path": shown(match[3])}))
            continue
        checksum = match[1].lower()
        if path in listing.entries and (version >= (1, 0) or listing.entries[path] != checksum):
            listing.findings.append(Finding("finding.bag.repeated", name, {"line": number, "path": shown(path)}))
        listing.entries.setdefault(path, checksum)
    return listing


def decoded_path(path: str, version: Version) -> str:
    """Undo the percent-encoding of CR and LF, and from 1.0 on of % itself (§2.1.3); any other % stands for itself."""
    codes = {"%0a": "\n", "%0d": "\r"} | ({"%25": "%"} if version >= (1, 0) else {})
    return re.sub("|".join(codes), lambda match: codes[match[0].lower()], path, flags=re.IGNORECASE)


def safe_path(path: str) -> str | None:
    """The path below the bag, without ./ and doubled slashes, or None if it could lead anywhere else (§5.1)."""
    if path.startswith(("/", "\\", "~")) or _DRIVE.match(path) or "\0" in path:
        return None
    if ".." in path.replace("\\", "/").split("/"):
        return None
    return posixpath.normpath(path)


def fetch_entries(text: str, version: Version) -> tuple[list[str], list[Finding]]:
    """The paths that fetch.txt promises (§2.2.3). Nothing is ever fetched."""
    found: list[str] = []
    findings = []
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        match = _FETCH_LINE.fullmatch(line)
        if match is None or _URL.fullmatch(match[1]) is None:
            findings.append(Finding("finding.bag.fetch_line", "fetch.txt", {"line": number}))
            continue
        path = safe_path(decoded_path(match[3], version))
        if path is None:
            findings.append(Finding("finding.bag.path", "fetch.txt", {"line": number, "path": shown(match[3])}))
        elif not path.startswith("data/"):
            findings.append(Finding("finding.bag.not_payload", "fetch.txt", {"path": shown(path)}))
        else:
            found.append(path)
    return found, findings


def elements(name: str, text: str) -> tuple[list[tuple[str, str]], list[Finding]]:
    """(label, value) of bag-info.txt in order (§2.2.2); a line that begins with white space goes on with the value before it."""
    pairs: list[tuple[str, str]] = []
    findings = []
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        label, colon, value = line.partition(":")
        if line[0] in " \t" and pairs:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line.strip()}")
        elif not colon or not label.strip():
            findings.append(Finding("finding.bag.tag_line", name, {"line": number}))
        else:
            pairs.append((label.strip(), value.strip()))
    return pairs, findings


def composed(path: str) -> str:
    """The path in one normal form: file systems and manifests may differ in it (§5.2.2)."""
    return unicodedata.normalize("NFC", path)
