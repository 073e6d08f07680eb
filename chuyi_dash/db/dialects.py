"""What the two databases spell differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, literal
from sqlalchemy.dialects import postgresql, sqlite

from chuyi_dash.db.tables import Base


def insert_unless_there(connection: Connection, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Add one row; False where a key of it is taken.

    In that case the transaction goes on as if nothing had been asked.
    """
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(**values).on_conflict_do_nothing().returning(literal(1))
    return connection.execute(statement).first() is not None
