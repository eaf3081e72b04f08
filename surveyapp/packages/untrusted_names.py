"""Names of entries in an archive from somewhere else: what is wrong with one, said by the most telling reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from surveyapp.errors import Finding
from surveyapp.packages import bag

_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_LONGEST_SHOWN = 120


def shown(untrusted_name: str) -> str:
    """The name as it may stand in a sentence: nothing that moves the cursor, turns the writing direction or fills the screen."""
    safe = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in untrusted_name[:_LONGEST_SHOWN])
    return safe + ("…" if len(untrusted_name) > _LONGEST_SHOWN else "")


def decoded(untrusted_name: bytes) -> str:
    """The name as text; bytes that are not UTF-8 become lone surrogates, which no allowed name holds."""
    return untrusted_name.decode("utf-8", errors="surrogateescape")


def name_finding(name: str) -> Finding | None:
    """Why an entry of this name cannot stand in a package, or None."""
    return None if bag.allowed(name) else Finding(_fault(name), shown(name))


def _fault(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if any(not each.isprintable() for each in name):
        return "finding.package.name_unprintable"
    if name.startswith(("/", "\\", "~")):
        return "finding.package.name_absolute"
    if ".." in parts or "." in parts:
        return "finding.package.name_parent"
    if "\\" in name:
        return "finding.package.name_backslash"
    if ":" in name:
        return "finding.package.name_drive"
    if any(_DEVICES.match(each) for each in parts):
        return "finding.package.name_device"
    if name == bag.FETCH:
        return "finding.package.fetch"
    if name == bag.PUBLIC_MARK:
        return "finding.package.public"
    return "finding.package.name_folder" if name.endswith("/") else "finding.package.name_unknown"


def twin_findings(names: Sequence[str]) -> Iterator[Finding]:
    """Names that stand there twice, or that a file system without case or with another normalisation would take for one."""
    exact: set[str] = set()
    folded: dict[str, str] = {}
    for name in names:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if name in exact:
            yield Finding("finding.package.name_twice", shown(name))
        elif key in folded:
            yield Finding("finding.package.name_twin", shown(name), {"other": shown(folded[key])})
        exact.add(name)
        folded.setdefault(key, name)
