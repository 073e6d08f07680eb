"""Moving a whole database into one file and back.

It goes between SQLite and PostgreSQL in either direction.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from chuyi_dash.access.audit import put_on_record
from chuyi_dash.access.model import RESTORE, SET_UP
from chuyi_dash.access.operating import operator
from chuyi_dash.backup.file_format import (
    MANIFEST,
    Manifest,
    Row,
    TableEntry,
    damaged,
    decoder,
    encoder,
    lines,
    member_name,
    open_backup,
)
from chuyi_dash.config import product_version
from chuyi_dash.db.audit_guard import changeable_audit
from chuyi_dash.db.engine import reading, reason_of, writing
from chuyi_dash.db.migrating import current_revision, expected_revision, migrate, require_current_schema
from chuyi_dash.db.queries.whole_tables import (
    add_rows,
    clear_column,
    clear_table,
    continue_numbering,
    number_of_rows,
    rows_of_table,
    set_columns,
    stored_table,
    stored_tables,
)
from chuyi_dash.db.self_check_tables import Audit
from chuyi_dash.db.tables import DataVersion, Stage, Target
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

BATCH = 1000
LEFT_BEHIND: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "0003": {"target": ("position", "clause", "name_zh", "kind", "unit", "number", "scope", "provenance")},
}
"""Earlier revisions whose backups can be restored, with the columns of theirs that no table has any more, in order."""
NOT_MOVED = frozenset({DataVersion.__tablename__})
"""The data version stays behind: it names a state of one database, and a stamp that came back would revive caches."""
PLAN_MIRROR = frozenset({Stage.__tablename__, Target.__tablename__})
"""Tables that ``upgrade`` fills from ``data/``: a database that holds nothing else counts as empty."""


def moved_tables() -> list[Table]:
    """List every table that a backup holds, parents before children."""
    return [table for table in stored_tables() if table.name not in NOT_MOVED]


def backup(engine: Engine, path: Path) -> Manifest:
    """Write the whole database, as it is at one moment, to a file.

    The file appears only when it is complete. Raises ChuyiError where the schema is not the current one or the file
    cannot be written.
    """
    require_current_schema(engine)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with reading(engine) as connection, ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
            entries = [_write(connection, archive, table) for table in moved_tables()]
            manifest = Manifest(
                product_version(), expected_revision(), datetime.now(UTC).isoformat(timespec="seconds"), entries
            )
            archive.writestr(MANIFEST, manifest.to_json())
        unfinished.replace(path)
    except OSError as error:
        raise ChuyiError(_("写不了备份文件 %(file)s：%(reason)s") % {"file": path, "reason": error.strerror}) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return manifest


def _write(connection: Connection, archive: ZipFile, table: Table) -> TableEntry:
    digest, number = hashlib.sha256(), 0
    with archive.open(member_name(table.name), "w", force_zip64=True) as file:
        for line in stored_lines(connection, table):
            file.write(line)
            digest.update(line)
            number += 1
    return TableEntry(table.name, list(table.columns.keys()), number, digest.hexdigest())


def stored_lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Yield the rows of a stored table as lines of a backup, in order of the primary key.

    Rows are fetched a batch at a time.
    """
    encode = encoder(table)
    for row in rows_of_table(connection, table):
        yield encode(row)


def content_hashes(connection: Connection) -> dict[str, str]:
    """Hash each moved table's content with SHA-256, by the table's name.

    The hash is the same on either database where the rows are the same.
    """
    hashes = {}
    for table in moved_tables():
        digest = hashlib.sha256()
        for line in stored_lines(connection, table):
            digest.update(line)
        hashes[table.name] = digest.hexdigest()
    return hashes


