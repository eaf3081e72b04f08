"""The sorts of findings as they look wherever they stand: in what is left of the overview and in the list of the review."""

from __future__ import annotations

SORTS = {
    "without_photo": ("image_off", "err"),
    "photo_adrift": ("photos", "err"),
    "photo_unreadable": ("err", "warn"),
    "conflict": ("split", "err"),
    "returned": ("split", "err"),
    "no_year": ("warn", "warn"),
    "doubtful": ("ruler", "warn"),
    "unowned": ("orphan", "warn"),
    "number_twice": ("warn", "warn"),
    "same_name": ("split", "warn"),
    "join_doubt": ("err", "warn"),
    "join_differs": ("split", "warn"),
    "kind_differs": ("err", "err"),
    "forked": ("err", "err"),
    "unsent": ("box", "warn"),
}
"""Sort → icon and colour, in the order in which they are listed."""
