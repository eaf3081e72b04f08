"""Pillow lives here: bring photos in, upright and small copies of them, sample photos. Originals are never altered."""
