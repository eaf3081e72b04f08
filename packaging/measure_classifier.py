"""How well the committed model understands sentences never trained on: totals only, so that nobody tunes on a single sentence.

python packaging/measure_classifier.py [FILE.jsonl …]; without files, the sets of tests/policy/sentences. A line holds "text", "item" (or "code"; null
for what is no renovation item) and, where a document names only a part of an item, "defect".
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from surveyapp.policy.tiers import OTHER_PART, verdict
from surveyapp.steps import classify, policies

SETS = Path(__file__).resolve().parent.parent / "tests" / "policy" / "sentences"
PACKS = ("national", "liuzhou", "taian", "xianning", "lianzhou")


@dataclass(slots=True)
class Totals:
    """Counts over one file. `refused`: answers that name no item; `outside`: sentences that have none."""

    asked: int = 0
    first: int = 0
    three: int = 0
    outside: int = 0
    refused: int = 0
    outside_refused: int = 0
    tiers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PACKS, 0))

    def count(self, text: str, wanted: str | None, defect: str) -> None:
        """Ask for one sentence and count how it was answered."""
        ranked = [None if _is_none(each.item) else each.item for each in classify.suggest(text).candidates] or [None]
        self.asked += 1
        self.first += ranked[0] == wanted
        self.three += wanted in ranked[:3]
        self.outside += wanted is None
        self.refused += ranked[0] is None
        self.outside_refused += ranked[0] is wanted is None
        for name in PACKS:
            self.tiers[name] += classify.classify_line(policies.pack(name), text)["tier"] == _tier(name, wanted, defect)

    def told(self, name: str) -> str:
        """One line for a person."""
        tiers = "  ".join(f"{pack} {_percent(right, self.asked)}" for pack, right in self.tiers.items())
        scope = f"out of scope found {self.outside_refused}/{self.outside}, right {self.outside_refused}/{self.refused}"
        return f"{name} ({self.asked}): first {_percent(self.first, self.asked)}, three {_percent(self.three, self.asked)}; {tiers}; {scope}"


def _is_none(item: str) -> bool:
    return not item or policies.catalogue().items[item].referred


def _tier(pack: str, item: str | None, defect: str) -> str | None:
    if item is None:
        return None
    found = verdict(policies.pack(pack), policies.catalogue().items[item], defect).tier_name
    return found.zh if found else None


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _speed(texts: list[str]) -> float:
    """Sentences a second of processor time, the best of five rounds."""
    best = 0.0
    for _ in range(5):
        started = thread_time()
        for text in texts:
            classify.suggest(text)
        best = max(best, len(texts) / (thread_time() - started))
    return best


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="How well sentences are understood, in totals: no single sentence is shown.")
    asked.add_argument("files", nargs="*", type=Path, help="sets of labelled sentences (JSON lines); without any, those of the tests")
    files = asked.parse_args().files or sorted(SETS.glob("*.jsonl"))
    every: list[str] = []
    for file in files:
        totals = Totals()
        for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            totals.count(line["text"], line["item"] if "item" in line else line["code"], line.get("defect") or OTHER_PART)
            every.append(line["text"])
        print(totals.told(file.stem))
    print(f"{_speed(every):.0f} sentences a second")
