"""Ctrl-C. While something runs that may be stopped, the first one asks it to stop and leave nothing behind, the second one insists.

Wherever else it falls it ends the command with one sentence: also inside a library that is closing a connection (which logs
the interruption with its traceback before passing it on) or inside a finalizer (which would swallow it, and the command would go on).
"""

from __future__ import annotations

import _thread
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Yields whether somebody asked to stop."""
    asked = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return

    def ask(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def calmly() -> Iterator[None]:
    """Around a whole command: what libraries log is not for the user's eyes, and an interruption that a finalizer swallowed is said again."""
    quiet, before = logging.NullHandler(), sys.unraisablehook

    def again(lost: UnraisableHookArgs) -> None:
        if isinstance(lost.exc_value, KeyboardInterrupt):
            threading.Timer(0.01, _interrupt).start()
        else:
            before(lost)

    logging.getLogger().addHandler(quiet)
    sys.unraisablehook = again
    try:
        yield
    finally:
        sys.unraisablehook = before
        logging.getLogger().removeHandler(quiet)


def _interrupt() -> None:
    """As if Ctrl-C were pressed; a sleeping system call of the main thread wakes up too."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
