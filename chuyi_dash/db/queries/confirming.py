"""Facts that an accepted self-check confirms.

They are added together with their source, and withdrawn by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert

from chuyi_dash.db.dialects import insert_unless_there
from chuyi_dash.db.tables import Answer, ProjectEvent, Source, Tally

TABLES = (Answer, Tally, ProjectEvent)


def add_confirmed(
    connection: Connection,
    source: Mapping[str, Any],
    facts: Iterable[tuple[type[Answer | Tally | ProjectEvent], Mapping[str, Any]]],
) -> int:
    """Add a source and its facts; returns the number of facts added.

    A fact that another source states already is left as it is. That can only be a stage that its project reached on
    that very day.
    """
    connection.execute(insert(Source).values(**source))
    return sum(insert_unless_there(connection, table, row) for table, row in facts)


def withdraw_confirmed(connection: Connection, source_key: str) -> int:
    """Delete the facts of a source, then the source; returns the number of facts deleted."""
    number = sum(connection.execute(delete(table).where(table.source_key == source_key)).rowcount for table in TABLES)
    connection.execute(delete(Source).where(Source.key == source_key))
    return number
