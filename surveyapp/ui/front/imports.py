"""Modules that are imported on a thread while the window already stands."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from threading import Thread

from PySide6.QtCore import QObject, Signal


class Imports(QObject):
    """`ended` when all are imported, on the thread that this object lives on; a bug in one of them is raised there."""

    ended = Signal()
    _home = Signal()

    def __init__(self, modules: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = modules
        self._problem: BaseException | None = None
        self._thread = Thread(target=self._run, name="imports")
        self._home.connect(self._end)

    def begin(self) -> None:
        """Import them now, one after another; asked once more, nothing happens."""
        if self._thread.ident is None:
            self._thread.start()

    def wait(self) -> None:
        """Let the import that is under way end."""
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            for name in self._modules:
                import_module(name)
        except BaseException as problem:
            self._problem = problem
        self._home.emit()

    def _end(self) -> None:
        if self._problem is not None:
            raise self._problem
        self.ended.emit()
