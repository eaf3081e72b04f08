"""What people get wrong when they copy a pack: the old id, clauses of the old city, misspelt keys; and where in the file a finding stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from surveyapp.errors import Finding
from surveyapp.policy.untrusted import array, table

_DOCUMENT = frozenset(
    {"title", "short", "issuer", "status", "number", "issued", "effective_from", "effective_until", "goal_until", "rests_on", "notes"}
)
_LISTING = frozenset({"tier", "clause", "only", "named", "note"})
_TAXONOMY = frozenset({"id", "name", "categories", "items", "defects"})
_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")


def check_copied(raw: Mapping[str, object], file_id: str, places: Mapping[str, str]) -> Iterator[Finding]:
    """Everything in a parsed pack that still is of the pack that it was copied from. `places`: the short names of other packs' places by id."""
    if isinstance(raw.get("id"), str) and raw["id"] != file_id:
        yield Finding("finding.pack.id_of_file", "id", {"id": raw["id"], "file": file_id})
    mine = str(table(raw.get("place")).get("zh", ""))
    others = {place for place in places.values() if place and place != mine}
    for where, clause in _clauses(raw, ""):
        foreign = next((each for each in others if clause.startswith(f"{each} ")), None)
        if foreign is not None:
            yield Finding("finding.pack.foreign_clause", where, {"clause": clause, "place": mine})


def _clauses(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            at = f"{where}.{key}" if where else str(key)
            if key in ("clause", "principle_clause") and isinstance(each, str):
                yield at, each
            yield from _clauses(each, at)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _clauses(each, f"{where}[{place}]")


def check_keys(raw: Mapping[str, object]) -> Iterator[Finding]:
    """Keys that nothing reads: a misspelt one must not be silently without effect. Rule sections are checked by their own readers."""
    yield from _unknown(table(raw.get("document")), _DOCUMENT, "document")
    for code, each in table(raw.get("items")).items():
        yield from _unknown(table(each), _LISTING, f"items.{code}")
    for each in array(raw.get("taxonomies")):
        yield from _unknown(table(each), _TAXONOMY, f"taxonomies.{table(each).get('id', '?')}")


def _unknown(given: Mapping[str, object], known: frozenset[str], where: str) -> Iterator[Finding]:
    for key in given:
        if key not in known:
            yield Finding("finding.pack.unknown_key", f"{where}.{key}", {"key": key, "known": ", ".join(sorted(known))})


def line_of(text: str, where: str) -> int | None:
    """The line of a TOML file (from 1) on which the place of a finding is written; of what is missing, the line of its table."""
    parts = [re.sub(r"\[\d+\]", "", part) for part in where.split(".") if part]
    wanted = next((int(found[1]) for found in [re.search(r"\[(\d+)\]", where)] if found), 0)
    best: tuple[int, int] | None = None
    section: list[str] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            section = [part.strip().strip('"') for part in header[1].split(".")]
            if line.lstrip().startswith("[["):
                seen[header[1]] = seen.get(header[1], -1) + 1
            depth = _shared(section, parts) if seen.get(header[1], wanted) == wanted else 0
        else:
            key = re.match(r"\s*\"?([^\s\"=]+)\"?\s*=", line)
            if key is None:
                continue
            there = seen.get(".".join(section), wanted) == wanted
            depth = _shared([*section, key[1]], parts) if there else 0
        if depth and (best is None or depth > best[0]):
            best = (depth, number)
    return best[1] if best else None


def _shared(path: Iterable[str], parts: list[str]) -> int:
    """How many parts of a place a path names, if it names nothing else."""
    found = list(path)
    return len(found) if found == parts[: len(found)] else 0
