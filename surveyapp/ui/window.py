"""The main window: holds the shell and the errands, takes what is typed, dropped or pasted anywhere, and leaves nothing running.

It shows the first picture (ui.front) at once. What the shell is made of is imported on a thread after that has been painted, and made in steps;
so nothing heavy, and no `Qt` namespace, may be imported by this module itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from surveyapp import settings, words
from surveyapp.ui import placing, theme
from surveyapp.ui.first_page import FirstPage
from surveyapp.ui.front import garbage
from surveyapp.ui.front.imports import Imports
from surveyapp.ui.front.view import FrontView
from surveyapp.ui.moments import clock
from surveyapp.ui.pages import BEGIN
from surveyapp.words import say

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeyEvent

    from surveyapp.ui.acts import Acts
    from surveyapp.ui.announcing import Announcer
    from surveyapp.ui.errands import Errands
    from surveyapp.ui.fingers import Fingers
    from surveyapp.ui.focus_guide import FocusGuide
    from surveyapp.ui.jump.overlays import Overlays
    from surveyapp.ui.shell import Shell
    from surveyapp.ui.verbs import Verbs
    from surveyapp.ui.walk.thumbnails import Thumbnails
    from surveyapp.ui.window_keys import WindowKeys

_LATER = (
    "surveyapp.ui.errands",
    "surveyapp.ui.icons",
    "surveyapp.ui.walk.thumbnails",
    "surveyapp.ui.shell",
    "surveyapp.ui.jump.overlays",
    "surveyapp.ui.window_keys",
    "surveyapp.ui.fingers",
    "surveyapp.ui.focus_guide",
    "surveyapp.ui.whole_words",
    "surveyapp.ui.reading_order",
    "surveyapp.ui.dropping",
    "surveyapp.ui.walk.bringing",
)
"""What the whole window is made of; the pages follow when they are first gone to."""
_REST_MS = 200
"""So long after the last errand nobody waits for anything."""


def begin_to_speak(language: str) -> None:
    """Our words, and how numbers and dates are written; also which of its forms an ellipsis has."""
    words.use_language(language)
    QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))


def speak(app: QApplication, language: str) -> None:
    """Speak a language: our words, how numbers and dates are written, and Qt's own dialogs."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    begin_to_speak(language)
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.setParent(None)
        old.deleteLater()
    if language == "zh":
        translator = QTranslator(app)
        if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(translator)


