"""Where a window stands: remembered when it is closed, and never restored where no screen is now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize

USUAL, LEAST = QSize(1366, 768), QSize(1180, 620)
_GRIP = QSize(200, 40)
"""So much of the top of a window must be on a screen that it can be taken hold of."""


def told(place: QRect, fills_screen: bool) -> str:
    """A place as it is remembered: left, top, width, height, and whether the window filled its screen."""
    return ",".join(str(each) for each in (place.x(), place.y(), place.width(), place.height(), int(fills_screen)))


def read(remembered: str) -> tuple[QRect, bool] | None:
    """A remembered place; None where nothing that could be one was remembered."""
    try:
        left, top, width, height, fills = (int(each) for each in remembered.split(","))
    except ValueError:
        return None
    return (QRect(left, top, width, height), bool(fills)) if width > 0 and height > 0 else None


def place(remembered: str, screens: Sequence[QRect]) -> tuple[QRect, bool]:
    """Where to stand now, given the room of the screens that there are (without task bars), the first one being the main one.

    A window that is remembered on a screen that is gone, or that is larger than its screen, comes to the main one or is made smaller.
    """
    found = read(remembered)
    main = screens[0] if screens else QRect(0, 0, USUAL.width(), USUAL.height())
    if found is None:
        return _middle_of(main, USUAL), False
    wanted, fills = found
    grip = QRect(wanted.x(), wanted.y(), wanted.width(), _GRIP.height())
    screen = max(screens, key=lambda each: _shared(each, grip), default=main)
    if _shared(screen, grip) < _GRIP.width() * _GRIP.height() // 2:
        return _middle_of(main, wanted.size()), fills
    return _inside(screen, wanted), fills


def _shared(screen: QRect, other: QRect) -> int:
    common = screen.intersected(other)
    return max(0, common.width()) * max(0, common.height())


def _middle_of(screen: QRect, size: QSize) -> QRect:
    fitted = size.expandedTo(LEAST).boundedTo(screen.size().expandedTo(LEAST))
    left = screen.left() + max(0, (screen.width() - fitted.width()) // 2)
    top = screen.top() + max(0, (screen.height() - fitted.height()) // 2)
    return QRect(left, top, fitted.width(), fitted.height())


def _inside(screen: QRect, wanted: QRect) -> QRect:
    """The same place, moved and cut so that all of it is on the screen where the screen is large enough."""
    width = max(LEAST.width(), min(wanted.width(), screen.width()))
    height = max(LEAST.height(), min(wanted.height(), screen.height()))
    left = max(screen.left(), min(wanted.left(), screen.left() + screen.width() - width))
    top = max(screen.top(), min(wanted.top(), screen.top() + screen.height() - height))
    return QRect(left, top, width, height)
