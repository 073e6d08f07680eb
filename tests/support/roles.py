"""The three users of a shared database, as ``python -m chuyi_dash roles`` makes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import psycopg
from databases import administrator
from sqlalchemy import Engine
from sqlalchemy.engine import URL

from chuyi_dash.db.engine import connect
from chuyi_dash.db.roles import roles_sql


@dataclass(frozen=True)
class Roles:
    """One database as four users reach it, and the script that made three of them."""

    admin: Engine
    reader: Engine
    writer: Engine
    self_check: Engine
    sql: str


def run_sql(engine: Engine, sql: str) -> None:
    """Run a script as psql would, outside any transaction."""
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql)


@contextmanager
def three_roles(admin: Engine, server: URL) -> Iterator[Roles]:
    """Open the database to its three roles, which are gone afterwards.

    They have to be removed by name: roles belong to the server, not to a database.
    """
    names = [f"{kind}_{uuid4().hex[:8]}" for kind in ("reader", "writer", "checks")]
    sql = roles_sql(*names)
    run_sql(admin, sql)
    for name in names:
        run_sql(admin, f"ALTER ROLE {name} PASSWORD 'secret'")
    reader, writer, checks = (connect(admin.url.set(username=name, password="secret")) for name in names)
    try:
        yield Roles(admin, reader, writer, checks, sql)
    finally:
        for engine in (reader, writer, checks):
            engine.dispose()
        for name in names:
            run_sql(admin, f"DROP OWNED BY {name} CASCADE")
        with administrator(server) as connection:
            for name in names:
                connection.exec_driver_sql(f"DROP ROLE {name}")
