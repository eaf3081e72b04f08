"""The one tree of expected failures.

    SurveyError
    ├── BadInput            what a person typed or handed in cannot be used
    ├── HomeError           the folder that holds this laptop's work
    │   ├── HomeBusy        another program of ours is writing here
    │   ├── HomeMissing     there is nothing here yet
    │   └── HomeUnsuitable  a network share, a cloud folder, a FAT stick
    ├── StoreError          the database
    │   ├── StoreNewer      written by a newer version of this program
    │   ├── StoreDamaged    its own checks say that bytes have changed
    │   └── StoreAway       the server does not answer
    ├── DiskError           full, read-only, or gone
    ├── PackageError        a package cannot be read or written
    │   └── PackageRefused  with every finding
    ├── PhotoError          a file that is not a photo we can read
    └── Cancelled           a person stopped it

Each carries a stable `code` and named facts; `words` puts them into a sentence. Anything else that is raised is a bug.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass, field


class Word(str):
    """A fact that is itself a code: it is put into words together with the sentence it stands in."""

    __slots__ = ()


_REASONS = {
    errno.ENOENT: "reason.not_there",
    errno.EACCES: "reason.not_allowed",
    errno.EPERM: "reason.not_allowed",
    errno.EISDIR: "reason.is_folder",
    errno.ENOTDIR: "reason.no_folder",
    errno.EROFS: "reason.read_only",
    errno.ENOSPC: "reason.full",
    errno.EDQUOT: "reason.full",
    errno.EFBIG: "reason.full",
    errno.EIO: "reason.faulty",
    errno.ENAMETOOLONG: "reason.long_name",
    errno.EBUSY: "reason.busy",
    errno.ENODEV: "reason.gone",
    errno.ENXIO: "reason.gone",
    errno.ELOOP: "reason.loop",
}


def system_reason(problem: OSError) -> str:
    """What the system said, as a fact for a sentence: a Word where it is a common reason, else the system's own words."""
    code = _REASONS.get(problem.errno or 0)
    return Word(code) if code else problem.strerror or str(problem)


class SurveyError(Exception):
    """An expected failure: `code` names the sentence, `facts` fill it."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class BadInput(SurveyError):
    """What a person typed or handed in cannot be used as it is."""


class HomeError(SurveyError):
    """The folder that holds this laptop's work."""


class HomeBusy(HomeError):
    """Another window or command is writing in this home."""


class HomeMissing(HomeError):
    """No home, no survey, or no such record here."""


class HomeUnsuitable(HomeError):
    """The folder cannot keep a database safe."""


class StoreError(SurveyError):
    """The database."""


class StoreNewer(StoreError):
    """The database was written by a newer version of this program."""


class StoreDamaged(StoreError):
    """The database's own checks say that bytes have changed."""


class StoreAway(StoreError):
    """The database server does not answer."""


class DiskError(SurveyError):
    """The disk is full, read-only, or gone."""


class PhotoError(SurveyError):
    """A file that is not a photo that can be read."""


class Cancelled(SurveyError):
    """A person stopped the work; nothing of it is left."""

    def __init__(self) -> None:
        super().__init__("error.cancelled")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: a stable code, the place it speaks of, and facts for the sentence."""

    code: str
    where: str = ""
    facts: dict[str, object] = field(default_factory=dict)


class PackageError(SurveyError):
    """A package cannot be read or written."""


class PackageRefused(PackageError):
    """A package is refused whole; `findings` holds every reason, not the first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("error.package_refused", count=len(findings))
        self.findings = tuple(findings)
