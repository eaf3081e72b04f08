"""The part of the desk that belongs to photos: what is drawn on them, the picture to look at closely, what is known of them."""

from __future__ import annotations

from surveyapp.domain.annotations import Annotation
from surveyapp.domain.views import Changed, PhotoDetails
from surveyapp.steps import annotate
from surveyapp.steps.node import Node


class PhotosDesk:
    """Verbs of photos."""

    node: Node

    def annotate(self, stream: str, photo: str, drawn: Annotation) -> Changed:
        """Draw on a photo."""
        return annotate.annotate(self.node, stream, photo, drawn)

    def picture(self, stream: str, photo: str) -> str:
        """The path of an upright picture to look at closely."""
        return annotate.picture(self.node, stream, photo)

    def photo_details(self, stream: str, photo: str) -> PhotoDetails:
        """What is known of a photo, its file compared with its hash."""
        return annotate.details(self.node, stream, photo)