def restore(engine: Engine, path: Path, *, force: bool = False) -> Manifest:
    """Put a backup into a database, all or nothing; a database without a schema gets one first.

    The file is checked whole before the database is touched, and each table's hash again after it is written. Then
    one row joins the restored audit: which file it was, and how many rows of the audit it replaced.
    Raises ChuyiError where the file is damaged, foreign or of a revision that is no longer known, or where the
    database holds facts and ``force`` does not say to replace them.
    """
    with open_backup(path) as (archive, manifest):
        _check_file(archive, manifest, path)
        with path.open("rb") as file:
            restored = {"file": path.name, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
        if current_revision(engine) is None:
            migrate(engine)
        require_current_schema(engine)
        try:
            with writing(engine) as connection:
                replaced = number_of_rows(connection, stored_table(Audit.__tablename__))
                with changeable_audit(connection):
                    _make_room(connection, force)
                expected = {}
                for table in moved_tables():
                    expected[table.name] = _read(connection, archive, table, manifest, path)
                    continue_numbering(connection, table)
                _check_stored(connection, expected)
                before = {"audit_rows": replaced}
                put_on_record(connection, operator(), RESTORE, "database", before=before, after=restored)
        except DBAPIError as error:
            raise ChuyiError(
                _("%(file)s 的内容放不进数据库：%(reason)s。数据库没有改动。")
                % {"file": path.name, "reason": reason_of(error)}
            ) from error
    return manifest


def _check_file(archive: ZipFile, manifest: Manifest, path: Path) -> None:
    if manifest.revision not in (expected_revision(), *LEFT_BEHIND):
        raise ChuyiError(
            _("备份的版本是 %(found)s，程序需要 %(expected)s。请用程序 %(product)s 恢复到空库，再用本程序 upgrade。")
            % {"found": manifest.revision, "expected": expected_revision(), "product": manifest.product}
        )
    left = LEFT_BEHIND.get(manifest.revision, {})
    expected = {table.name: [*table.columns.keys(), *left.get(table.name, ())] for table in moved_tables()}
    if {entry.name: entry.columns for entry in manifest.tables} != expected:
        raise damaged(path)
    for entry in manifest.tables:
        digest, number = hashlib.sha256(), 0
        for line in lines(archive, entry.name, path):
            digest.update(line)
            number += 1
        if (number, digest.hexdigest()) != (entry.rows, entry.sha256):
            raise damaged(path, entry.name)


def _make_room(connection: Connection, force: bool) -> None:
    held = {
        table.name: number
        for table in moved_tables()
        if table.name not in PLAN_MIRROR and (number := _rows_held(connection, table))
    }
    if held and not force:
        raise ChuyiError(
            _("数据库里已有数据（%(tables)s），没有改动。确要用备份替换，请加 --force；替换前请先 backup。")
            % {"tables": "、".join(f"{name} {number}" for name, number in held.items())}
        )
    for table in reversed(moved_tables()):
        for name in _references_within(table):
            clear_column(connection, table, name)
        clear_table(connection, table)


def _rows_held(connection: Connection, table: Table) -> int:
    """Count the rows that a restore would lose.

    How an empty database came to be is none of them.
    """
    return number_of_rows(connection, table, unlike={"action": SET_UP} if table.name == Audit.__tablename__ else None)


def _references_within(table: Table) -> list[str]:
    """List the columns that point at rows of the table itself.

    They are filled once every row is there, whatever the rows' order.
    """
    return [
        column.name
        for column in table.columns
        if column.nullable and any(key.column.table is table for key in column.foreign_keys)
    ]


def _read(connection: Connection, archive: ZipFile, table: Table, manifest: Manifest, path: Path) -> str:
    """Write a table's rows, and return the SHA-256 that its content must have then.

    It is the file's, where no column is left behind.
    """
    (entry,) = (entry for entry in manifest.tables if entry.name == table.name)
    inner, encode, digest = _references_within(table), encoder(table), hashlib.sha256()
    try:
        for rows in _batches(archive, table, entry.columns, path):
            add_rows(connection, table, [row | dict.fromkeys(inner) for row in rows] if inner else rows)
            if len(entry.columns) > len(table.columns):
                for row in rows:
                    digest.update(encode(row[column.name] for column in table.columns))
        for rows in _batches(archive, table, entry.columns, path) if inner else ():
            _point(connection, table, inner, rows)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise damaged(path, table.name) from error
    return digest.hexdigest() if len(entry.columns) > len(table.columns) else entry.sha256


def _batches(archive: ZipFile, table: Table, columns: Sequence[str], path: Path) -> Iterator[list[Row]]:
    decode = decoder(table, columns)
    rows: list[Row] = []
    for line in lines(archive, table.name, path):
        rows.append(decode(line))
        if len(rows) == BATCH:
            yield rows
            rows = []
    if rows:
        yield rows


def _point(connection: Connection, table: Table, inner: Sequence[str], rows: Sequence[Row]) -> None:
    keys = [key.name for key in table.primary_key.columns]
    for row in rows:
        values = {name: row[name] for name in inner if row[name] is not None}
        if values:
            set_columns(connection, table, {name: row[name] for name in keys}, values)


def _check_stored(connection: Connection, expected: Mapping[str, str]) -> None:
    for name, found in content_hashes(connection).items():
        if found != expected[name]:
            raise ChuyiError(_("表 %(table)s 恢复后与备份不一致，已全部撤销。请联系维护人员。") % {"table": name})
