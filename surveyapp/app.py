"""The composition root: a command, or the window with the verbs that it is handed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from surveyapp import paths, words

if TYPE_CHECKING:
    import argparse

    from surveyapp.ui.verbs import Verbs


def run(argv: Sequence[str]) -> int:
    """`python main.py` opens the window (--home and --lang may follow); anything else is a command. Answers the exit code."""
    if not argv or argv[0].partition("=")[0] in ("--home", "--lang"):
        return _window(argv)
    try:
        from surveyapp.cli.commands import run as run_command

        code = run_command(argv)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is done has been said; an interruption of the interpreter's end would contradict it
        return code
    except KeyboardInterrupt:  # before the command itself could hear it
        print(words.say("error.cancelled"), file=sys.stderr)
        return 1


def _window(argv: Sequence[str]) -> int:
    """Paint from the bare driver first; the database library is imported on the worker thread, by `open_verbs`."""
    options = _options(argv)
    if _no_display():
        words.use_language(options.lang or "zh")
        print(words.say("error.no_display"), file=sys.stderr)
        return 1
    from surveyapp.store.first_page import first_page
    from surveyapp.ui.first_page import FirstPage, first_page_from
    from surveyapp.ui.start import run as run_window

    options = _options(argv)

    def page(home: Path) -> FirstPage:
        read = first_page_from(first_page(home / "journal.db"))
        return read._replace(language=options.lang) if options.lang else read

    def open_verbs(home: Path) -> Verbs:
        from surveyapp.steps.desk import Desk
        from surveyapp.steps.node import open_home

        return Desk(open_home(home, or_read_only=True))

    return run_window(page, open_verbs, argv, options.home)


def _no_display() -> bool:
    """Whether a window could not even be tried: Qt would end the process with words of its own."""
    return sys.platform == "linux" and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _options(argv: Sequence[str]) -> argparse.Namespace:
    import argparse

    parser = argparse.ArgumentParser(prog="surveyapp")
    parser.add_argument("--home", type=Path, default=paths.default_home())
    parser.add_argument("--lang", choices=("zh", "en"), default="")
    options = parser.parse_args(argv)
    options.home = options.home.expanduser().absolute()
    return options
