"""The linear model: for each feature a weight for each meaning. It explains itself, for a score is a sum of the weights of words.

Weights are kept as one byte each (a row of bytes a feature), so that the whole model is small and loads at once. To add rows up quickly each
is also kept as one whole number with a lane of four bytes for each meaning: adding the numbers adds all lanes at once.
"""

from __future__ import annotations

import json
import zlib
from array import array
from base64 import b85decode, b85encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import exp, sqrt
from sys import byteorder

FORMAT = 1
_ZERO = 128
_STEP = 1 / 16
_LANE = 4
_UNHEARD = 16.0
"""Meanings so far behind the best have no share: a ten-millionth."""
_SHARPNESS = 1.5
"""Shares of the bare logistic model are too timid on whole sentences; this makes 0.8 mean about 0.8 (measured by cross-validation)."""


def value_of(count: int) -> float:
    """The value of each of `count` features of a sentence: long sentences must not shout."""
    return 1.0 / sqrt(count + 3.0)


class _Lanes(dict[str, int]):
    """Rows as whole numbers, each made when it is first asked for: a sentence needs a few dozen of the many thousand."""

    def __init__(self, rows: Mapping[str, bytes]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, feature: str) -> int:
        lanes = self[feature] = _in_lanes(self._rows[feature])
        return lanes


@dataclass(frozen=True, slots=True)
class Model:
    """`rows[feature][at]` (128 = nothing, in sixteenths) speaks for `meanings[at]`; a meaning is DEFECT, DEFECT/ITEM or /ITEM.

    `usual`: pairs of characters met in the sentences; `syllables`: character → toneless pinyin; `source`: sha256 of what it was learned from.
    """

    meanings: tuple[str, ...]
    rows: Mapping[str, bytes]
    bias: tuple[float, ...]
    usual: frozenset[str] = frozenset()
    syllables: Mapping[str, str] | None = None
    source: str = ""
    _lanes: _Lanes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lanes", _Lanes(self.rows))

    def shares(self, features: Sequence[str]) -> list[float]:
        """The share of each meaning in a sentence, in the order of `meanings`; they add up to 1."""
        rows = list(map(self._lanes.__getitem__, filter(self.rows.__contains__, features)))
        if not rows:
            return [1.0 / len(self.meanings)] * len(self.meanings)
        scale = value_of(len(rows)) * _STEP * _SHARPNESS
        added = array("I", sum(rows).to_bytes(_LANE * len(self.meanings), byteorder))
        sums = [scale * total + b for total, b in zip(added, self.bias, strict=True)]  # the zeros of all lanes are the same, and so no matter
        top = max(sums)
        least = top - _UNHEARD
        powers = [exp(each - top) if each > least else 0.0 for each in sums]
        part = 1.0 / sum(powers)
        return [power and power * part for power in powers]

    def speaking_for(self, features: Sequence[str], at: int, most: int) -> list[str]:
        """The features that speak most for a meaning, strongest first."""
        row_of, silent = self.rows.get, bytes([_ZERO]) * len(self.meanings)
        spoken = [(weight, feature) for feature in features if (weight := row_of(feature, silent)[at]) > _ZERO]
        return [feature for _, feature in nlargest(most, spoken)]


def model_of(meanings: tuple[str, ...], weights: Mapping[str, Sequence[float]], bias: Sequence[float]) -> Model:
    """A model from exact weights, rounded to bytes; rows that say nothing are left out."""
    rows = {feature: bytes(_byte(weight) for weight in row) for feature, row in weights.items()}
    silent = bytes([_ZERO]) * len(meanings)
    return Model(meanings, {feature: row for feature, row in rows.items() if row != silent}, tuple(round(each * _SHARPNESS, 3) for each in bias))


def write_model(model: Model) -> bytes:
    """The model as bytes: a JSON text whose one long field holds the rows, deflated, in base 85."""
    features = sorted(model.rows)
    facts = {
        "format": FORMAT,
        "source": model.source,
        "meanings": model.meanings,
        "bias": model.bias,
        "features": b85encode(zlib.compress("\n".join(features).encode(), 9)).decode(),
        "rows": b85encode(zlib.compress(b"".join(model.rows[feature] for feature in features), 9)).decode(),
        "usual": "".join(sorted(model.usual)),
        "syllables": dict(_by_syllable(model.syllables or {})),
    }
    return json.dumps(facts, ensure_ascii=False, indent=0).encode() + b"\n"


def read_model(data: bytes) -> Model:
    """The model in bytes that `write_model` made. Raises ValueError or KeyError where they are damaged."""
    facts = json.loads(data)
    if facts["format"] != FORMAT:
        raise ValueError("format")
    meanings = tuple(facts["meanings"])
    features = zlib.decompress(b85decode(facts["features"])).decode().split("\n")
    blob, width = zlib.decompress(b85decode(facts["rows"])), len(meanings)
    usual = facts["usual"]
    return Model(
        meanings=meanings,
        rows={feature: blob[at * width : (at + 1) * width] for at, feature in enumerate(features)},
        bias=tuple(facts["bias"]),
        usual=frozenset(usual[at : at + 2] for at in range(0, len(usual), 2)),
        syllables={character: syllable for syllable, characters in facts["syllables"].items() for character in characters},
        source=facts["source"],
    )


def _byte(weight: float) -> int:
    return min(255, max(0, _ZERO + round(weight / _STEP)))


def _in_lanes(row: bytes) -> int:
    """A row as one number; up to 16 million rows add up before a lane could run over."""
    return int.from_bytes(array("I", list(row)).tobytes(), byteorder)


def _by_syllable(syllables: Mapping[str, str]) -> list[tuple[str, str]]:
    gathered: dict[str, list[str]] = {}
    for character, syllable in sorted(syllables.items()):
        gathered.setdefault(syllable, []).append(character)
    return [(syllable, "".join(characters)) for syllable, characters in sorted(gathered.items())]
