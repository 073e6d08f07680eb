"""Single rows of the tables of facts, by their columns.

An import looks them up, adds them, corrects them and takes them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select, update

from chuyi_dash.db.tables import Industry, Institution, InstitutionFormerName, Project, ProjectFormerName, Source

CHUNK = 500
"""So many values are asked for at once; either database bounds the number of its parameters."""
AT, TO = "at_", "to_"
"""Parameters of ``correct_rows`` and ``take_out_rows``: the columns that find a row, and those that it gets."""


def rows_by_code(connection: Connection, table: type[Institution | Project]) -> dict[str, dict[str, Any]]:
    """Read all columns of every institution or project, by its code."""
    return {row["code"]: dict(row) for row in connection.execute(select(table.__table__)).mappings()}


def former_names_of_institutions(connection: Connection) -> list[tuple[str, str]]:
    """Read the former names of institutions, as (code, name)."""
    found = select(InstitutionFormerName.institution_code, InstitutionFormerName.name)
    return [(code, name) for code, name in connection.execute(found)]


def former_names_of_projects(connection: Connection) -> list[tuple[str, str]]:
    """Read the former names of projects, as (code, name)."""
    found = select(ProjectFormerName.project_code, ProjectFormerName.name)
    return [(code, name) for code, name in connection.execute(found)]


def present_names(connection: Connection, codes: Iterable[str]) -> dict[str, str]:
    """Map the institutions and projects among these codes to their present names."""
    wanted, found = sorted(set(codes)), dict[str, str]()
    for start in range(0, len(wanted), CHUNK):
        for table in (Institution, Project):
            names = select(table.code, table.name).where(table.code.in_(wanted[start : start + CHUNK]))
            found.update((code, name) for code, name in connection.execute(names))
    return found


def names_of_industries(connection: Connection) -> list[str]:
    """List the names of the main industries."""
    return list(connection.scalars(select(Industry.name)))


def keys_of_sample_sources(connection: Connection) -> frozenset[str]:
    """Collect the keys of sources whose facts are invented for demonstration."""
    return frozenset(connection.scalars(select(Source.key).where(Source.kind == "sample")))


def titles_of_sources(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Map these source keys to their titles; a key that is not stored is absent."""
    found = select(Source.key, Source.title).where(Source.key.in_(keys))
    return {row.key: row.title for row in connection.execute(found)}


def rows_with(connection: Connection, table: Table, column: str, values: Iterable[str]) -> list[dict[str, Any]]:
    """Read the rows whose column holds any of the values, all columns of them.

    The values are asked for in bounded pieces.
    """
    wanted = sorted(set(values))
    found: list[dict[str, Any]] = []
    for start in range(0, len(wanted), CHUNK):
        statement = select(table).where(table.c[column].in_(wanted[start : start + CHUNK]))
        found += [dict(row) for row in connection.execute(statement).mappings()]
    return found


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows by column name."""
    connection.execute(insert(table), rows)


def correct_rows(
    connection: Connection, table: Table, key: Sequence[str], columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Give the rows that ``at_<key>`` finds the values ``to_<column>``."""
    statement = update(table).where(_found_by(table, key)).values({name: bindparam(f"{TO}{name}") for name in columns})
    connection.execute(statement, rows)


def take_out_rows(
    connection: Connection, table: Table, key: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:  # fmt: skip
    """Delete the rows that ``at_<key>`` finds."""
    connection.execute(delete(table).where(_found_by(table, key)), rows)


def _found_by(table: Table, key: Sequence[str]) -> ColumnElement[bool]:
    first, *rest = key
    condition: ColumnElement[bool] = table.c[first] == bindparam(f"{AT}{first}")
    for name in rest:
        condition &= table.c[name] == bindparam(f"{AT}{name}")
    return condition
