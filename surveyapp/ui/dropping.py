"""What becomes of files that are dropped or pasted: photos, one table, one package. Whatever else came is told, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from surveyapp.domain.picture_formats import format_of
from surveyapp.ui.importing.dropped import SUFFIXES as TABLE_SUFFIXES
from surveyapp.ui.pages import BEGIN, HANDOVER, WALK
from surveyapp.ui.standing import Standing
from surveyapp.words import say

PHOTO_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".gif", ".tif", ".tiff", ".bmp", ".dng"})
"""What a camera may write. A file that is called so is kept even when it cannot be opened: it may be all that is left of a photo."""
_PACKAGE = ".zip"
_HEAD = 16
_MOST_NAMES = 3


@dataclass(slots=True)
class Dropped:
    """Files by what they are for."""

    photos: list[Path] = field(default_factory=list)
    tables: list[Path] = field(default_factory=list)
    packages: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)


class Pages(Protocol):
    """What is needed of the shell."""

    standing: Standing
    shown: str
    walk: Any
    banner: Any

    def go(self, name: str) -> None: ...
    def page(self, name: str) -> Any: ...
    def import_table(self, path: Path) -> None: ...


def sorted_out(files: Sequence[Path]) -> Dropped:
    """By their names; of names that say nothing, by their first bytes."""
    found = Dropped()
    for file in files:
        suffix = file.suffix.lower()
        if suffix in PHOTO_SUFFIXES:
            found.photos.append(file)
        elif suffix == _PACKAGE:
            found.packages.append(file)
        elif suffix in TABLE_SUFFIXES:
            found.tables.append(file)
        else:
            (found.photos if _begins_as_a_photo(file) else found.others).append(file)
    return found


def _begins_as_a_photo(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return format_of(opened.read(_HEAD)) is not None
    except OSError:
        return False


def take_in(shell: Pages, files: Sequence[Path]) -> None:
    """Do with files what they are for, on whatever page they were dropped."""
    found, standing = sorted_out(files), shell.standing
    if standing.read_only or not files:
        return
    left = [*found.others, *found.packages[1:]]
    sentences = []
    if found.tables and standing.survey is not None and len(files) == 1:
        shell.import_table(found.tables[0])
    else:
        left += found.tables
    if found.photos and shell.shown == WALK and standing.stream:
        shell.walk.bring_in(found.photos)
    elif found.photos:
        sentences.append(say("dropped.photos_elsewhere", count=len(found.photos), page=say("ui.rail.walk")))
    if found.packages and not _look_into(shell, found.packages[0]):
        sentences.append(say("dropped.busy", name=found.packages[0].name))
    if left:
        sentences.append(say("dropped.left", names=_names(left)))
    if sentences:
        shell.banner.tell(" ".join(sentences), "warn")


def _names(files: Sequence[Path]) -> str:
    names = say("ui.form.list_join").join(each.name for each in files[:_MOST_NAMES])
    return names if len(files) <= _MOST_NAMES else say("dropped.and_more", names=names, count=len(files) - _MOST_NAMES)


def _look_into(shell: Pages, package: Path) -> bool:
    """Show what receiving a package would change; False while another one is in hand."""
    begins = shell.standing.survey is None
    shell.go(BEGIN if begins else HANDOVER)
    page = shell.page(BEGIN).receive if begins else shell.page(HANDOVER)
    if page.receiving.running or (begins and page.choose.isHidden()):
        return False
    page.receiving.look_into(package)
    return True
