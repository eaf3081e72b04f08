"""The words of a window that no picture shows: names and descriptions for screen readers, tool tips, what fields wait for, entries of menus, what
item models answer. In the English window none of them speaks Chinese but data does, and the other way round."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QListView, QMenu, QWidget

from surveyapp import paths
from surveyapp.ui.map.page import MapPage
from surveyapp.ui.pages import MAP, REVIEW
from surveyapp.ui.review.page import ReviewPage
from surveyapp.ui.review.row_menu import row_menu
from surveyapp.ui.window import MainWindow
from tests.screens.table_pages import ROSTER

HAN = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile(r"[“\"「].*?[”\"」]|民法典[0-9]*条?|[一二三四五六七八九十]+\([^)]*\)\d*|中文")
"""What is quoted, a law, a place in a document, and a language by its own name."""
_LATIN = re.compile("[A-Za-z]{2,}")
_FILES = re.compile(r"[\w./\\:-]*[/\\][\w./\\-]*|[\w*-]*\.[a-z]{2,7}\b|^[A-Z]{3}$|\b[A-Z]{3}(?= 机|（)")
"""Paths, names of files and their endings, and the letters by which a laptop is told from the others: data."""
_CODES = re.compile(r"[\w-]*\d[\w.-]*")
"""Whatever has a digit in it: codes, versions."""
_OUR_CODE = re.compile("[a-z_]+")
"""Records hold our own codes too; those are no words that a person should read."""
KEYS = {"ASDF", "Alt", "Ctrl", "Del", "Enter", "Esc", "Home", "PgDn", "PgUp", "QWER", "Shift", "Space", "Tab", "ZXCV"}
PRODUCTS = {"CSV", "English", "GCJ", "JPEG", "JPG", "JSON", "MBTiles", "OSM", "PDF", "PNG", "PostgreSQL", "SQLite", "WGS", "WebP", "XLSX"}
UNITS = {"GB", "KB", "MB", "MPa", "cm", "kVA", "km", "mm", "px"}
_ROLES = tuple(
    getattr(Qt.ItemDataRole, f"{each}Role") for each in ("Display", "ToolTip", "StatusTip", "WhatsThis", "AccessibleText", "AccessibleDescription")
)
_ROWS, _COLUMNS = 40, 16
"""So many of a model are asked: the others are made in the same way."""
_SAYINGS = ("accessibleName", "accessibleDescription", "toolTip", "statusTip", "whatsThis", "placeholderText", "whole", "text", "windowTitle")


def _strings(value: object, *, names_too: bool = True) -> Iterator[str]:
    """All texts in something nested. Without `names_too`, what stands there in both languages is left out: of that the window takes one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values() if names_too or not {"zh", "en"} <= value.keys() else ():
            yield from _strings(each, names_too=names_too)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each, names_too=names_too)


@cache
def _cited() -> frozenset[str]:
    """What documents are called in their own language, and where in them something stands."""
    found: set[str] = set()
    for file in (*paths.resource("policies").glob("*.toml"), *paths.resource("catalogue").glob("*.toml")):
        held = tomllib.loads(file.read_text(encoding="utf-8"))
        found.update(_strings(held.get("document", {})))
        found.update(_strings(held, names_too=False))
    return frozenset(found)


def data_of(home: Path) -> list[str]:
    """What was recorded in a home, what is cited and what stands in the table of the pictures; the longest first."""
    connection = sqlite.connect(f"{(home / 'journal.db').absolute().as_uri()}?mode=ro", uri=True)
    try:
        written = [json.loads(row[0]) for row in connection.execute("SELECT line FROM journal")]
    finally:
        connection.close()
    table = re.split("[,\n（）]", ROSTER)
    found = {*_strings(written), *_cited(), *table}
    return sorted(
        {each.strip() for each in found if HAN.search(each) or (_LATIN.search(each) and not _OUR_CODE.fullmatch(each))}, key=len, reverse=True
    )


def _said_by(widget: QWidget) -> Iterator[tuple[str, str]]:
    for name in _SAYINGS:
        said = getattr(widget, name, None)
        if callable(said) and not (name == "text" and isinstance(widget, QLineEdit)):
            yield name, said()
    if isinstance(widget, QComboBox):
        yield from (("item", widget.itemText(at)) for at in range(min(widget.count(), _ROWS)))
        yield from (("item's tool tip", str(widget.itemData(at, Qt.ItemDataRole.ToolTipRole) or "")) for at in range(min(widget.count(), _ROWS)))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _told_by(widget)


def _told_by(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    """What the model of a view answers, row by row, and its headings."""
    model, root = view.model(), QModelIndex()
    columns = 1 if isinstance(view, QListView) else min(model.columnCount(root), _COLUMNS)
    for role in _ROLES:
        for row in range(min(model.rowCount(root), _ROWS)):
            yield from ((f"{role.name} {row}", told) for column in range(columns) if isinstance(told := model.index(row, column).data(role), str))
        for column in range(columns):
            if isinstance(told := model.headerData(column, Qt.Orientation.Horizontal, role), str) and not told.isdigit():
                yield f"heading {role.name}", told


def menus(window: MainWindow) -> Iterator[QMenu]:
    """The menus that are made when they are asked for."""
    shell = window.shell
    yield shell.header.community_menu()
    yield shell.header.policy.menu()
    pages = shell.page(MAP), shell.page(REVIEW)
    assert isinstance(pages[0], MapPage) and isinstance(pages[1], ReviewPage)
    yield pages[0].bar.base_menu()
    yield pages[0].bar.unplaced_menu()
    rows = (row_menu(pages[1], pages[1].model, row, print) for row in range(3))
    yield from (each for each in rows if each is not None)


class Listener:
    """Hears what a window says. What was heard once is not weighed again: a page is looked at in many states."""

    def __init__(self, home: Path, language: str) -> None:
        self._data, self._english = data_of(home), language == "en"
        self._weighed: dict[str, bool] = {}

    def foreign(self, window: MainWindow, *, hidden: bool = False) -> list[str]:
        """What speaks the other language: the widget, what of it, and the words. `hidden`: of what is not shown now as well."""
        widgets = [each for each in (window, *window.findChildren(QWidget)) if hidden or each.isVisible()]
        told = [(type(each).__name__, name, words) for each in widgets for name, words in _said_by(each)]
        told += [("QAction", name, getattr(each, name)()) for each in window.findChildren(QAction) for name in ("text", "toolTip", "statusTip")]
        return sorted({f"{who}.{name}: {words}" for who, name, words in told if words and self._is_foreign(words)})

    def _is_foreign(self, words: str) -> bool:
        if words not in self._weighed:
            self._weighed[words] = bool(self._left_of(words))
        return self._weighed[words]

    def _left_of(self, words: str) -> object:
        """What of some words is neither data nor of this language."""
        strange = HAN if self._english else _LATIN
        if not strange.search(words):
            return None
        words = _FILES.sub(" ", words)
        for each in self._data:
            words = words.replace(each, " ")
        if self._english:
            return HAN.search(_QUOTED.sub(" ", words))
        return set(_LATIN.findall(_CODES.sub(" ", words))) - KEYS - PRODUCTS - UNITS
