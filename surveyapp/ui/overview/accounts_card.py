"""一条不少: for each kind four numbers that must be equal, and words where they are not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from surveyapp.domain.overview import Account
from surveyapp.ui import icons, theme
from surveyapp.ui.overview.marks import text
from surveyapp.ui.theme import px
from surveyapp.words import has, say

MAIN = ("community", "building", "defect", "photo", "interview", "vote", "edit")
"""The kinds that always have a line of their own; of the others those that differ."""

_HEAD, _ROW, _DENSE_ROW, _FEW = 30, 29, 25, 6
_NUMBERS = ("captured", "journal", "carried", "received")
_RIGHTS = (0.222, 0.396, 0.570, 0.742)
"""Right edges of the four numbers, as shares of the width; they move closer together where a name needs the room of the first."""
_GAP = 12


def kind_words(kind: str) -> str:
    """A kind of record in words."""
    return say(f"kind.{kind}") if has(f"kind.{kind}") else kind


def account_name(account: Account) -> str:
    """The kind of an account; of photos also how many files that is, where several records share one: packages and backups count files."""
    return say("overview.accounts.photos", files=account.files) if account.shares_files else kind_words(account.kind)


def state_words(account: Account) -> str:
    """What the four numbers say together."""
    return say(f"overview.state.{account.state}", count=account.journal - account.carried, names=", ".join(account.missing))


Line = tuple[str, Account]
"""What stands before the numbers, and the numbers."""


def lines_of(accounts: tuple[Account, ...], every: bool) -> list[Line]:
    """All accounts; or the main kinds and everything that differs, with the rest, which agrees, in one line: its numbers are sums of theirs."""
    rest = [] if every else [each for each in accounts if each.kind not in MAIN and each.state == "equal"]
    if len(rest) < 2:
        return [(account_name(each), each) for each in accounts]
    lines = [(account_name(each), each) for each in accounts if each not in rest]
    received = None if any(each.received is None for each in rest) else sum(each.received or 0 for each in rest)
    captured, journal, carried = (sum(getattr(each, name) for each in rest) for name in ("captured", "journal", "carried"))
    last = next((place for place, (_, each) in enumerate(lines) if each.kind == MAIN[-1]), len(lines))
    lines.insert(last, (say("lists.accounts.rest", count=len(rest)), Account("", captured, journal, carried, received, "equal")))
    return lines


def account_sentence(account: Account) -> str:
    """An account as one sentence, for screen readers."""
    received = say("overview.no_receipts") if account.received is None else str(account.received)
    numbers = {"captured": account.captured, "journal": account.journal, "carried": account.carried, "received": received}
    return say("overview.account_sentence", kind=account_name(account), state=state_words(account), **numbers)


def _values(account: Account) -> tuple[int | None, ...]:
    return account.captured, account.journal, account.carried, account.received


def _number_words(value: int | None) -> str:
    return say("overview.unknown_number") if value is None else f"{value:,}"


def _advance(words: str, bold: bool = True) -> int:
    return QFontMetrics(theme.font("body", bold=bold)).horizontalAdvance(words)


class AccountsTable(QWidget):
    """A painted table, a line a kind; a line that differs is tinted and says which way."""

    def __init__(self) -> None:
        super().__init__()
        self.accounts: tuple[Account, ...] = ()
        self.lines: list[Line] = []
        self._dense, self._every = False, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def be_dense(self, dense: bool) -> None:
        """Lower rows, for low windows."""
        self._dense = dense
        self.show_accounts(self.accounts)

    def show_every(self, every: bool) -> None:
        """A line for every kind, or the short table."""
        self._every = every
        self.show_accounts(self.accounts)

    @property
    def is_short(self) -> bool:
        """Whether kinds stand together in one line."""
        return len(self.lines) < len(self.accounts)

    @property
    def _row(self) -> int:
        return px(_DENSE_ROW if self._dense or len(self.lines) > _FEW else _ROW)

    def show_accounts(self, accounts: tuple[Account, ...]) -> None:
        """Show the accounts."""
        self.accounts, self.lines = accounts, lines_of(accounts, self._every)
        self.setAccessibleName("; ".join(account_sentence(each) for each in accounts))
        self.setToolTip("\n".join(account_sentence(each) for each in accounts if each.state != "equal"))
        self.setFixedHeight(px(_HEAD) + self._row * max(1, len(self.lines)))
        self.update()

    def rights(self) -> tuple[float, ...]:
        """Right edges of the four numbers in px: the first stands clear of every name before it, the last where it always does."""
        usual = tuple(self.width() * each for each in _RIGHTS)
        needed = max((6 + _advance(name, each.state != "equal") + _advance(_number_words(each.captured)) for name, each in self.lines), default=0)
        if needed + px(_GAP) <= usual[0]:
            return usual
        heads = [QFontMetrics(theme.font("meta", bold=True)).horizontalAdvance(say(f"overview.account.{name}")) for name in _NUMBERS]
        widest = max(_advance(_number_words(value)) for _, account in self.lines for value in _values(account))
        columns = [max(head, widest) + px(_GAP) for head in heads[1:]]
        first = max(usual[0], min(needed + px(_GAP), usual[-1] - sum(columns)))
        spare = (usual[-1] - first - sum(columns)) / len(columns)
        return tuple(accumulate((column + spare for column in columns), initial=first))

    def sizeHint(self) -> QSize:
        return QSize(px(600), px(_HEAD) + self._row * max(1, len(self.lines)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, rights = self.width(), self.rights()
        for place, name in enumerate(_NUMBERS):
            right = rights[place]
            head = QRectF(right - px(140), 0, px(140), px(_HEAD))
            begins = right - text(painter, head, say(f"overview.account.{name}"), "meta", "text2", bold=True, right=True)
            if place and begins - rights[place - 1] >= px(_GAP):
                middle = (rights[place - 1] + begins) / 2
                text(painter, QRectF(middle - px(5), 0, px(10), px(_HEAD)), "=", "dense", "text3")
        text(painter, QRectF(width - px(210), 0, px(200), px(_HEAD)), say("overview.account.state"), "meta", "text2", bold=True, right=True)
        for place, (words, account) in enumerate(self.lines):
            self._paint_account(painter, QRectF(0, px(_HEAD) + place * self._row, width, self._row - 1), words, account, rights)

    def _paint_account(self, painter: QPainter, rect: QRectF, name: str, account: Account, rights: Sequence[float]) -> None:
        differs = account.state != "equal"
        if differs:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("err_tint"))
            painter.drawRoundedRect(rect, 4, 4)
        values = _values(account)
        room = rights[0] - _advance(_number_words(values[0]), bold=False) - px(_GAP)
        text(painter, QRectF(6, rect.top(), room - 6, rect.height()), name, "body", "text", bold=differs)
        for place, value in enumerate(values):
            right = rights[place]
            wrong = differs and place > 0 and value is not None and value != values[0]
            cell = QRectF(right - px(140), rect.top(), px(140), rect.height())
            text(painter, cell, _number_words(value), "body", "err" if wrong else "text3" if value is None else "text", bold=wrong, right=True)
        state = QRectF(rights[-1] + px(8), rect.top(), rect.width() - rights[-1] - px(18), rect.height())
        words = state_words(account)
        text(painter, state, words, "dense", "err" if differs else "accent_text", bold=differs, right=True)
        if not differs:
            wide = painter.fontMetrics().horizontalAdvance(words)
            icons.paint(painter, "check", state.right() - wide - px(24), rect.center().y() - px(8), px(16), "accent_text")
