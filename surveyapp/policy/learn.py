"""Learning the model from sentences: multinomial logistic regression over sparse features, in plain Python, the same result every time.

To each weight a part of the plain lift is added: how much more often the feature is met under the meaning than at large (as in naive Bayes). The
regression hears the loud words and leaves the quiet ones alone; where a sentence has no loud word, the quiet ones must do (by cross-validation
indirect speech gains two to four points in a hundred, everything one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from math import exp, log, sqrt

from surveyapp.policy.features import is_edge
from surveyapp.policy.model import Model, model_of, value_of

_RARITY = 0.7
"""By cross-validation: 0 treats all features alike, 1 is the usual inverse document frequency."""

_PRIOR = 0.25
"""By cross-validation."""

_LIFT = 0.2
"""By cross-validation; with more, what is out of scope is drawn in."""

_EDGES_AT_LEAST = 2
"""A beginning or an end met once says no more than its characters (by cross-validation), and there are many of them."""

Example = tuple[str, Sequence[str]]
"""A meaning and the features of a sentence that has it."""


def sentences_from(text: str) -> list[tuple[str, str]]:
    """(meaning, sentence) pairs from a text of sentences: `## MEANING` heads a group, `#` starts a comment, one sentence a line."""
    meaning, found = "", []
    for line in text.splitlines():
        if line.startswith("## "):
            meaning = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            found.append((meaning, line.strip()))
    return found


def learn(examples: Sequence[Example], rounds: int = 8, rate: float = 0.35, at_least: int = 1, decay: float = 1e-4) -> Model:
    """A model from examples. `at_least`: a run of characters seen in fewer sentences is dropped (ideas always stay)."""
    meanings = tuple(sorted({meaning for meaning, _ in examples}))
    counts = Counter(feature for _, features in examples for feature in set(features))
    kept = {feature for feature, times in counts.items() if feature[0] in "@=" or times >= (_EDGES_AT_LEAST if is_edge(feature) else at_least)}
    rates = {feature: rate * _rarity(counts[feature], len(examples)) for feature in kept}
    weights: dict[str, list[float]] = {feature: [0.0] * len(meanings) for feature in kept}
    squares: dict[str, list[float]] = {feature: [1e-2] * len(meanings) for feature in kept}
    bias = [0.0] * len(meanings)
    shown = _shown(examples, kept, meanings)
    for turn in range(rounds):
        for at, features in _shuffled(shown, turn):
            _step(weights, squares, bias, at, features, rates, rate, decay)
    _add_lift(weights, shown, len(meanings))
    return model_of(meanings, weights, _without_prior(bias, Counter(meaning for meaning, _ in examples), meanings))


def _add_lift(weights: dict[str, list[float]], shown: list[tuple[int, list[str]]], meanings: int) -> None:
    """Add to each weight its part of the log of how much more often the feature is met under the meaning than at large, centred on nothing."""
    told = Counter(at for at, _ in shown)
    met: dict[str, Counter[int]] = {feature: Counter() for feature in weights}
    for at, features in shown:
        for feature in features:
            met[feature][at] += 1
    for feature, row in weights.items():
        share = met[feature].total() / len(shown)
        lifts = [log((met[feature][at] / share + 1) / (told[at] + 1)) for at in range(meanings)]
        usual = sum(lifts) / meanings
        for at, lift in enumerate(lifts):
            row[at] += _LIFT * (lift - usual)


def _without_prior(bias: Sequence[float], told: Mapping[str, int], meanings: tuple[str, ...]) -> list[float]:
    """The biases with part of what the mere number of sentences taught taken back: we wrote many of some meanings, people do not."""
    usual = sum(told.values()) / len(meanings)
    return [each - _PRIOR * log(told[meaning] / usual) for each, meaning in zip(bias, meanings, strict=True)]


def _rarity(times: int, sentences: int) -> float:
    """How readily a feature learns: what stands in every other sentence tells meanings apart less than what is seldom met."""
    return float(max(0.05, log(max(sentences, 2) / times) / 5) ** _RARITY)


def _shown(examples: Iterable[Example], kept: set[str], meanings: tuple[str, ...]) -> list[tuple[int, list[str]]]:
    place = {meaning: at for at, meaning in enumerate(meanings)}
    shown = []
    for meaning, features in examples:
        shown.append((place[meaning], [feature for feature in dict.fromkeys(features) if feature in kept]))
    return shown


def _shuffled(shown: list[tuple[int, list[str]]], turn: int) -> list[tuple[int, list[str]]]:
    """A fixed order that differs from round to round; no chance is involved."""
    size = len(shown)
    stride = next(step for step in count(size // 3 + 7 * turn + 1) if _coprime(step, size))
    return [shown[(at * stride + turn) % size] for at in range(size)]


def _coprime(first: int, second: int) -> bool:
    while second:
        first, second = second, first % second
    return first == 1


def _step(
    weights: dict[str, list[float]],
    squares: dict[str, list[float]],
    bias: list[float],
    right: int,
    features: list[str],
    rates: dict[str, float],
    rate: float,
    decay: float,
) -> None:
    """One step of AdaGrad on one sentence; meanings whose share is already right to 1 % are left alone."""
    if not features:
        return
    scale = value_of(len(features))
    rows = [weights[feature] for feature in features]
    sums = [scale * sum(column) + b for column, b in zip(zip(*rows, strict=True), bias, strict=True)]
    top = max(sums)
    powers = [exp(each - top) for each in sums]
    total = sum(powers)
    wrong = [(at, power / total - (at == right)) for at, power in enumerate(powers)]
    for at, gradient in wrong:
        if abs(gradient) < 0.01:
            continue
        bias[at] -= 0.02 * rate * gradient
        step = gradient * scale
        for feature, row in zip(features, rows, strict=True):
            held = squares[feature]
            held[at] += step * step
            row[at] -= rates[feature] * (step + decay * row[at]) / sqrt(held[at])
