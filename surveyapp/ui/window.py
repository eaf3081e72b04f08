"""The main window: holds the shell and the errands, takes what is typed, dropped or pasted anywhere, and leaves nothing running."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QPoint, Qt, QTimer, QTranslator
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from surveyapp import settings, words
from surveyapp.ui import keys, theme
from surveyapp.ui.errands import Errands
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.importing.dropped import table_of
from surveyapp.ui.jump.overlays import Overlays
from surveyapp.ui.shell import BEGIN, HANDOVER, IMPORT, MAP, NEEDS, OVERVIEW, PLAN, REVIEW, SETTINGS, WALK, Shell
from surveyapp.ui.walk.bringing import files_of
from surveyapp.ui.walk.in_hand import has_typed_focus
from surveyapp.ui.walk.page import DEFECTS
from surveyapp.ui.walk.thumbnails import Thumbnails
from surveyapp.words import say


def speak(app: QApplication, language: str) -> None:
    """Speak a language: our words, Qt's own dialogs, and how numbers and dates are written."""
    words.use_language(language)
    QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
        old.deleteLater()
    if language == "zh":
        translator = QTranslator(app)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)


class MainWindow(QMainWindow):
    """One window on one home. What it shows at once comes from `page`; the rest when the errands have opened the verbs."""

    def __init__(self, app: QApplication, errands: Errands, page: FirstPage, home: Path) -> None:
        super().__init__()
        self._app, self._home = app, home
        self.errands = errands
        self.thumbnails = Thumbnails(self)
        self._begun = False
        self._closed = False
        self.resize(1366, 768)
        self.setMinimumSize(1180, 620)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._put_shell(page)
        self._bind_keys()

    def _put_shell(self, page: FirstPage) -> None:
        self.setWindowTitle(say("ui.app.name"))
        self.shell = Shell(self.errands, page, self.thumbnails, self._home)
        self.shell.language_wanted.connect(self.use_language)
        self.shell.palette_wanted.connect(self.use_palette)
        self.shell.next_palette_wanted.connect(self.next_palette)
        self.setCentralWidget(self.shell)
        self.overlays = Overlays(self.shell, self.errands, self._commands())
        self.shell.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _commands(self) -> tuple[tuple[str, str, str, Callable[[], object]], ...]:
        """(icon, words, key, act) of what the command palette offers beside pages and places."""
        return (
            ("pen", "ui.jump.entry", "Ctrl+N", self._to_entry),
            ("again", "ui.jump.again", "Ctrl+D", self._again),
            ("plus", "ui.walk.new_building", "", self._ask_building),
            ("plus", "ui.walk.new_community", "", lambda: self.shell.ask_community(self._middle())),
            ("undo", "ui.jump.undo", "Ctrl+Z", lambda: self.shell.undo()),
            ("redo", "ui.jump.redo", "Ctrl+Shift+Z", lambda: self.shell.redo()),
            ("light", "ui.rail.palette", "", self.next_palette),
            ("info", "ui.keys.title", "Ctrl+/", lambda: self.overlays.show_keys()),
            ("question", "ui.jump.help", "F1", lambda: self.overlays.show_help()),
        )

    def _middle(self) -> QPoint:
        return QPoint(self.width() // 2 - 180, self.height() // 3)

    def _ask_building(self) -> None:
        if self.shell.standing.stream:
            self.shell.ask_building(self._middle())

    def next_palette(self) -> None:
        """The next palette: light, dark, and the two of high contrast."""
        order = theme.PALETTES
        self.use_palette(order[(order.index(theme.worn()) + 1) % len(order)])

    def use_palette(self, palette: str) -> None:
        """Wear a palette and remember it."""
        theme.wear(self._app, palette)
        self._remember(settings.PALETTE.name, palette)
        self.shell.show_palette()

    def use_language(self, language: str) -> None:
        """Speak another language from now on: a new shell is made, at the place and on the page of the old one."""
        self.shell.leave()
        self._remember(settings.LANGUAGE.name, language)
        speak(self._app, language)
        QTimer.singleShot(0, self._renew)

    def _renew(self) -> None:
        old, standing = self.shell, self.shell.standing
        here, survey = standing.community, standing.survey
        page = FirstPage(survey.name if survey else "", here.name if here else "", standing.stream, standing.building, standing.buildings)
        self.errands.forget_all()
        self._put_shell(page)
        if old.shown != BEGIN:
            self.shell.walk.show_tab(old.walk.tab)
            self.shell.go(old.shown)
        self.shell.standing.begin()

    def _remember(self, name: str, value: str) -> None:
        if self._begun and not self.shell.standing.read_only:
            self.errands.ask(lambda verbs: verbs.set_setting(name, value))

    def _bind_keys(self) -> None:
        numbered = {1: OVERVIEW, 2: WALK, 4: NEEDS, 5: REVIEW, 6: PLAN, 7: HANDOVER, 8: SETTINGS}
        pages: dict[str, Callable[[], object]] = {f"Ctrl+{number}": partial(self._go_by_key, name) for number, name in numbered.items()}
        keys.bind(
            self,
            {
                **pages,
                "Ctrl+Z": lambda: self.shell.undo(),
                "Ctrl+Shift+Z": lambda: self.shell.redo(),
                "Ctrl+Y": lambda: self.shell.redo(),
                "PgUp": lambda: self.shell.standing.walk(-1),
                "PgDown": lambda: self.shell.standing.walk(1),
                "Ctrl+N": self._to_entry,
                "Ctrl+Up": lambda: self.shell.walk.defects.place.step_storey(1),
                "Ctrl+Down": lambda: self.shell.walk.defects.place.step_storey(-1),
                "Ctrl+Right": lambda: self.shell.walk.defects.place.step_unit(1),
                "Ctrl+Left": lambda: self.shell.walk.defects.place.step_unit(-1),
                "Ctrl+D": self._again,
                "Ctrl+K": lambda: self.overlays.jump(),
                "Ctrl+/": lambda: self.overlays.show_keys(),
                "F1": lambda: self.overlays.show_help(),
                "F2": lambda: self.overlays.show_clause(),
                **{f"Alt+{digit}": partial(self._press_number, digit) for digit in range(10)},
                "Ctrl+M": lambda: self._go_by_key(WALK if self.shell.shown == MAP else MAP),
                "F11": lambda: self.showNormal() if self.isFullScreen() else self.showFullScreen(),
            },
        )

    def _go_by_key(self, name: str) -> None:
        if self.shell.shown != BEGIN:
            self.shell.go(name)

    def _press_number(self, digit: int) -> None:
        """Alt and a digit: the thing that carries this number on the screen. The candidates while their list is open, else the tiles."""
        defects = self.shell.walk.defects
        if self.shell.shown != WALK or self.shell.walk.tab != DEFECTS:
            return
        if defects.entry.list.isVisible():
            defects.entry.press_number(digit)
        else:
            defects.tiles.press(digit)

    def _again(self) -> None:
        if self.shell.shown == WALK and self.shell.walk.tab == DEFECTS:
            self.shell.walk.defects.again()

    def _to_entry(self) -> None:
        if self.shell.shown == WALK and self.shell.standing.stream:
            self.shell.walk.show_tab(DEFECTS)
            self.shell.walk.defects.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.shell.shown in (NEEDS, IMPORT) and self.shell.page(self.shell.shown).press(event):  # type: ignore[attr-defined]
            return
        if self.shell.shown != WALK:
            super().keyPressEvent(event)
            return
        hand = self.shell.walk.defects
        held = self.shell.walk.tab == DEFECTS and bool(hand.hand) and not self.shell.standing.read_only
        if event.key() == Qt.Key.Key_Escape:
            self._to_entry()
        elif event.key() == Qt.Key.Key_Delete and held and not has_typed_focus(QApplication.focusWidget()):
            hand.delete()
        elif event.key() == Qt.Key.Key_V and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.paste_photo()
        elif not keys.plain_key(event.text(), self._plain_keys(held)):
            super().keyPressEvent(event)

    def _plain_keys(self, held: bool) -> dict[str, Callable[[], object]]:
        hand = self.shell.walk.defects
        acts: dict[str, Callable[[], object]] = {"/": lambda: self.shell.walk.side.search.setFocus(Qt.FocusReason.ShortcutFocusReason)}
        if held:
            acts |= {str(each): partial(hand.set_field, "severity", each) for each in (1, 2, 3, 4)}
            acts |= {"+": lambda: hand.in_hand.quantity.step(1), "-": lambda: hand.in_hand.quantity.step(-1)}
            acts |= {"p": hand.attach_newest, "P": hand.attach_newest}
        return acts

    def paste_photo(self) -> None:
        """A picture or files from the clipboard, for what is in hand."""
        mime = QApplication.clipboard().mimeData()
        files = files_of(mime)
        if files:
            self.shell.walk.bring_in(files)
        elif mime.hasImage():
            image = QApplication.clipboard().image()
            if isinstance(image, QImage) and not image.isNull():
                self.shell.walk.bring_in_picture(image)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        standing, mime = self.shell.standing, event.mimeData()
        for_walk = self.shell.shown == WALK and mime.hasUrls() and bool(standing.stream)
        if not standing.read_only and (for_walk or (standing.survey is not None and table_of(mime) is not None)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files, table = files_of(event.mimeData()), table_of(event.mimeData())
        if table is not None:
            self.shell.import_table(table)
        elif files:
            self.shell.walk.bring_in(files)
        if files:
            event.acceptProposedAction()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            QTimer.singleShot(0, self.shell.standing.begin)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave: what is half typed is saved, a package that is being written is stopped, and no thread is left."""
        if not self._closed:
            self._closed = True
            self.shell.leave()
            self.thumbnails.close()
            self.errands.close()
        super().closeEvent(event)
