"""PgUp and PgDn: the building before and after where one stands before a building; elsewhere, and in a list, what they do everywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractSlider, QApplication, QScrollArea, QWidget

from surveyapp.ui.pages import MAP, NEEDS, WALK
from surveyapp.ui.shell import Shell
from surveyapp.ui.walk.building_list import BuildingList


def turn(shell: Shell, by: int) -> None:
    """One page on (1) or back (-1)."""
    held = QApplication.focusWidget()
    if isinstance(held, QAbstractItemView) and not isinstance(held, BuildingList):
        key = Qt.Key.Key_PageDown if by > 0 else Qt.Key.Key_PageUp
        held.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))  # sent, it would be this shortcut again
    elif shell.shown in (WALK, NEEDS, MAP):
        shell.standing.walk(by)
    elif (paper := _paper(shell.page(shell.shown), held)) is not None:
        action = QAbstractSlider.SliderAction
        paper.verticalScrollBar().triggerAction(action.SliderPageStepAdd if by > 0 else action.SliderPageStepSub)


def _paper(page: QWidget, held: QWidget | None) -> QScrollArea | None:
    """What scrolls around the focus, or else the largest paper of the page that has somewhere to go."""
    papers = [each for each in page.findChildren(QScrollArea) if each.isVisible() and each.verticalScrollBar().maximum() > 0]
    around = [each for each in papers if held is not None and each.isAncestorOf(held)]
    return around[-1] if around else max(papers, key=lambda each: each.width() * each.height(), default=None)
