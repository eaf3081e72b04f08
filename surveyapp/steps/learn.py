"""Learning the classifier's model from the sentences, words and catalogue that lie in `resources/catalogue/`."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import opencc

from surveyapp import paths
from surveyapp.policy.features import Eye
from surveyapp.policy.learn import learn, sentences_from
from surveyapp.policy.model import Model
from surveyapp.policy.text import Speech, clauses
from surveyapp.steps import policies

MODEL = paths.resource("catalogue", "model.json")
_SEVERAL = ("MB-01", "PF-01", "PF-02", "PF-03")


def learned(syllables: Mapping[str, str], phrases: Iterable[str]) -> Model:
    """The model of all our sentences and of the names and aliases in the catalogue.

    `syllables`: character → toneless pinyin; `phrases`: words of the language, whose pairs of characters are written on purpose.
    """
    speech = Speech(word_list("speech"), opencc.OpenCC("tw2sp").convert)
    eye = Eye(word_list("words"), speech)
    told = [*sentences(), *_aliases()]
    model = learn([(meaning, eye.see(sentence).features) for meaning, sentence in told])
    usual = {plain[at : at + 2] for _, sentence in sentences() for plain in clauses(speech.plain(sentence)) for at in range(len(plain) - 1)}
    usual.update(phrase for phrase in phrases if len(phrase) == 2)
    return replace(model, usual=frozenset(usual), syllables=dict(syllables), source=source())


def sentences() -> Iterator[tuple[str, str]]:
    """(meaning, sentence) of every training sentence."""
    for path in sorted(paths.resource("catalogue", "sentences").glob("*.txt")):
        yield from sentences_from(path.read_text(encoding="utf-8"))


def source() -> str:
    """sha256 over everything that the model is learned from: a model with another one is out of date."""
    folder = paths.resource("catalogue")
    digest = hashlib.sha256()
    for path in sorted(
        [*folder.glob("sentences/*.txt"), folder / "words.toml", folder / "speech.toml", folder / "items.toml", folder / "defects.toml"]
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def word_list(name: str) -> Mapping[str, object]:
    """A parsed word list of `resources/catalogue/`."""
    return tomllib.loads(paths.resource("catalogue", f"{name}.toml").read_text(encoding="utf-8"))


def _aliases() -> Iterator[tuple[str, str]]:
    """Names and aliases as sentences; those of defects that call for any of many items say too little of which."""
    catalogue = policies.catalogue()
    for defect in catalogue.defects.values():
        if defect.code not in _SEVERAL:
            yield from ((defect.code, name) for name in (defect.name, *defect.aliases))
