"""Where photos come from: dropped files, the clipboard, a file dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from surveyapp.words import say

PATTERNS = "*.jpg *.jpeg *.png *.webp *.heic *.heif"


def files_of(mime: QMimeData) -> list[Path]:
    """The local files that were dropped or pasted; of a folder, the files directly in it, by name."""
    found: list[Path] = []
    for url in mime.urls():
        path = Path(url.toLocalFile()) if url.isLocalFile() else None
        if path is not None and path.is_dir():
            found += sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
        elif path is not None and path.is_file():
            found.append(path)
    return found


def png_bytes(image: QImage) -> bytes:
    """A pasted picture as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())


def choose_files(parent: QWidget) -> Sequence[Path]:
    """Files from the dialog."""
    start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    photos = f"{say('ui.photo.files')} ({PATTERNS} {PATTERNS.upper()})"
    names, _ = QFileDialog.getOpenFileNames(parent, say("ui.photo.choose_files"), start, f"{photos};;{say('ui.photo.all_files')} (*)")
    return [Path(name) for name in names]
