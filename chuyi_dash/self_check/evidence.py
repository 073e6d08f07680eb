"""Evidence: files that a prefecture attaches to an item.

They are served to those who may read the sheet. A command clears up what no sheet uses any more.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from chuyi_dash.access.audit import put_on_record, require
from chuyi_dash.access.model import ATTACH, CLEAR_EVIDENCE, DETACH, READ_SHEET, Actor
from chuyi_dash.bounded_zip import MEGABYTE
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.queries.evidence import (
    Room,
    add_file,
    contents_in_force,
    file_in_force,
    files_by_item,
    forget_contents_never_attached,
    remove_file,
    room_on_sheet,
)
from chuyi_dash.db.queries.self_check import SheetRow, sheet_of, sheet_with_id
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import AttachedFile
from chuyi_dash.self_check.context import ServiceContext, subject
from chuyi_dash.self_check.recognising import recognise
from chuyi_dash.self_check.rounds import round_for_writing
from chuyi_dash.self_check.saving import item_named, require_open
from chuyi_dash.self_check.store import EvidenceStore
from chuyi_dash.self_check.viewing import begun_sheet, require_prefecture

MOST_PER_ITEM, MOST_PER_SHEET, MOST_BYTES_PER_SHEET = 10, 300, 500 * MEGABYTE
UNTOUCHED_SECONDS = 3600


def attach(
    context: ServiceContext, round_key: str, prefecture: str, item_key: str, file_name: str, content: bytes
) -> AttachedFile:  # fmt: skip
    """Put a file under an item.

    The same content under the same item is there already and is not added again. Raises Refused, and ChuyiError for
    content that is no evidence or disagrees with its name, for an unknown item, a sheet that is not open for answers,
    or one that holds too much.
    """
    require_prefecture(context, prefecture)
    what = subject(round_key, prefecture, item_key)
    require(context.writer, context.actor, ATTACH, what, prefecture)
    round_for_writing(context, ATTACH, round_key, what)
    item_named(context, round_key, prefecture, item_key)
    name, media_type = recognise(file_name, content)
    with writing(context.writer) as connection:
        # Stored while nobody clears up, so that what is stored here is not taken for unused.
        sha256 = context.store.write(content)
        sheet = sheet_of(connection, round_key, prefecture) or begun_sheet(context, connection, round_key, prefecture)
        require_open(sheet)
        found = _same(connection, sheet.id, item_key, sha256)
        if found is not None:
            return found
        _require_room(room_on_sheet(connection, sheet.id, item_key), len(content))
        at, who = context.now(), context.actor.identity
        add_file(connection, sheet.id, item_key, name, media_type, len(content), sha256, at, who)
        put_on_record(connection, context.actor, ATTACH, what, after={"file": name, "sha256": sha256}, at=at)
        found = _same(connection, sheet.id, item_key, sha256)
        assert found is not None
    return found


def _same(connection: Connection, sheet_id: int, item_key: str, sha256: str) -> AttachedFile | None:
    files = files_by_item(connection, sheet_id).get(item_key, ())
    return next((row for row in files if row.sha256 == sha256), None)


def _require_room(room: Room, size: int) -> None:
    if room.item_files >= MOST_PER_ITEM:
        raise ChuyiError(_("每项最多 %(most)d 份佐证材料，请先移除不需要的。") % {"most": MOST_PER_ITEM})
    if room.sheet_files >= MOST_PER_SHEET or room.sheet_bytes + size > MOST_BYTES_PER_SHEET:
        raise ChuyiError(
            _("一张自查表最多 %(files)d 份、共 %(size)d MB 佐证材料，请先移除不需要的。")
            % {"files": MOST_PER_SHEET, "size": MOST_BYTES_PER_SHEET // MEGABYTE}
        )


def detach(context: ServiceContext, attachment_id: int) -> None:
    """Take a file off its item; its bytes stay until the clearing command finds them unused.

    Raises Refused, and ChuyiError where it is off already or the sheet is not open for answers.
    """
    sheet, file = _find(context, attachment_id)
    what = subject(sheet.round, sheet.prefecture, file.item)
    require(context.writer, context.actor, DETACH, what, sheet.prefecture)
    round_for_writing(context, DETACH, sheet.round, what)
    with writing(context.writer) as connection:
        current = sheet_with_id(connection, sheet.id)
        assert current is not None
        require_open(current)
        if not remove_file(connection, attachment_id, context.now(), context.actor.identity):
            raise _gone()
        before = {"file": file.file_name, "sha256": file.sha256}
        put_on_record(connection, context.actor, DETACH, what, before=before, at=context.now())


def read_evidence(context: ServiceContext, attachment_id: int) -> tuple[str, str, bytes]:
    """Read file name, media type and bytes, for whoever may read the sheet.

    Raises Refused, and ChuyiError where the file is off its item, missing or damaged.
    """
    sheet, file = _find(context, attachment_id)
    what = subject(sheet.round, sheet.prefecture, f"evidence:{attachment_id}")
    require(context.writer, context.actor, READ_SHEET, what, sheet.prefecture)
    return file.file_name, file.media_type, context.store.read(file.sha256)


def files_of(context: ServiceContext, sheet_id: int, item_key: str) -> tuple[AttachedFile, ...]:
    """List the files under one question of a sheet, as they are now.

    Raises Refused where the actor may not read the sheet.
    """
    with reading(context.writer) as connection:
        sheet = sheet_with_id(connection, sheet_id)
        files = files_by_item(connection, sheet_id).get(item_key, ()) if sheet else ()
    what = subject(sheet.round, sheet.prefecture) if sheet else f"sheet:{sheet_id}"
    require(context.writer, context.actor, READ_SHEET, what, sheet.prefecture if sheet else None)
    return files


def _find(context: ServiceContext, attachment_id: int) -> tuple[SheetRow, AttachedFile]:
    with reading(context.writer) as connection:
        found = file_in_force(connection, attachment_id)
        sheet = sheet_with_id(connection, found[0]) if found else None
    if found is None or sheet is None:
        # Whoever may read no sheet at all learns nothing about which numbers exist.
        require(context.writer, context.actor, READ_SHEET, f"evidence:{attachment_id}", context.actor.prefecture)
        raise _gone()
    return sheet, found[1]


def _gone() -> ChuyiError:
    return ChuyiError(_("这份佐证材料已经移除，请刷新页面。"))


@dataclass(frozen=True, slots=True)
class Unused:
    """A stored content that no sheet refers to. ``size`` is in bytes."""

    sha256: str
    path: Path
    size: int


def unused_contents(engine: Engine, store: EvidenceStore) -> tuple[Unused, ...]:
    """List the stored contents that no sheet refers to, if at least an hour old.

    A younger one may be about to be attached.
    """
    with reading(engine) as connection:
        return _unused(connection, store)


def _unused(connection: Connection, store: EvidenceStore) -> tuple[Unused, ...]:
    used = contents_in_force(connection)
    before = time.time() - UNTOUCHED_SECONDS
    found = [(sha256, path, path.stat()) for sha256, path in store.stored() if sha256 not in used]
    return tuple(Unused(sha256, path, stat.st_size) for sha256, path, stat in found if stat.st_mtime < before)


def missing_contents(engine: Engine, store: EvidenceStore) -> tuple[str, ...]:
    """List the SHA-256 of contents that a sheet refers to but the store lacks."""
    with reading(engine) as connection:
        used = contents_in_force(connection)
    return tuple(sorted(used - {sha256 for sha256, _path in store.stored()}))


def remove_unused(engine: Engine, store: EvidenceStore, actor: Actor) -> tuple[Unused, ...]:
    """Delete what ``unused_contents`` finds, while no sheet can be written.

    Returns what was deleted. Raises Refused, and ChuyiError where the database refuses, with every file still there,
    or where the disk refuses some: those stay for the next time.
    """
    require(engine, actor, CLEAR_EVIDENCE, "evidence")
    failure = None
    with writing(engine) as connection:
        found = _unused(connection, store)
        forget_contents_never_attached(connection)
        if found:
            put_on_record(
                connection, actor, CLEAR_EVIDENCE, "evidence", before={"sha256": [row.sha256 for row in found]}
            )
        for row in found:
            try:
                store.remove(row.sha256)
            except ChuyiError as error:
                failure = error
    if failure is not None:
        raise failure
    return found
