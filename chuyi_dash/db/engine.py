"""Connections: one engine per database, with what each dialect needs to be safe."""

from __future__ import annotations

import atexit
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

BUSY_TIMEOUT_MS = 30_000  # longer than a large import holds the lock, so that a save waits instead of failing
POOL_SIZE, POOL_OVERFLOW = 5, 10
WRITERS_LOCK = 0x43687579_69  # an arbitrary number that names the lock among PostgreSQL's advisory locks
READ_ONLY_STATES = frozenset({"42501", "25006"})  # insufficient privilege, read-only transaction


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # The driver by itself begins only at the first write, so that two reads could see two states.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("chuyi_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@cache
def connect(url: URL) -> Engine:
    """Return this process's engine for a database, with its pool and its connections set up.

    Pooled and pre-pinged on PostgreSQL; foreign keys and WAL on SQLite.
    The same address gives the same engine, so that a process has one bounded pool per database; none is ever let go
    with its connections open.
    Raises ChuyiError where the folder of an SQLite file cannot be made.
    """
    if url.get_backend_name() == "sqlite":
        folder = Path(str(url.database)).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ChuyiError(
                _("建不了数据库所在的文件夹 %(folder)s：%(reason)s") % {"folder": folder, "reason": error.strerror}
            ) from error
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        atexit.register(engine.dispose)  # the last to close a file brings its log into it and removes the log
        return engine
    return create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW, pool_pre_ping=True, pool_recycle=1800)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read all that an answer asks from one consistent snapshot.

    Raises ChuyiError where no connection comes free.
    """
    with _connection(engine) as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, *, foreign_keys: bool = True) -> Iterator[Connection]:
    """Write in one transaction, all or nothing, and never beside another.

    A second writer waits for its turn, so what a writer reads before it writes still holds when it writes.
    ``foreign_keys`` False leaves them unchecked on SQLite, for a caller that rebuilds tables and checks at the end.
    Raises ChuyiError where the database cannot be reached or written by this user, or where the writers before take
    too long.
    """
    try:
        with _turn(engine), _connection(engine) as connection:
            if engine.dialect.name == "sqlite":
                connection = connection.execution_options(chuyi_writes=True)
            with _foreign_keys(connection, foreign_keys), connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
                yield connection
    except DBAPIError as error:
        if isinstance(error, OperationalError) or getattr(error.orig, "sqlstate", None) in READ_ONLY_STATES:
            raise ChuyiError(
                _("数据库 %(url)s 写不进去：%(reason)s。请检查数据库服务，以及 CHUYI_DATABASE_URL 的用户有没有写权限。")
                % {"url": engine.url.render_as_string(hide_password=True), "reason": reason_of(error)}
            ) from error
        raise


@contextmanager
def _connection(engine: Engine) -> Iterator[Connection]:
    try:
        connection = engine.connect()
    except PoolTimeoutError as error:
        raise _busy() from error
    with connection:
        yield connection


@cache
def _turns(_engine: Engine) -> threading.Lock:
    return threading.Lock()


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """Let one thread of this process at a time connect to write.

    Those in line hold nothing that a reader needs. It is also fairer than SQLite, which has waiting writers try again
    at intervals, so that one of many could go empty-handed until its time is up. Raises ChuyiError where the wait is
    too long.
    """
    turn = _turns(engine)
    if not turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
        raise _busy()
    try:
        yield
    finally:
        turn.release()


def _busy() -> ChuyiError:
    return ChuyiError(_("数据库正忙，没有轮到这次请求，什么也没有改动。请稍后再试。"))


@contextmanager
def _foreign_keys(connection: Connection, checked: bool) -> Iterator[None]:
    if checked or connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection  # the switch does nothing inside a transaction
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def reason_of(error: DBAPIError) -> str:
    """Return the database's own message in one line, without the statement and its values."""
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0].rstrip("。.")
