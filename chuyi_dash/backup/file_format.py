"""The backup file: a zip of one JSON-lines file per table and a manifest that seals them.

A row is one line, a JSON list in the manifest's order of columns. Values have one spelling whichever database they
come from, so a table's hash is that of its content: decimals as text with their places, days and moments in ISO 8601
(moments in UTC where the column keeps a zone), JSON with sorted keys.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - the library spells it in lower case

from sqlalchemy import JSON, Column, Date, DateTime, Float, LargeBinary, Numeric, Table, null

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

FORMAT, FORMAT_VERSION = "chuyi-dash-backup", 1
MANIFEST = "manifest.json"
LONGEST_LINE = 64 * 2**20
LONGEST_MANIFEST = 2**20

Row = dict[str, Any]
Codec = tuple[Callable[[Any], Any], Callable[[Any], Any]]


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table in the manifest.

    It has the columns in the order of its rows, how many rows there are, and their SHA-256.
    """

    name: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``created`` is UTC."""

    product: str
    revision: str
    created: str
    tables: list[TableEntry]

    def to_json(self) -> str:
        """Write the manifest as the JSON text that stands in the file."""
        return json.dumps(
            {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}, ensure_ascii=False, indent=2
        )


def _same(value: Any) -> Any:
    return value


def _codec(column: Column[Any]) -> Codec:
    """Choose how a column's values are written and read; None is handled by the callers."""
    kind = column.type
    if isinstance(kind, Numeric) and not isinstance(kind, Float):
        return (_decimal_out(kind.scale), Decimal)
    if isinstance(kind, DateTime):
        return (_moment_out(bool(kind.timezone)), datetime.fromisoformat)
    if isinstance(kind, Date):
        return (date.isoformat, date.fromisoformat)
    if isinstance(kind, LargeBinary):
        return (lambda value: base64.b64encode(value).decode("ascii"), base64.b64decode)
    return (_same, _same)


def _decimal_out(places: int | None) -> Callable[[Decimal], str]:
    if places is None:
        return lambda value: format(value.normalize(), "f")
    step = Decimal(1).scaleb(-places)
    return lambda value: format(value.quantize(step), "f")


def _moment_out(zoned: bool) -> Callable[[datetime], str]:
    """Make the writer of moments, in UTC where the column keeps a zone.

    SQLite drops the zone of a moment, which is UTC there; PostgreSQL gives it in the session's zone.
    """

    def write(value: datetime) -> str:
        if zoned:
            value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return value.isoformat(timespec="microseconds")

    return write


def encoder(table: Table) -> Callable[[Iterable[Any]], bytes]:
    """Return a function that encodes one row of the table as a line of JSON.

    The function takes the row's values in the order of the table's columns.
    """
    writers = [_codec(column)[0] for column in table.columns]

    def encode(row: Iterable[Any]) -> bytes:
        values = [None if value is None else write(value) for write, value in zip(writers, row, strict=True)]
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"

    return encode


def decoder(table: Table, columns: Sequence[str]) -> Callable[[bytes], Row]:
    """Make the reader of a line with these columns.

    It gives a row by the names of those that the table still has. It raises ValueError or TypeError for a line that
    does not fit.
    """
    readers = [
        (column.name, _codec(column)[1], _nothing(column)) if (column := table.columns.get(name)) is not None else None
        for name in columns
    ]

    def decode(line: bytes) -> Row:
        values = json.loads(line)
        return {
            name: nothing if value is None else read(value)
            for reader, value in zip(readers, values, strict=True)
            if reader is not None
            for name, read, nothing in (reader,)
        }

    return decode


def _nothing(column: Column[Any]) -> Any:
    """Return the value that stores an absent cell in this column.

    An absent JSON value must come back absent, not as the JSON text null.
    """
    return null() if isinstance(column.type, JSON) else None


@contextmanager
def open_backup(path: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """Open an existing backup and yield it with its manifest.

    Raises ChuyiError where the file is missing, foreign or damaged.
    """
    try:
        with ZipFile(path) as archive:
            yield archive, _manifest(archive, path)
    except FileNotFoundError as error:
        raise ChuyiError(_("没有找到备份文件 %(file)s。") % {"file": path}) from error
    except (BadZipFile, ZlibError, EOFError, RuntimeError) as error:  # RuntimeError: a password, an unknown method
        raise damaged(path) from error
    except OSError as error:
        raise ChuyiError(_("读不了备份文件 %(file)s：%(reason)s") % {"file": path, "reason": error.strerror}) from error


def damaged(path: Path, table: str | None = None) -> ChuyiError:
    """Build the error for a file that does not hold what its manifest says."""
    where = _("（表 %(table)s）") % {"table": table} if table else ""
    return ChuyiError(
        _("%(file)s 已损坏或不是本系统的备份文件%(where)s，数据库没有改动。请换一个备份文件。")
        % {"file": path.name, "where": where}
    )


def _manifest(archive: ZipFile, path: Path) -> Manifest:
    try:
        with archive.open(MANIFEST) as file:
            found = json.loads(file.read(LONGEST_MANIFEST))
        if found["format"] != FORMAT or found["format_version"] != FORMAT_VERSION:
            raise damaged(path)
        entries = [
            TableEntry(str(row["name"]), [str(name) for name in row["columns"]], int(row["rows"]), str(row["sha256"]))
            for row in found["tables"]
        ]
        return Manifest(str(found["product"]), str(found["revision"]), str(found["created"]), entries)
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(path) from error


def lines(archive: ZipFile, table: str, path: Path) -> Iterator[bytes]:
    """Yield the lines of one table from a backup, reading them one by one.

    Raises ChuyiError where the table is missing or a line has no end.
    """
    try:
        member = archive.open(member_name(table))
    except KeyError as error:
        raise damaged(path, table) from error
    with member as file:
        while line := file.readline(LONGEST_LINE):
            if not line.endswith(b"\n"):
                raise damaged(path, table)
            yield line


def member_name(table: str) -> str:
    """Return the name of a table's file in the zip."""
    return f"tables/{table}.jsonl"
