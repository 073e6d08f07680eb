"""A sheet in full: generated items beside what is saved; an accepted one as it was sealed."""

from __future__ import annotations

from sqlalchemy import Connection

from chuyi_dash.access.audit import put_on_record, require
from chuyi_dash.access.deciding import may
from chuyi_dash.access.model import READ_SHEET, SAVE_ANSWER
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.queries.evidence import files_by_item
from chuyi_dash.db.queries.self_check import (
    SheetRow,
    add_event,
    add_sheet,
    answers_of,
    events_of_sheet,
    remarks_of_sheet,
    sealed_of,
    sheet_of,
)
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.answering import open_disagreements, unfinished
from chuyi_dash.metrics.self_check.model import ACCEPTED, DRAFT, Question, RoundRow, SheetView
from chuyi_dash.self_check.context import ServiceContext, subject
from chuyi_dash.self_check.generating import sheet_items
from chuyi_dash.self_check.packing import items_from_plain
from chuyi_dash.self_check.rounds import may_write_in, round_with_key
from chuyi_dash.views.board import all_divisions


def open_sheet(context: ServiceContext, round_key: str, prefecture: str) -> SheetView:
    """Return the prefecture's sheet in a round, begun as a draft where nobody has begun it.

    Only an actor allowed to fill it in begins it; others only look.

    Raises Refused for an actor not allowed to read it, ChuyiError for an unknown round or prefecture.
    """
    require_prefecture(context, prefecture)
    require(context.writer, context.actor, READ_SHEET, subject(round_key, prefecture), prefecture)
    row = round_with_key(context, round_key)
    with reading(context.writer) as connection:
        sheet = sheet_of(connection, round_key, prefecture)
        if sheet is not None:
            return view_of(context, connection, row, sheet)
    if not (may(context.actor, SAVE_ANSWER, prefecture) and may_write_in(context.actor, row)):
        return _not_begun(context, row, prefecture)
    with writing(context.writer) as connection:
        return view_of(context, connection, row, begun_sheet(context, connection, round_key, prefecture))


def _not_begun(context: ServiceContext, row: RoundRow, prefecture: str) -> SheetView:
    items = sheet_items(context.snapshot, row, prefecture)
    return SheetView(
        id=0,
        round=row,
        prefecture=prefecture,
        prefecture_name=all_divisions(context.snapshot)[prefecture].name,
        state=None,
        version=0,
        items=items,
        answers={},
        files={},
        remarks={},
        history=(),
        missing=tuple(item.key for item in items),
        disagreements=(),
        submitted_at=None,
        submitted_by=None,
        check_code=None,
    )


def require_prefecture(context: ServiceContext, prefecture: str) -> None:
    """Raise ChuyiError for a code that is no prefecture's."""
    found = all_divisions(context.snapshot).get(prefecture)
    if found is None or found.level != "prefecture":
        raise ChuyiError(_("没有代码为 %(code)s 的市州。") % {"code": prefecture[:6]})


def begun_sheet(context: ServiceContext, connection: Connection, round_key: str, prefecture: str) -> SheetRow:
    """Return the sheet, beginning it where nobody has, in the caller's writing transaction."""
    added = add_sheet(connection, round_key, prefecture)
    sheet = sheet_of(connection, round_key, prefecture)
    assert sheet is not None
    if added:
        add_event(connection, sheet.id, DRAFT, context.now(), context.actor.identity, None)
        what = subject(round_key, prefecture)
        put_on_record(connection, context.actor, READ_SHEET, what, after={"state": DRAFT}, at=context.now())
    return sheet


def view_of(context: ServiceContext, connection: Connection, row: RoundRow, sheet: SheetRow) -> SheetView:
    """Build the view of a sheet with everything on it, in the caller's transaction."""
    answers = answers_of(connection, sheet.id)
    items = items_of(context, connection, row, sheet)
    return SheetView(
        id=sheet.id,
        round=row,
        prefecture=sheet.prefecture,
        prefecture_name=all_divisions(context.snapshot)[sheet.prefecture].name,
        state=sheet.state,
        version=sheet.version,
        items=items,
        answers=answers,
        files=files_by_item(connection, sheet.id),
        remarks=remarks_of_sheet(connection, sheet.id),
        history=events_of_sheet(connection, sheet.id),
        missing=tuple(item.key for item in unfinished(items, answers)) if sheet.state != ACCEPTED else (),
        disagreements=open_disagreements(items, answers),
        submitted_at=sheet.submitted_at,
        submitted_by=sheet.submitted_by,
        check_code=sheet.check_code,
    )


def items_of(context: ServiceContext, connection: Connection, row: RoundRow, sheet: SheetRow) -> tuple[Question, ...]:
    """List the sheet's questions: from today's facts while open, as sealed once accepted.

    {body}
    """
    if sheet.state == ACCEPTED:
        sealed = sealed_of(connection, sheet.id)
        if sealed is not None:
            return items_from_plain(sealed["items"])
    return sheet_items(context.snapshot, row, sheet.prefecture)
