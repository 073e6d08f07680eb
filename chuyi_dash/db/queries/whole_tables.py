"""Whole tables, whatever their columns.

They serve to move a database from one file or server to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from chuyi_dash.db.queries.parts import in_code_order
from chuyi_dash.db.tables import Base

AT_ONCE = 1000


def stored_tables() -> list[Table]:
    """List every table of the product, parents before children."""
    return list(Base.metadata.sorted_tables)


def stored_table(name: str) -> Table:
    """Return the table of this name."""
    return Base.metadata.tables[name]


def rows_of_table(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    """Yield a table's rows by primary key, with the columns in their order.

    They are fetched a thousand at a time.
    """
    key = (in_code_order(column) if column.type.python_type is str else column for column in table.primary_key)
    yield from connection.execute(select(table).order_by(*key), execution_options={"yield_per": AT_ONCE})


def number_of_rows(connection: Connection, table: Table, *, unlike: Mapping[str, object] | None = None) -> int:
    """Count the rows of a table, without those whose columns hold any of these values."""
    counted = select(func.count()).select_from(table)
    for name, value in (unlike or {}).items():
        counted = counted.where(table.c[name] != value)
    return connection.scalar(counted) or 0


def add_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows by column name."""
    connection.execute(insert(table), rows)


def clear_column(connection: Connection, table: Table, column: str) -> None:
    """Empty one column in all rows."""
    connection.execute(table.update().values({column: None}))


def clear_table(connection: Connection, table: Table) -> None:
    """Take all rows out."""
    connection.execute(table.delete())


def set_columns(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Give columns of the row with this primary key other values."""
    connection.execute(table.update().where(*(table.c[name] == value for name, value in key.items())).values(**values))


def continue_numbering(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after those that came with their numbers.

    Its sequence has not seen those. A restart of the sequence is undone with the rest of the transaction.
    """
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    sequence = connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
    )
    if sequence is not None:
        following = (connection.scalar(select(func.max(column))) or 0) + 1
        connection.execute(text(f"ALTER SEQUENCE {sequence} RESTART WITH {following}"))
