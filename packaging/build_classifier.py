"""Learn the classifier's model from our own sentences: resources/catalogue/sentences/*.txt → resources/catalogue/model.json.

The model is committed; run this after changing sentences, words, speech or the catalogue. Takes about a minute on one core.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pypinyin import Style
from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict
from pypinyin.style import convert

from surveyapp.paths import write_durably
from surveyapp.policy.model import write_model
from surveyapp.steps.learn import MODEL, learned


def syllables() -> dict[str, str]:
    """Toneless pinyin of the characters of GB 2312, the first reading of each."""
    found = {}
    for code, readings in pinyin_dict.items():
        try:
            chr(code).encode("gb2312")
        except UnicodeEncodeError:
            continue
        found[chr(code)] = convert(readings.split(",")[0], Style.NORMAL, strict=False)
    return found


def _put(data: bytes, file: BinaryIO) -> None:
    file.write(data)


if __name__ == "__main__":
    heard = syllables()
    model = learned(heard, (phrase for phrase in phrases_dict if all(character in heard for character in phrase)))
    data = write_model(model)
    write_durably(MODEL, partial(_put, data))
    print(f"classifier: {len(model.meanings)} meanings, {len(model.rows)} features, {len(data) >> 10} KiB")
