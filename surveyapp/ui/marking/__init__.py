"""Marking: drawing on a photo. What both the photo in hand and the large view need: tools, strokes, writes, and the painter."""
