"""What an import does to single rows, and those rows as plain data for the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Numeric, Table

from chuyi_dash.db import tables

Row = dict[str, Any]

# Parents before children, with the columns that tell rows of a table apart.
KEYS: Mapping[str, tuple[str, ...]] = {
    "source": ("key",),
    "institution": ("code",),
    "institution_former_name": ("institution_code", "name"),
    "project": ("code",),
    "project_former_name": ("project_code", "name"),
    "project_event": ("project_code", "stage_code", "date"),
    "tally": ("target_id", "division_code", "stage_code", "category", "date", "source_key"),
    "answer": ("target_id", "item", "division_code", "date", "source_key"),
    "industry": ("name",),
    "funding": ("project_code", "origin", "date"),
    "milestone": ("project_code", "name"),
}
TABLES: Mapping[str, Table] = {name: tables.Base.metadata.tables[name] for name in KEYS}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: tuple(column.name for column in table.columns if column.name != "id") for name, table in TABLES.items()
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row added, corrected, or taken out.

    ``before`` is None for one added, ``after`` for one taken out; ``number`` is the stored row's id.
    """

    table: str
    before: Row | None
    after: Row | None
    number: int | None = None

    @property
    def key(self) -> str:
        """What the row is about, as it is left or as it was where it is taken out."""
        return natural_key(self.table, self.after or self.before or {})


def statement(table: str) -> tuple[str, ...]:
    """List the columns that identify a fact's subject, whichever source states it."""
    return tuple(name for name in KEYS[table] if name != "source_key")


def natural_key(table: str, row: Row) -> str:
    """Join the columns that identify a row's subject into one text, whatever its source.

    Works on a row as plain data too.
    """
    return "|".join("" if row[name] is None else str(row[name]) for name in statement(table))


def source_key(sha256: str) -> str:
    """Derive the key of the source that an import's rows name from the file's hash."""
    return f"import-{sha256[:12]}"


def pack(row: Row | None) -> Row | None:
    """Turn a row into values that JSON can hold; None stays None."""
    if row is None:
        return None
    return {name: str(value) if isinstance(value, date | Decimal) else value for name, value in row.items()}


def unpack(table: str, row: Row | None) -> Row | None:
    """Restore the types of a packed row; None stays None."""
    if row is None:
        return None
    types = TABLES[table].columns
    found: Row = {}
    for name, value in row.items():
        kind = types[name].type
        if value is not None and isinstance(kind, Date):
            value = date.fromisoformat(value)
        elif value is not None and isinstance(kind, Numeric):
            value = Decimal(value)
        found[name] = value
    return found
