"""The quick-entry: one line in which a sentence becomes a defect.

It is a QTextEdit because recognised words are underlined where they stand while they are typed, and because a sentence must be read while pinyin
is still being composed: then Enter, Esc, digits and arrows belong to the input method.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextEdit, QWidget

from surveyapp.domain.walk_views import Heard, Sentence
from surveyapp.ui import theme
from surveyapp.ui.theme import px
from surveyapp.ui.walk.choices import Choice, last_of
from surveyapp.ui.walk.suggestions import SuggestionList
from surveyapp.ui.walk.taken import Sense, Taken
from surveyapp.ui.widgets.buttons import button
from surveyapp.ui.widgets.labels import IconMark
from surveyapp.ui.widgets.text_line import document_leaves
from surveyapp.words import say

DEBOUNCE_MS = 60
LONGEST = 500


class _Line(QTextEdit):
    """The one line. Keys that choose are handed on; what is pasted loses its line breaks."""

    composed = Signal()
    key_wanted = Signal(object)
    focused = Signal(bool)
    picture_pasted = Signal()
    shortened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.preedit = ""
        self._marked: list[QTextCursor] = []
        self.takes_tab: Callable[[bool], bool] = lambda _forward: False
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setFont(theme.font("entry"))
        self.document().setDocumentMargin(2)
        self.setAccessibleName(say("ui.entry.name"))
        self.setFixedHeight(px(34))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(34))

    def mark(self, words: Sequence[str]) -> None:
        """Underline these words wherever they first stand; a character format would draw a line of 1 px, which is not seen in the sun."""
        text = self.toPlainText().lower()
        places = ((text.find(word.lower()), len(word)) for word in dict.fromkeys(words))
        self._marked = [self._over(start, start + length) for start, length in places if start >= 0]
        self.viewport().update()

    def _over(self, start: int, end: int) -> QTextCursor:
        """A cursor over some words: it stays on them while others are typed before them."""
        made = QTextCursor(self.document())
        made.setPosition(start)
        made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return made

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """What is underlined, from where to where."""
        return tuple(sorted((each.selectionStart(), each.selectionEnd()) for each in self._marked if each.hasSelection()))

    def _paint_marks(self) -> None:
        painter = QPainter(self.viewport())
        ink, wide = theme.colour("accent"), 3 if theme.is_high() else 2
        for start, end in self.marks:
            first, last = (self.cursorRect(self._over(place, place)) for place in (start, end))
            painter.fillRect(QRectF(first.left() + 1, first.bottom() - wide + 2, last.left() - first.left() - 2, wide), ink)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._marked and not self.preedit:
            self._paint_marks()
        if self.document().isEmpty() and not self.preedit:
            painter = QPainter(self.viewport())
            painter.setFont(theme.font("entry"))
            painter.setPen(theme.colour("placeholder" if self.isEnabled() else "disabled"))
            room = self.viewport().width() - px(8)
            hint = painter.fontMetrics().elidedText(say("ui.entry.placeholder"), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(4, 0, room, self.viewport().height()), Qt.AlignmentFlag.AlignVCenter, hint)

    def event(self, event: QEvent) -> bool:
        if document_leaves(event, self.document(), self.document().isEmpty()):
            event.ignore()
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.preedit = event.preeditString()
        self.composed.emit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasImage() or source.hasUrls():
            self.picture_pasted.emit()
            return
        words = " ".join(source.text().split())
        room = max(0, LONGEST - len(self.toPlainText()) + len(self.textCursor().selectedText()))
        self.insertPlainText(words[:room])
        if len(words) > room:
            self.shortened.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or source.hasUrls() or source.hasText()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.takes_tab(forward) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.preedit:
            event.setAccepted(False)
            self.key_wanted.emit(event)
            if event.isAccepted():
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class QuickEntry(QFrame):
    """`suggest_wanted(text)`; `recorded(Taken)` when a sentence is taken. The answer comes back through `show_sentence`.

    `sense` knows where the person stands: whoever does sets it. What cannot be filed without asking is asked in the list; nothing typed is lost.
    `too_long()` when what was pasted did not fit.
    """

    suggest_wanted = Signal(str)
    recorded = Signal(object)
    picture_pasted = Signal()
    too_long = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("entry")
        self.setFixedHeight(theme.size("entry_frame"))
        self.line = _Line()
        self.list = SuggestionList(window)
        self.sense = Sense()
        self._answered = ""
        self._heard = Heard()
        self._dropped: frozenset[str] = frozenset()
        self._choices: tuple[Choice, ...] = ()
        self._asked: Choice | None = None
        self._in_list = False
        self._waiting: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 7, 0)
        row.setSpacing(8)
        row.addWidget(IconMark("pen", "accent_text", 22))
        row.addWidget(self.line, 1)
        self.go = button(say("ui.entry.go"), "primary", pressed=lambda: self._take_number(None))
        row.addWidget(self.go)
        self.setFocusProxy(self.line)
        self.line.takes_tab = self._tab
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._ask)
        self.line.textChanged.connect(self._typed)
        self.line.composed.connect(self._timer.start)
        self.line.key_wanted.connect(self._key)
        self.line.focused.connect(self._focus)
        self.line.picture_pasted.connect(self.picture_pasted)
        self.line.shortened.connect(self.too_long)
        self.list.taken.connect(self._take)
        self.list.dropped.connect(self._drop)
        self.list.moved.connect(self._show_tokens)

    def text(self) -> str:
        """The sentence as it stands."""
        return " ".join(self.line.toPlainText().split())[:LONGEST]

    def set_text(self, text: str) -> None:
        """Put a sentence there (one that could not be stored, or a draft)."""
        self.line.setPlainText(text)
        self.line.moveCursor(QTextCursor.MoveOperation.End)

    def show_sentence(self, text: str, found: Sentence) -> None:
        """What was understood of a text. The answer to another text than the one that stands there now is dropped."""
        if text != self._reading():
            return
        self._answered = text
        if not text:
            self._heard, self._dropped = Heard(), frozenset()
            self.line.mark(())
            self.list.hide()
            return
        self._heard = found.heard
        self.line.mark((*found.heard.said, *(word for each in found.suggestions[:1] for word in each.why)))
        self._choices = tuple(self.sense.choices(found))
        self._show_choices()
        if self._waiting is not None:
            number, self._waiting = self._waiting, None
            self._take_number(number if number >= 0 else None)

    def _show_choices(self) -> None:
        self._asked, self._in_list = None, False
        self.list.show_choices(self._choices, self)
        self._show_tokens()

    def _show_tokens(self) -> None:
        current = (self._asked or self.list.current) if self.list.isVisible() else None
        self.list.show_tokens(self.sense.tokens(self._heard, current.suggestion if current else None, self._dropped))

    def _drop(self, sort: str) -> None:
        self._dropped |= {sort}
        if self._asked is not None:
            self._show_choices()
        self._show_tokens()

    def _typed(self) -> None:
        """The rows that are shown answer another sentence now: none of them is what Enter takes."""
        if not self.text():
            self._dropped = frozenset()
        self.list.arm(self._answered == self._reading())
        self._timer.start()

    def close_list(self) -> None:
        """Put the list away; the sentence stays."""
        self._asked = None
        self.list.hide()

    def _reading(self) -> str:
        return f"{self.text()}{self.line.preedit}".strip()

    def _ask(self) -> None:
        text = self._reading()
        if text:
            self.suggest_wanted.emit(text)
        else:
            self._answered = ""
            self.list.hide()

    def _focus(self, here: bool) -> None:
        theme.mark(self, "focused", here)
        if not here:
            self.close_list()

    def _key(self, event: QKeyEvent) -> None:
        key = event.key()
        digit = key - Qt.Key.Key_0 if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 else -1
        chooses = self.list.isVisible() and (event.modifiers() & Qt.KeyboardModifier.AltModifier or (self._in_list and not event.modifiers()))
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_number(None)
            event.accept()
        elif chooses and (0 <= digit <= 3 or digit in {row.number for row in self.list.shown}):
            self.press_number(digit)
            event.accept()
        elif self.list.isVisible() and self._token_key(Qt.Key(key)):
            event.accept()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk_list(1 if key == Qt.Key.Key_Down else -1)
            event.accept()
        elif key == Qt.Key.Key_Escape and self._asked is not None:
            self._show_choices()
            event.accept()
        elif key == Qt.Key.Key_Escape and self.list.isVisible():
            self.list.hide()
            event.accept()

    def _tab(self, forward: bool) -> bool:
        """Tab goes through the tokens while the list is open, then on as ever; Shift+Tab goes back. Answers whether it was at a token."""
        if not self.list.isVisible():
            return False
        return self.list.tokens.step(1 if forward else -1)

    def _token_key(self, key: Qt.Key) -> bool:
        """At the tokens Delete takes the marked one away; other keys than arrows leave them. Answers whether the key was for them."""
        tokens = self.list.tokens
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1} if tokens.entered else {}
        if key in steps:
            tokens.step(steps[key])
            return True
        if tokens.entered and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            tokens.remove()
            return True
        tokens.leave()
        return False

    def press_number(self, number: int) -> bool:
        """Take the row with this number, as it stood when it was seen; answers whether the list is open and has one."""
        choice = self.list.meant(number) if self.list.isVisible() else None
        if choice is None:
            return False
        self._take(choice)
        return True

    def _walk_list(self, by: int) -> None:
        if not self.list.isVisible():
            self._ask()
        elif self._in_list or by > 0:
            self.list.step(by if self._in_list else 0)
            self._in_list = True

    def _take_number(self, number: int | None) -> None:
        """Take a row by number, or the current one. While the answer to this very text is still away, take it when it comes."""
        if not self.text():
            return
        if self._answered != self.text():
            self._waiting = -1 if number is None else number
            self._timer.stop()
            self._ask()
            return
        if number is None and self.list.isVisible():
            chosen = self.list.current
        else:
            chosen = next((row for row in self._choices if row.number == (1 if number is None else number)), None)
        self._take(chosen or Choice(0, None))

    def _take(self, choice: Choice) -> None:
        """A row was chosen. An answer to a question goes with the row that was chosen before it."""
        answer, wanted = choice.answer, self._asked or choice
        if answer is not None and answer.goes_back:
            self._show_choices()
            return
        if self._asked is not None and (answer is None or answer.building is None):  # a row of before, pressed while the question came
            return
        if answer is not None and answer.stands:
            self._stand()
            return
        asked = self._questions(wanted) if self._asked is None else ()
        if asked:
            self._ask_first(wanted, asked)
            return
        parts = wanted.answer.parts if wanted.answer else ()
        taken = Taken(self.text(), self._heard, wanted.suggestion, self._dropped, answer.building if answer else None, parts)
        self.list.hide()
        if taken.text:
            self._clear()
            self.recorded.emit(taken)

    def _questions(self, wanted: Choice) -> Sequence[Choice]:
        """What is asked first. Of several problems, each has its own building: only of what is unclear, once for all."""
        told = [part.heard for part in wanted.answer.parts] if wanted.answer and wanted.answer.parts else [self._heard]
        asked = [rows for heard in told if (rows := self.sense.questions(heard, self._dropped))]
        return self.sense.questions(self._heard, self._dropped) if len(asked) > 1 else asked[0] if asked else ()

    def _stand(self) -> None:
        """A mere place is no record: go there, and the line is free. Where that cannot be, the words stay."""
        text, heard = self.text(), self._heard
        self._clear()
        if not self.sense.stand(heard):
            self.set_text(text)

    def _ask_first(self, wanted: Choice, asked: Sequence[Choice]) -> None:
        """Ask where it belongs. Enter alone goes back to the sentence; a digit or the arrows choose."""
        self._asked, self._in_list = wanted, True
        self.list.show_choices(asked, self, last_of(asked))
        self._show_tokens()

    def _clear(self) -> None:
        self.list.hide()
        self.line.clear()
        self._timer.stop()
        self._answered, self._heard, self._dropped = "", Heard(), frozenset()
        self._choices, self._asked = (), None
