"""Changes into tables, parents before children, many rows at a time.

The history is written beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from chuyi_dash.db.queries.fact_rows import AT, TO, correct_rows, insert_rows, take_out_rows
from chuyi_dash.db.queries.imports import add_changes
from chuyi_dash.intake.changes import COLUMNS, KEYS, TABLES, Change, Row, pack

BATCH = 5_000


def _batches(rows: Iterable[Any]) -> Iterable[list[Any]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _at(change: Change) -> Row:
    """Say which stored row is meant: by its number, or by the key that it had before."""
    if change.number is not None:
        return {f"{AT}id": change.number}
    assert change.before is not None
    return {f"{AT}{name}": change.before[name] for name in KEYS[change.table]}


def _key_columns(name: str) -> Sequence[str]:
    return ("id",) if "id" in TABLES[name].columns else KEYS[name]


def write(connection: Connection, changes: Sequence[Change]) -> None:
    """Carry changes out, parents before children.

    In a table rows go first and come last, so that keys can move.
    """
    by_table = _by_table(changes)
    for name in KEYS:
        _take_out(connection, name, by_table[name])
        _correct_and_add(connection, name, by_table[name])


def write_back(connection: Connection, changes: Sequence[Change]) -> None:
    """Carry reversed changes out.

    First comes what points elsewhere again, then goes what goes, children before parents.
    """
    by_table = _by_table(changes)
    for name in KEYS:
        _correct_and_add(connection, name, by_table[name])
    for name in reversed(tuple(KEYS)):
        _take_out(connection, name, by_table[name])


def _by_table(changes: Iterable[Change]) -> dict[str, list[Change]]:
    by_table: dict[str, list[Change]] = {name: [] for name in KEYS}
    for change in changes:
        by_table[change.table].append(change)
    return by_table


def _take_out(connection: Connection, name: str, changes: Iterable[Change]) -> None:
    for batch in _batches(change for change in changes if change.after is None):
        take_out_rows(connection, TABLES[name], _key_columns(name), [_at(change) for change in batch])


def _correct_and_add(connection: Connection, name: str, changes: Sequence[Change]) -> None:
    table = TABLES[name]
    for batch in _batches(change for change in changes if change.before is not None and change.after is not None):
        rows = [_at(change) | {f"{TO}{column}": change.after[column] for column in COLUMNS[name]} for change in batch]
        correct_rows(connection, table, _key_columns(name), COLUMNS[name], rows)
    for batch in _batches(change.after for change in changes if change.before is None):
        insert_rows(connection, table, batch)


def record_changes(connection: Connection, import_id: int, changes: Sequence[Change]) -> None:
    """Keep what each change replaced, in the order in which it was laid out."""
    rows = (
        {
            "import_id": import_id,
            "table_name": change.table,
            "natural_key": change.key,
            "before": pack(change.before),
            "after": pack(change.after),
        }
        for change in changes
    )
    for batch in _batches(rows):
        add_changes(connection, batch)
