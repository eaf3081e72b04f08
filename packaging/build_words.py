"""Set-up: join resources/i18n/<language>/*.po into one resources/i18n/<language>.mo."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent / "resources" / "i18n"


def build(language: str) -> int:
    """Write the .mo of one language; answers how many messages it holds. A code defined twice is an error."""
    joined = Catalog(locale={"zh": "zh_CN"}.get(language, language), charset="utf-8")
    for po in sorted((ROOT / language).glob("*.po")):
        with po.open("rb") as file:
            for message in read_po(file):
                if not message.id:
                    continue
                if message.id in joined:
                    sys.exit(f"{po}: {message.id} is defined twice")
                if not message.string:
                    sys.exit(f"{po}: {message.id} has no words")
                joined.add(message.id, message.string)
    with (ROOT / f"{language}.mo").open("wb") as file:
        write_mo(file, joined)
    return len(joined)


if __name__ == "__main__":
    for each in ("zh", "en"):
        print(f"words {each}: {build(each)}")
