"""Three classes of width: compact below 1320 px of the window, normal, wide from 1600 px."""

from __future__ import annotations

COMPACT, WIDE = 1320, 1600


def look_of(width: int) -> str:
    """`compact`, `normal` or `wide`."""
    return "compact" if width < COMPACT else "wide" if width >= WIDE else "normal"
