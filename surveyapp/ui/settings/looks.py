"""显示: language, palette, text size. Each takes effect at once and is remembered."""

from __future__ import annotations

from PySide6.QtCore import Signal

from surveyapp import settings
from surveyapp.ui import theme
from surveyapp.ui.settings.paper import Paper
from surveyapp.ui.widgets.segmented import Segmented
from surveyapp.words import LANGUAGES, language, say


class LooksCard(Paper):
    """`language_wanted(code)`, `palette_wanted(name)`, `text_size_wanted(percent)`."""

    language_wanted = Signal(str)
    palette_wanted = Signal(str)
    text_size_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(say("ui.settings.looks"), say("ui.settings.looks_scope"))
        self.language = Segmented([(code, say(f"language.{code}")) for code in LANGUAGES])
        self.language.choose(language())
        self.language.chosen.connect(self.language_wanted)
        self.row(say("ui.settings.language"), self.language)
        self.palette_choice = Segmented([(name, say(f"ui.settings.palette.{name}")) for name in theme.PALETTES])
        self.palette_choice.chosen.connect(self.palette_wanted)
        self.row(say("ui.settings.palette"), self.palette_choice)
        self.hint(say("ui.settings.palette_hint"))
        self.text_size = Segmented([(each, say("craft.text_size.percent", percent=each)) for each in settings.TEXT_SIZE.choices])
        self.text_size.chosen.connect(lambda value: self.text_size_wanted.emit(int(value)))
        self.row(say("craft.text_size"), self.text_size)
        self.hint(say("craft.text_size.hint"))
        self.show_looks()

    def show_looks(self) -> None:
        """Show what is worn now: it may have been changed elsewhere."""
        self.palette_choice.choose(theme.worn())
        self.text_size.choose(str(theme.text_size()))
