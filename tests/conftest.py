"""What every test may ask for: homes and cities in a folder of their own, a clock that the test moves, a PostgreSQL of our own, silence."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from surveyapp import paths, words
from surveyapp.steps.clock import Clock
from surveyapp.steps.node import Node, open_city, open_home
from surveyapp.steps.survey import new_survey
from surveyapp.store.own_server import own_server

# How long a busy machine takes to make up data, or to run an example, says nothing about the code.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A suite that runs in the background is begun deaf to Ctrl-C, and so would be the programs that it begins."""

CHINA = timezone(timedelta(hours=8))


@dataclass
class Hands:
    """The hands of a test's clock: a second passes each time it is read, and the test may turn it anywhere."""

    now: datetime = datetime(2026, 3, 9, 9, 0, tzinfo=CHINA)
    step: timedelta = timedelta(seconds=1)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


@dataclass
class Team:
    """Makes nodes below one folder and closes them when the test ends."""

    folder: Path
    open_nodes: list[Node] = field(default_factory=list)

    def laptop(self, name: str = "laptop", hands: Hands | None = None, **options: object) -> Node:
        """A home, opened; made if there is none."""
        return self.keep(open_home(self.folder / name, clock=Clock(hands or Hands()), **options))  # type: ignore[arg-type]

    def city(self, address: str | None = None, name: str = "city", hands: Hands | None = None) -> Node:
        """A city store: a SQLite file of this name, or at the address."""
        return self.keep(open_city(address or str(self.folder / f"{name}.db"), self.folder / f"{name}.photos", clock=Clock(hands or Hands())))

    def keep(self, node: Node) -> Node:
        """Close this node at the end, too."""
        self.open_nodes.append(node)
        return node

    def close(self, node: Node) -> None:
        """Close a node now."""
        self.open_nodes = [each for each in self.open_nodes if each is not node]
        node.close()

    def surveyed(self, name: str = "laptop", hands: Hands | None = None) -> tuple[Node, str]:
        """A home with a survey under way; answers the node and the survey's id."""
        node = self.laptop(name, hands)
        return node, new_survey(node, "踏勘", "lianzhou", "陈静").id


@pytest.fixture(scope="session", autouse=True)
def built_words() -> None:
    """The catalogues must be at least as new as what they are made from."""
    for language in words.LANGUAGES:
        built = paths.resource("i18n", f"{language}.mo")
        sources = list(paths.resource("i18n", language).glob("*.po"))
        if not built.exists() or built.stat().st_mtime < max(each.stat().st_mtime for each in sources):
            subprocess.run(
                [sys.executable, str(paths.program_root() / "packaging" / "build_words.py")], check=not built.exists(), capture_output=True
            )
            return


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a machine remembers of its homes is kept apart for each test, and so is the default home."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("SURVEYAPP_STATE", str(folder))
    monkeypatch.setenv("SURVEYAPP_HOME", str(folder / "default-home"))
    return folder


@pytest.fixture(autouse=True)
def silence(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Silence is part of passing: an error in a log fails the test."""
    yield
    loud = [record.getMessage() for when in ("setup", "call") for record in caplog.get_records(when) if record.levelno >= logging.ERROR]
    assert loud == []


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins and ends in Chinese."""
    words.use_language("zh")
    yield
    words.use_language("zh")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Laptops and cities of one test."""
    made = Team(tmp_path)
    yield made
    for node in made.open_nodes:
        node.close()


@pytest.fixture
def hands() -> Hands:
    """A clock's hands."""
    return Hands()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """One PostgreSQL for the whole run."""
    with own_server() as url:
        yield url


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """A new database on the server, dropped at the end."""
    name = f"t{uuid4().hex[:16]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


@pytest.fixture
def postgres(server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own."""
    with fresh_database(server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store: a SQLite file, then a PostgreSQL database."""
    return str(tmp_path / "store.db") if request.param == "sqlite" else request.getfixturevalue("postgres")


@pytest.fixture
def make_city(team: Team, server: str) -> Iterator[Callable[[str], Node]]:
    """Makes city nodes: "sqlite" or "postgresql", each with a database of its own."""
    opened = []

    def make(kind: str) -> Node:
        if kind == "sqlite":
            return team.city(name=f"city{len(team.open_nodes)}")
        database = fresh_database(server)
        opened.append(database)
        return team.city(database.__enter__(), name=f"city{len(team.open_nodes)}")

    yield make
    for node in list(team.open_nodes):
        team.close(node)
    for database in opened:
        database.__exit__(None, None, None)


MOST_SKIPPED = 3


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return list(reporter.stats.get("skipped", ())) if reporter else []


def pytest_terminal_summary(terminalreporter: object, config: pytest.Config) -> None:
    """A skipped test is told with its reason."""
    for report in _skipped(config):
        terminalreporter.write_line(f"skipped: {report.nodeid}: {report.longrepr}")  # type: ignore[attr-defined]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On Linux everything can run: more than a few skipped tests fail the run."""
    if sys.platform.startswith("linux") and len(_skipped(session.config)) > MOST_SKIPPED and session.exitstatus == 0:
        session.exitstatus = 1
