"""What each test needs, how many examples a property is tried on, and databases that several folders share."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from databases import BACKENDS, Databases, embedded_postgres
from hypothesis import settings
from sharing_out import OneWorkerAGroup
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from chuyi_dash.config import Config, database_url
from chuyi_dash.db.engine import connect
from chuyi_dash.views.snapshot import DataSource, open_snapshot

TESTS = Path(__file__).parent
SPEED = {"tests/intake/test_speed.py", "tests/browser/test_present_speed.py", "tests/browser/test_self_check_speed.py"}
POSTGRESQL = "postgresql"

# For this process and all that it starts: see there what it keeps away.
WITHOUT = str(TESTS / "support" / "without")
sys.path.insert(0, WITHOUT)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (WITHOUT, os.environ.get("PYTHONPATH"))))

settings.register_profile("few", settings.default, max_examples=25, deadline=None)
settings.register_profile("thorough", settings.default, max_examples=1_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "few"))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what a test needs."""
    path = item.path.relative_to(TESTS.parent)
    given = getattr(item, "callspec", None)
    values = given.params if given else {}
    if path.parts[1] == "browser":
        item.add_marker("browser")
    if path.parts[1] == "bench" or path.as_posix() in SPEED:
        item.add_marker("speed")
    if values.get("backend") == POSTGRESQL:
        item.add_marker(POSTGRESQL)


def pytest_collection_finish() -> None:
    """Spare the garbage collection from walking libraries and thousands of tests again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Collect once all that is left: pytest then collects five times over, to hear what objects say as they go."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneWorkerAGroup | None:
    """Let one worker have all that one module or one opened screen serves."""
    return OneWorkerAGroup(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def pgserver(request: pytest.FixtureRequest) -> Iterator[Callable[[], URL]]:
    """Gives the administrator's address of a real PostgreSQL: the operator's, else one started at the first call.

    A run that leaves out what needs PostgreSQL gets none: a test that asks for one all the same is not marked.
    """
    given = os.environ.get("CHUYI_TEST_DATABASE_URL")
    wanted = any(item.get_closest_marker(POSTGRESQL) for item in request.session.items)
    with ExitStack() as running:

        @cache
        def start() -> URL:
            if not wanted:
                pytest.fail("this test needs PostgreSQL, and is not marked so")
            return database_url(given) if given else running.enter_context(embedded_postgres())

        yield start


@pytest.fixture(scope="session")
def databases_of(
    pgserver: Callable[[], URL], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Databases]]:
    """The maker of databases of a backend; PostgreSQL starts only when a test asks for it."""
    made: dict[str, Databases] = {}

    def of(backend: str) -> Databases:
        if backend not in made:
            server = pgserver if backend == "postgresql" else None
            made[backend] = Databases(tmp_path_factory.mktemp(backend), server)
        return made[backend]

    yield of
    for databases in made.values():
        databases.close()


@pytest.fixture(scope="session", params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Either database: a test that uses it runs on both."""
    return str(request.param)


@pytest.fixture
def database_on(databases_of: Callable[[str], Databases]) -> Iterator[Callable[[str, str], Engine]]:
    """A fresh database: ``database_on(backend, content)`` gives its engine, and it is gone after the test."""
    copies: list[tuple[Databases, URL]] = []

    def make(backend: str, content: str) -> Engine:
        databases = databases_of(backend)
        url = databases.copy(content)
        copies.append((databases, url))
        return connect(url)

    yield make
    for databases, url in copies:
        databases.drop(url)


@pytest.fixture
def database(backend: str, database_on: Callable[[str, str], Engine]) -> Callable[[str], Engine]:
    """A fresh database on either backend: ``database("sourced")`` (see ``databases.CONTENTS``)."""
    return lambda content: database_on(backend, content)


@pytest.fixture(scope="module")
def module_database(backend: str, databases_of: Callable[[str], Databases]) -> Iterator[Callable[[str], Engine]]:
    """As ``database``, but one copy serves the whole module: its tests roll back, or bear what others leave."""
    urls: dict[str, URL] = {}

    def of(content: str) -> Engine:
        if content not in urls:
            urls[content] = databases_of(backend).copy(content)
        return connect(urls[content])

    yield of
    for url in urls.values():
        databases_of(backend).drop(url)


@pytest.fixture(scope="session")
def snapshot_of(databases_of: Callable[[str], Databases]) -> Callable[[str, str], DataSource]:
    """``snapshot_of(backend, content)`` on a database that the whole session shares: for reading only."""
    urls: dict[tuple[str, str], URL] = {}

    def of(backend: str, content: str) -> DataSource:
        if (backend, content) not in urls:
            urls[backend, content] = databases_of(backend).copy(content)
        return open_snapshot(Config(database_url=urls[backend, content], boundaries=None))

    return of


@pytest.fixture
def sourced_snapshot(backend: str, snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    """The sourced facts on either backend, for reading only."""
    return snapshot_of(backend, "sourced")


@pytest.fixture
def sample_snapshot(backend: str, snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    """The sourced facts with the sample on either backend, for reading only."""
    return snapshot_of(backend, "sample")


@pytest.fixture
def config_of(tmp_path: Path) -> Callable[[Engine], Config]:
    """The configuration of a process that uses this database and keeps its files in the test's folder."""
    return lambda engine: Config(database_url=engine.url, boundaries=None, var_dir=tmp_path / "var")
