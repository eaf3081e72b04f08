"""Ctrl-C falls where it likes: into a library that is closing a connection, or into a finalizer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

INTO_A_FINALIZER = """
class Held:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

held = Held()
del held
time.sleep(20)
"""
INTO_A_CLOSING_CONNECTION = """
class Closing(sqlite3.Connection):
    def close(self):
        super().close()
        signal.raise_signal(signal.SIGINT)

engine = sqlalchemy.create_engine("sqlite://", creator=lambda: sqlite3.connect(":memory:", factory=Closing), poolclass=sqlalchemy.pool.NullPool)
with engine.connect() as connection:
    connection.execute(sqlalchemy.text("select 1"))
time.sleep(20)
"""
COMMAND = """
import signal, sqlite3, sys, time
import sqlalchemy
from surveyapp.cli import commands

def handler(arguments):
{body}
    return 0

real = commands.parser
def parser():
    whole = real()
    whole.set_defaults(run=handler)
    whole.parse_args = lambda argv: __import__("argparse").Namespace(run=handler)
    return whole
commands.parser = parser
sys.exit(commands.run(["policy", "list"]))
"""


@pytest.mark.parametrize("where", [INTO_A_FINALIZER, INTO_A_CLOSING_CONNECTION])
def test_an_interruption_is_neither_lost_nor_told_as_a_traceback(where: str) -> None:
    body = "".join(f"    {line}\n" for line in where.strip().splitlines())
    said = subprocess.run(
        [sys.executable, "-c", COMMAND.format(body=body)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=15,
    )
    assert (said.returncode, said.stdout, said.stderr) == (1, "", "已停下，没有留下任何东西。\n")
