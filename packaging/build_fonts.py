"""Set-up: make the application's font from its locked dependency.

`justmytype-intl-cjk` carries the variable Noto Sans SC (SIL Open Font License). Qt and ReportLab want static files, so this writes
NotoSansSC-Regular.ttf and NotoSansSC-Bold.ttf into resources/fonts/, with a name table that says so (the variable one says "Thin").

Every character of the source is kept: that holds GB 2312, all 8,105 of 通用规范汉字表 (196 of them beyond the BMP), Big5 and the Cantonese
characters. Family names and street names use rare ones, and a list of what to keep would only be a way to print boxes.
The result depends on the source and on this recipe alone; a stamp lets a second run end at once.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.resources
import os
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FAMILY = "Noto Sans SC"
WEIGHTS = {"Regular": 400, "Bold": 700}
RECIPE = "1"
_NAMES_KEPT = {0, 7, 8, 9, 11, 12, 13, 14}
_DROPPED = ("vhea", "vmtx", "BASE", "STAT", "DSIG", "prep", "gasp")


def source() -> Path:
    """The folder of the variable font inside the installed dependency."""
    return Path(str(importlib.resources.files("justmytype_intl_cjk"))) / "fonts" / "ofl" / "notosanssc"


def rename(font: TTFont, style: str, weight: int) -> None:
    """Make the name table, weight class and style bits say what the file now is."""
    table = font["name"]
    table.names = [each for each in table.names if each.nameID in _NAMES_KEPT and each.platformID == 3]
    post_script = f"{FAMILY.replace(' ', '')}-{style}"
    version = f"Version {font['head'].fontRevision:.3f}"
    for number, text in ((1, FAMILY), (2, style), (3, f"{version};{post_script}"), (4, f"{FAMILY} {style}"), (5, version), (6, post_script)):
        table.setName(text, number, 3, 1, 0x409)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b1100001) | (0b100000 if bold else 0b1000000)
    font["head"].macStyle = 1 if bold else 0


def build(style: str, folder: Path) -> Path:
    """Write one static font beside its final name, and answer the temporary file."""
    font = TTFont(source() / "NotoSansSC[wght].ttf", recalcTimestamp=False)
    for tag in _DROPPED:
        if tag in font:
            del font[tag]
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS[style]}, inplace=True)
    rename(font, style, WEIGHTS[style])
    font["post"].formatType = 3.0
    part = folder / f".NotoSansSC-{style}.ttf.part"
    font.save(part, reorderTables=False)
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    return part


def stamp() -> str:
    """What the files depend on: the source's bytes, the recipe and the tool that carries it out."""
    digest = hashlib.sha256((source() / "NotoSansSC[wght].ttf").read_bytes()).hexdigest()
    return f"{RECIPE} fonttools {importlib.metadata.version('fonttools')} {digest}\n"


def is_up_to_date(folder: Path, wanted: str) -> bool:
    """Whether both files are there and were made from this source by this recipe."""
    told = folder / "stamp.txt"
    return all((folder / f"NotoSansSC-{style}.ttf").exists() for style in WEIGHTS) and told.exists() and told.read_text("utf-8") == wanted


def main(folder: Path = TARGET) -> int:
    """Build both fonts unless they are up to date. Prints one line."""
    begun = time.monotonic()
    wanted = stamp()
    if is_up_to_date(folder, wanted):
        print("fonts: up to date")
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(len(WEIGHTS)) as pool:
        parts = list(pool.map(build, WEIGHTS, [folder] * len(WEIGHTS)))
    for part in parts:
        part.replace(part.with_name(part.name.removeprefix(".").removesuffix(".part")))
    shutil.copyfile(source() / "OFL.txt", folder / "OFL.txt")
    (folder / "stamp.txt").write_text(wanted, "utf-8")
    size = sum((folder / f"NotoSansSC-{style}.ttf").stat().st_size for style in WEIGHTS)
    print(f"fonts: Regular and Bold built, {size / 1e6:.1f} MB, {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
