"""Human numbers, made offline: a prefix from the origin and a counter of its own for each kind. `K7M-0012`."""

from __future__ import annotations

import hashlib

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
NUMBERED = {"community": "C", "building": "B", "defect": "", "need": "N", "photo": "P"}
"""The kinds that people speak of by number, and the letter that tells them apart."""


def device_prefix(origin: str) -> str:
    """Three characters that cannot be misread, from the origin's id: one in 29,791 for two laptops of one team to be alike."""
    number = int.from_bytes(hashlib.sha256(origin.encode()).digest()[:8], "big")
    letters = []
    for _ in range(3):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    return "".join(letters)


def human_number(origin: str, kind: str, count: int) -> str:
    """The number to write on a note or call out: prefix, letter of the kind, counter of at least four digits."""
    return f"{device_prefix(origin)}-{NUMBERED.get(kind, '')}{count:04d}"
