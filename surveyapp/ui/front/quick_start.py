"""Two things that would delay the first picture, put off or left out: imported before everything else of the window.

Once Qt for Python is loaded it reads the source of every module that anyone imports, to learn whether the module might ask for its optional
features (`from __feature__ import snake_case`). Nothing here does, and for the database library alone that is some hundred files: so the answer is
given beforehand. Where another release has no such question, nothing is done.

And what is imported before the first picture stays for good: no garbage is looked for among it. `garbage.begin` begins to.
"""

from __future__ import annotations

import gc
import sys

gc.disable()

import PySide6.QtCore  # noqa: E402, F401 the question is there once this is imported

_feature = sys.modules.get("shibokensupport.feature")
if hasattr(_feature, "_mod_uses_pyside"):
    _feature._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]
