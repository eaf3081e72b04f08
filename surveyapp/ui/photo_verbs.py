"""The verbs of photos: a part of the window's one contract. All block; the window calls them off the GUI thread."""

from __future__ import annotations

from typing import Protocol

from surveyapp.domain.annotations import Annotation
from surveyapp.domain.views import Changed, PhotoDetails


class PhotoVerbs(Protocol):
    """What is drawn on photos. An annotation is changed and deleted like any record."""

    def annotate(self, stream: str, photo: str, drawn: Annotation) -> Changed:
        """Draw on a photo: one new record. A numbered mark without a number takes the next one of its photo."""

    def picture(self, stream: str, photo: str) -> str:
        """The path of an upright JPEG to look at closely, "" for a photo that cannot be read. May take as long as decoding it."""

    def photo_details(self, stream: str, photo: str) -> PhotoDetails:
        """What is known of a photo, its file read through and compared with its hash."""
