"""Imports and the history of what each of them did to a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from chuyi_dash.db.tables import FactChange, ImportBatch


def imports_newest_first(connection: Connection) -> Sequence[RowMapping]:
    """Read every import that wrote something, those taken back included.

    A row has all columns of ``import_batch``.
    """
    found = select(ImportBatch.__table__).where(ImportBatch.kind == "import").order_by(ImportBatch.id.desc())
    return connection.execute(found).mappings().all()


def newest_trial(connection: Connection) -> RowMapping | None:
    """Read the last trial or refused import, neither of which wrote a fact.

    All columns of ``import_batch``; None where there was none.
    """
    found = select(ImportBatch.__table__).where(ImportBatch.kind.in_(("dry_run", "refused")))
    return connection.execute(found.order_by(ImportBatch.id.desc()).limit(1)).mappings().first()


def imports_before(connection: Connection, import_id: int) -> Iterator[tuple[Any, ...]]:
    """Read each import that came before one, oldest first.

    A row is hash, file name, number, who and moment.
    """
    rows = connection.execute(
        select(ImportBatch.sha256, ImportBatch.file_name, ImportBatch.id, ImportBatch.who, ImportBatch.at)
        .where(ImportBatch.kind == "import", ImportBatch.id < import_id)
        .order_by(ImportBatch.id)
    )
    return (tuple(row) for row in rows)


def kept_import_of(connection: Connection, sha256: str, but: int) -> int | None:
    """Find another import of the same file that has not been taken back.

    Returns its number, never ``but``; None where there is none. ``sha256`` is the file's hash.
    """
    found: int | None = connection.scalar(
        select(ImportBatch.id).where(
            ImportBatch.sha256 == sha256,
            ImportBatch.kind == "import",
            ImportBatch.undone_at.is_(None),
            ImportBatch.id != but,
        )
    )
    return found


def kind_and_undoer(connection: Connection, import_id: int) -> tuple[str, str | None] | None:
    """Read the kind of one batch and who took it back; None where there is no such number."""
    row = connection.execute(select(ImportBatch.kind, ImportBatch.undone_by).where(ImportBatch.id == import_id)).first()
    return None if row is None else (row[0], row[1])


def add_batch(connection: Connection, values: Mapping[str, Any]) -> int:
    """Add an import, trial or refusal; returns its number."""
    return int(connection.execute(insert(ImportBatch).values(**values).returning(ImportBatch.id)).scalar_one())


def complete_batch(connection: Connection, import_id: int, values: Mapping[str, Any]) -> None:
    """Write down what an import did."""
    connection.execute(update(ImportBatch).where(ImportBatch.id == import_id).values(**values))


def mark_undone(connection: Connection, import_id: int, at: datetime, who: str) -> bool:
    """Mark an import as taken back; False where there is none, or it has been already."""
    done = connection.execute(
        update(ImportBatch)
        .where(ImportBatch.id == import_id, ImportBatch.kind == "import", ImportBatch.undone_at.is_(None))
        .values(undone_at=at, undone_by=who)
    )
    return done.rowcount == 1


def add_changes(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of the history: import_id, table_name, natural_key, before, after."""
    connection.execute(insert(FactChange), rows)


def changes_in_order(connection: Connection, import_id: int) -> Iterator[tuple[Any, ...]]:
    """Read every row that an import touched, its source included, in the order of the work.

    A row is table, before and after.
    """
    rows = connection.execute(
        select(FactChange.table_name, FactChange.before, FactChange.after)
        .where(FactChange.import_id == import_id)
        .order_by(FactChange.id)
    )
    return (tuple(row) for row in rows)


def changes_to_facts(connection: Connection, import_id: int, most: int | None) -> Iterator[tuple[Any, ...]]:
    """Read the facts that an import touched: what it replaced first, then what it added.

    A row is table, key, before and after; ``most`` None means all of them.
    """
    rows = connection.execute(
        select(FactChange.table_name, FactChange.natural_key, FactChange.before, FactChange.after)
        .where(FactChange.import_id == import_id, FactChange.table_name != "source")
        .order_by(FactChange.before.is_(None), FactChange.id)
        .limit(most)
    )
    return (tuple(row) for row in rows)


def imports_of_fact(connection: Connection, table: str, key: str, also_begun: str | None) -> Iterator[tuple[Any, ...]]:
    """Read every import that touched one fact, newest first.

    A row is number, who, moment, file name, hash, before, after and undone_at. ``also_begun`` counts keys that begin
    so as the same fact's.
    """
    same = FactChange.natural_key == key
    if also_begun is not None:
        same |= FactChange.natural_key.startswith(also_begun, autoescape=True)
    rows = connection.execute(
        select(
            ImportBatch.id, ImportBatch.who, ImportBatch.at, ImportBatch.file_name, ImportBatch.sha256,
            FactChange.before, FactChange.after, ImportBatch.undone_at,
        )
        .join(ImportBatch, ImportBatch.id == FactChange.import_id)
        .where(FactChange.table_name == table, same)
        .order_by(FactChange.id.desc())
    )  # fmt: skip
    return (tuple(row) for row in rows)