class MainWindow(QMainWindow):
    """One window on one home. What it shows at once comes from `page`; the rest when the errands have opened the verbs.

    `shell`, `overlays`, `errands` and `thumbnails` are there once `is_whole()`. `home_wanted(folder)`: another home is to be opened instead.
    """

    home_wanted = Signal(object)
    shell: Shell
    overlays: Overlays
    errands: Errands
    thumbnails: Thumbnails
    announcer: Announcer
    fingers: Fingers
    focus_guide: FocusGuide
    acts: Acts
    keys: WindowKeys

    def __init__(self, app: QApplication, open_verbs: Callable[[], Verbs], page: FirstPage, home: Path) -> None:
        super().__init__()
        self._app, self._home, self._open_verbs, self._page = app, home, open_verbs, page
        self._whole = False
        self._closed = False
        self.setMinimumSize(placing.LEAST)
        rect, self._fills = placing.place(page.place, [each.availableGeometry() for each in app.screens()])
        self.setGeometry(rect)
        self.setWindowTitle(say("ui.app.name"))
        self._front = FrontView(page)
        self._imports = Imports(_LATER, self)
        self._front.painted.connect(garbage.begin)
        self._front.painted.connect(self._imports.begin)
        self._imports.ended.connect(self._become_whole)
        self.setCentralWidget(self._front)

    def appear(self) -> None:
        """Show the window as it was when it was closed."""
        self.showMaximized() if self._fills else self.show()

    def place(self) -> str:
        """Where the window stands, to be remembered."""
        return placing.told(self.normalGeometry() if self.isMaximized() or self.isFullScreen() else self.geometry(), self.isMaximized())

    def is_whole(self) -> bool:
        """Whether the shell stands in the place of the first picture."""
        return self._whole

    def _become_whole(self) -> None:
        """Everything is imported: take one step now, the others between what else the window has to do."""
        steps = self._steps()

        def step() -> None:
            if not self._closed and next(steps, self) is None:
                QTimer.singleShot(0, step)

        step()

    def _steps(self) -> Iterator[None]:
        """From the first picture to the whole window, in steps of some milliseconds each."""
        from PySide6.QtCore import Qt

        from surveyapp.ui import icons, page_makers
        from surveyapp.ui.acts import Acts
        from surveyapp.ui.announcing import Announcer
        from surveyapp.ui.errands import Errands
        from surveyapp.ui.fingers import Fingers
        from surveyapp.ui.focus_guide import FocusGuide
        from surveyapp.ui.walk.thumbnails import Thumbnails
        from surveyapp.ui.window_keys import WindowKeys

        speak(self._app, self._page.language)
        self._app.setWindowIcon(icons.icon("building", "accent"))
        yield
        self.errands = Errands(self._open_verbs, self._home / "crashes", self._app)
        self.errands.busy_changed.connect(garbage.begin().hear)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._bring_pages)
        self.errands.busy_changed.connect(self._mind_rest)
        self.thumbnails = Thumbnails(self)
        self.announcer, self.acts = Announcer(self), Acts(self)
        self.fingers, self.focus_guide = Fingers(self), FocusGuide(self)
        self.keys = WindowKeys(self)
        self.fingers.follow(self)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        yield
        yield from self._put_shell(self._page)
        yield
        self.keys.bind(self)
        self._pages = Imports(page_makers.MODULES, self)
        self._whole = True
        self.shell.standing.begin()

    def _mind_rest(self, under_way: int) -> None:
        """What the pages are made of is brought when nobody waits for anything and what was fetched is painted: a thread that imports keeps the
        GUI thread waiting for Python."""
        self._rest.stop() if under_way else self._rest.start()

    def _bring_pages(self) -> None:
        if self.shell.standing.begun and not self._closed:
            self._pages.begin()

    def _put_shell(self, page: FirstPage) -> Iterator[None]:
        from PySide6.QtCore import Qt

        from surveyapp.ui.jump.overlays import Overlays
        from surveyapp.ui.shell import Shell

        self.setWindowTitle(say("ui.app.name"))
        shell = Shell(self.errands, page, self.thumbnails, self._home)
        yield from shell.build()
        shell.language_wanted.connect(self.use_language)
        shell.palette_wanted.connect(self.use_palette)
        shell.next_palette_wanted.connect(self.next_palette)
        shell.text_size_wanted.connect(self.use_text_size)
        shell.put_back.connect(self.start_over)
        shell.home_wanted.connect(self.home_wanted)
        shell.standing.saved.connect(lambda wall: self.announcer.say("saved", say("ui.header.saved", time=clock(wall))))
        shell.walk.defects.in_hand.attached.connect(lambda count: self.announcer.say("attached", say("craft.attached", count=count)))
        self.overlays = Overlays(shell, self.errands, self.acts)
        yield
        stands: QWidget = self.shell if self._whole else self._front
        stands.setUpdatesEnabled(False)  # it keeps its colours until the new one is shown
        shell.hide()
        shell.setParent(self)
        theme.wear(self._app, theme.worn(), theme.text_size())  # once all have their places: each that is put into a styled one is styled again
        yield
        self.shell = shell
        self.setCentralWidget(shell)
        shell.show()
        QMainWindow.layout(self).activate()  # type: ignore[union-attr] # now, so that no frame is painted without it
        shell.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _middle(self) -> QPoint:
        from PySide6.QtCore import QPoint

        return QPoint(self.width() // 2 - 180, self.height() // 3)

    def ask_building(self) -> None:
        """Ask for the name of a new building."""
        if self.shell.standing.stream:
            self.shell.ask_building(self._middle())

    def next_palette(self) -> None:
        """The next palette: light, dark, and the two of high contrast."""
        order = theme.PALETTES
        self.use_palette(order[(order.index(theme.worn()) + 1) % len(order)])

    def use_palette(self, palette: str) -> None:
        """Wear a palette and remember it."""
        theme.wear(self._app, palette, theme.text_size())
        self._remember(settings.PALETTE.name, palette)
        self.shell.show_palette()

    def use_text_size(self, percent: int) -> None:
        """Make all words, and what holds them, larger or smaller: a new shell is made, for every page measures itself when it is made."""
        if percent == theme.text_size():
            return
        self.shell.leave()
        self._remember(settings.TEXT_SIZE.name, str(percent))
        theme.choose(theme.worn(), percent)
        QTimer.singleShot(0, self._renew)

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
        for _ in self._put_shell(page):
            pass
        self.shell.walk.defects.place.go_on_from(old.walk.defects.place)
        if old.shown != BEGIN:
            self.shell.walk.show_tab(old.walk.tab)
            self.shell.go(old.shown)
        self.shell.standing.begin()

    def start_over(self, before: str) -> None:
        """Another home stands in the place of this one: everything is fetched anew. `before`: where what was here is kept."""
        self.errands.forget_all()
        for _ in self._put_shell(FirstPage(language=words.language(), palette=theme.worn(), text_size=theme.text_size())):
            pass
        self.shell.standing.begin()
        self.shell.banner.tell(say("craft.backup.done", path=before), "warn")

    def _remember(self, name: str, value: str) -> None:
        if not self.shell.standing.read_only:
            self.errands.ask(lambda verbs: verbs.set_setting(name, value))

    def turn_full_screen(self) -> None:
        """Fill the screen, or stop doing so."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def again(self) -> None:
        """The defect in hand once more, one floor up."""
        self.keys.again()

    def to_entry(self) -> None:
        """To the line in which a sentence is typed."""
        self.keys.to_entry()

    def plain_keys(self, held: bool) -> dict[str, Callable[[], object]]:
        """What single letters and digits do; `held`: a defect is in hand."""
        return self.keys.plain(held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._whole and not self.keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        from surveyapp.ui.reading_order import step

        shell = self.shell if self._whole else None
        goes_on = shell is not None and step(self, (shell.page(shell.shown), shell.header, shell), forward)
        return goes_on or super().focusNextPrevChild(forward)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button, a long press or the menu key on what has no menu of its own: its words in full."""
        from surveyapp.ui.whole_words import show_asked

        if self._whole and show_asked(self, event):
            event.accept()

    def paste_photo(self) -> None:
        """A picture or files from the clipboard, for what is in hand."""
        from PySide6.QtGui import QImage

        from surveyapp.ui.dropping import take_in
        from surveyapp.ui.walk.bringing import files_of

        mime = QApplication.clipboard().mimeData()
        files = files_of(mime)
        if files:
            take_in(self.shell, files)
        elif mime.hasImage():
            image = QApplication.clipboard().image()
            if isinstance(image, QImage) and not image.isNull():
                self.shell.walk.bring_in_picture(image)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._whole and not self.shell.standing.read_only and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from surveyapp.ui.dropping import take_in
        from surveyapp.ui.walk.bringing import files_of

        files = files_of(event.mimeData())
        if files:
            take_in(self.shell, files)
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave: what is half typed is saved, a package that is being written is stopped, and no thread is left."""
        if not self._closed:
            self._closed = True
            self._imports.wait()
            if self._whole:
                self._pages.wait()
                self.shell.leave()
                self._remember(settings.PLACE.name, self.place())
                self.thumbnails.close()
                self.errands.close()
        super().closeEvent(event)
