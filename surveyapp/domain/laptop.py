"""What this laptop is in a survey: its prefix and lifetimes, where its work lies, how much room is left, when it was backed up last."""

from __future__ import annotations

from dataclasses import dataclass

USUAL_PHOTO = 4 << 20
"""Bytes of a photo where none is held yet that could tell better."""
LEAST_PHOTO = 3_000_000
"""Bytes that the next photo has at least: small pictures that are held promise no more room than cameras leave."""
SAMPLE_MARK = ".surveyapp-sample"
"""The file that tells a sample home from a real one."""
KEPT_FREE = 200 << 20
"""Bytes that are never counted as room for photos: the database and the system need some."""


@dataclass(frozen=True, slots=True)
class Lifetime:
    """An earlier lifetime of this database, ended by a restore or a copy: its prefix, and the wall time of its end."""

    prefix: str
    until: str


@dataclass(frozen=True, slots=True)
class Laptop:
    """Sizes in bytes. `since`: the wall time from which this lifetime has recorded, "" before its first edit. `earlier`: oldest first."""

    prefix: str
    origin: str
    since: str
    earlier: tuple[Lifetime, ...]
    home: str
    packages: str
    photo_folder: str
    photos: int
    photo_bytes: int
    free_bytes: int
    backed_up: str
    backup: str

    @property
    def photos_left(self) -> int:
        """For about how many more photos there is room."""
        return room_for_photos(self.free_bytes, self.photos, self.photo_bytes)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a survey is judged by: the pack, the day on which its document is looked at ("" for today), and how the document stands on it.

    `status`: in_force, draft, expired or not_yet; dates are ISO days, "" where the document states none. `short`: place and document in two words.
    """

    policy: str
    as_of: str
    title: str
    number: str
    status: str
    starts: str
    ends: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup holds; `until` is the wall time of its newest edit."""

    folder: str
    surveys: tuple[str, ...]
    communities: int
    buildings: int
    defects: int
    photos: int
    until: str


def room_for_photos(free: int, photos: int, photo_bytes: int) -> int:
    """About how many photos fit into `free` bytes when they are as large as those that are held, and no smaller than cameras make them.

    An estimate: two figures, rounded down.
    """
    usual = max(LEAST_PHOTO, photo_bytes // photos) if photos and photo_bytes else USUAL_PHOTO
    room = max(0, free - KEPT_FREE) // usual
    step = 10 ** max(0, len(str(room)) - 2)
    return int(room // step * step)
