"""F2: the clause behind a tier. Item, document, clause number and whether it is in force, with the base tier where the two differ."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from surveyapp.domain.views import TierBadge
from surveyapp.ui.moments import day_words
from surveyapp.ui.theme import px
from surveyapp.ui.walk.facts import DOT
from surveyapp.ui.widgets.labels import label, wrapped
from surveyapp.ui.widgets.marks import BadgeView
from surveyapp.ui.widgets.sheet import Sheet
from surveyapp.words import say

_STATUS = {"in_force": "ui.document.in_force", "draft": "ui.document.draft", "expired": "ui.document.expired", "not_yet": "ui.document.not_yet"}
_NAME = 84
"""How wide the names of the facts are, in px."""


class ClauseSheet(Sheet):
    """Opened with `show_badge`."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.column.addLayout(self._lines)

    def show_badge(self, badge: TierBadge | None, at: QPoint | None = None) -> None:
        """What the document in use says of an item."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.title.setText(badge.item_name if badge else say("ui.hand.no_item"))
        if badge is None:
            self._lines.addWidget(wrapped(say("ui.hand.no_item_why"), "body"))
            self.open_at(420, at)
            return
        view = BadgeView()
        view.show_badge(badge)
        self._lines.addWidget(view)
        for name, told in clause_rows(badge):
            self._lines.addWidget(_row(name, told))
        for line in clause_lines(badge):
            self._lines.addWidget(wrapped(line, "body"))
        for other in badge.others:
            self._lines.addWidget(label(other, "dense"))
        self.open_at(420, at)


def _row(name: str, told: str) -> QWidget:
    """A fact beside its name."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    title = label(name, "dense")
    title.setFixedWidth(px(_NAME))
    row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(wrapped(told, "body"), 1, Qt.AlignmentFlag.AlignTop)
    return holder


def clause_rows(badge: TierBadge) -> list[tuple[str, str]]:
    """The facts behind a badge, each with its name: item, clause number, document, and how the document stands."""
    facts = (
        ("item", f"{badge.item_name} {badge.item}".strip()),
        ("clause", badge.clause),
        ("document", badge.document),
        ("standing", _standing(badge) if badge.document else ""),
    )
    return [(say(f"ui.clause.name.{name}"), told) for name, told in facts if told]


def clause_lines(badge: TierBadge) -> list[str]:
    """What else is to be said, in sentences: that a person decided, and the base tier where it differs."""
    lines = [say("ui.clause.overridden")] if badge.overridden else []
    if not badge.tier:
        base = say("ui.tier.base", tier=badge.base_tier_name) if badge.base_tier else say("ui.tier.base_silent")
        lines.append(say("ui.clause.silent", base=base))
    elif badge.base_tier and badge.base_tier != badge.tier:
        lines.append(say("ui.tier.base", tier=badge.base_tier_name))
    return lines


def _standing(badge: TierBadge) -> str:
    """Whether the document is in force, and the days that it states."""
    status = [say(_STATUS[badge.status])] if badge.status in _STATUS else []
    issued = [say("ui.document.issued", day=day_words(badge.issued, year=True))] if badge.issued else []
    until = [say("ui.document.until", day=day_words(badge.until, year=True))] if badge.until else []
    return DOT.join((*status, *issued, *until))
