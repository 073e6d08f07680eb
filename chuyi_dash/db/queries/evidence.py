"""Attached files, and the contents behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from chuyi_dash.db.dialects import insert_unless_there
from chuyi_dash.db.queries.access import in_utc
from chuyi_dash.db.self_check_tables import Attachment, Evidence
from chuyi_dash.metrics.self_check.model import AttachedFile

_FILE = (
    Attachment.id,
    Attachment.item,
    Attachment.file_name,
    Evidence.media_type,
    Evidence.size,
    Attachment.sha256,
    Attachment.added_at,
    Attachment.added_by,
)


@dataclass(frozen=True, slots=True)
class Room:
    """What a sheet holds already: files under the item, files on the sheet, bytes on the sheet."""

    item_files: int
    sheet_files: int
    sheet_bytes: int


def files_by_item(connection: Connection, sheet_id: int) -> dict[str, tuple[AttachedFile, ...]]:
    """Group the files in force of a sheet by item, in the order of their arrival."""
    rows = connection.execute(
        select(*_FILE)
        .join(Evidence, Evidence.sha256 == Attachment.sha256)
        .where(Attachment.sheet_id == sheet_id, Attachment.removed_at.is_(None))
        .order_by(Attachment.id)
    )
    found: dict[str, tuple[AttachedFile, ...]] = {}
    for row in rows:
        found[row[1]] = (*found.get(row[1], ()), _file(*row))
    return found


def file_in_force(connection: Connection, attachment_id: int) -> tuple[int, AttachedFile] | None:
    """Find a file in force and the number of its sheet; None where it is not in force."""
    row = connection.execute(
        select(Attachment.sheet_id, *_FILE)
        .join(Evidence, Evidence.sha256 == Attachment.sha256)
        .where(Attachment.id == attachment_id, Attachment.removed_at.is_(None))
    ).first()
    return None if row is None else (row[0], _file(*row[1:]))


def room_on_sheet(connection: Connection, sheet_id: int, item: str) -> Room:
    """Measure how much is on the sheet in force: files of the item, files in all, and bytes."""
    row = connection.execute(
        select(
            func.count().filter(Attachment.item == item),
            func.count(),
            func.coalesce(func.sum(Evidence.size), 0),
        )
        .select_from(Attachment)
        .join(Evidence, Evidence.sha256 == Attachment.sha256)
        .where(Attachment.sheet_id == sheet_id, Attachment.removed_at.is_(None))
    ).one()
    return Room(*(int(number) for number in row))


def add_file(
    connection: Connection, sheet_id: int, item: str, name: str, media_type: str, size: int, sha256: str,
    at: datetime, who: str,
) -> None:  # fmt: skip
    """Put a stored content under an item."""
    insert_unless_there(
        connection, Evidence, {"sha256": sha256, "media_type": media_type, "size": size, "stored_at": at}
    )
    values = {"sheet_id": sheet_id, "item": item, "sha256": sha256, "file_name": name, "added_at": at, "added_by": who}
    connection.execute(insert(Attachment).values(**values))


def remove_file(connection: Connection, attachment_id: int, at: datetime, who: str) -> bool:
    """Take a file off its item; the record of it stays. False where it is off already."""
    done = connection.execute(
        update(Attachment)
        .where(Attachment.id == attachment_id, Attachment.removed_at.is_(None))
        .values(removed_at=at, removed_by=who)
    )
    return done.rowcount == 1


def contents_in_force(connection: Connection) -> frozenset[str]:
    """Collect the SHA-256 of every evidence content that some sheet refers to."""
    return frozenset(connection.scalars(select(Attachment.sha256).where(Attachment.removed_at.is_(None)).distinct()))


def forget_contents_never_attached(connection: Connection) -> None:
    """Drop the rows of contents that no attachment, in force or taken off, speaks of."""
    connection.execute(delete(Evidence).where(~exists().where(Attachment.sha256 == Evidence.sha256)))


def _file(
    number: int, item: str, name: str, media_type: str, size: int, sha256: str, added_at: datetime, added_by: str
) -> AttachedFile:  # fmt: skip
    return AttachedFile(number, item, name, media_type, size, sha256, in_utc(added_at), added_by)
