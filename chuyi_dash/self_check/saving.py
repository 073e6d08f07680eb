"""The prefecture's writes: answers one by one, and the hand-in."""

from __future__ import annotations

from sqlalchemy import Connection

from chuyi_dash.access.audit import put_on_record, require
from chuyi_dash.access.model import SAVE_ANSWER, SUBMIT
from chuyi_dash.db.engine import writing
from chuyi_dash.db.queries.self_check import (
    SheetRow,
    add_answer,
    add_event,
    answer_of,
    answers_of,
    change_answer,
    close_remarks,
    move_sheet,
    sheet_of,
)
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.answering import LARGEST_COUNT, as_draft, audited, tidy, unfinished
from chuyi_dash.metrics.self_check.model import EDITABLE, SUBMITTED, Answer, Draft, Question
from chuyi_dash.plan import read_plan
from chuyi_dash.self_check.context import ServiceContext, subject
from chuyi_dash.self_check.errors import Conflict, Incomplete, sheet_has_moved
from chuyi_dash.self_check.generating import sheet_items
from chuyi_dash.self_check.rounds import round_for_writing, round_with_key
from chuyi_dash.self_check.viewing import begun_sheet, require_prefecture
from chuyi_dash.views.board import all_divisions


def save_answer(
    context: ServiceContext, round_key: str, prefecture: str, item_key: str, draft: Draft, version: int | None
) -> Answer:
    """Save an answer over the one of this version (None: there was none yet).

    Returns it as it is kept now. Saving what is there already changes nothing, whatever the version. Raises Conflict
    with both values where somebody else was quicker, Refused, and ChuyiError for an unknown item, a value that it
    cannot have, or a sheet that is not open for answers.
    """
    require_prefecture(context, prefecture)
    what = subject(round_key, prefecture, item_key)
    require(context.writer, context.actor, SAVE_ANSWER, what, prefecture)
    round_for_writing(context, SAVE_ANSWER, round_key, what)
    item = item_named(context, round_key, prefecture, item_key)
    kept = tidy(item, draft, read_plan(), _largest(context, item))
    with writing(context.writer) as connection:
        sheet = sheet_of(connection, round_key, prefecture) or begun_sheet(context, connection, round_key, prefecture)
        require_open(sheet)
        stored = answer_of(connection, sheet.id, item_key)
        if stored is not None and as_draft(stored) == kept:
            return stored
        if (stored.version if stored else None) != version:
            raise _conflict(stored, draft)
        _write(context, connection, sheet, item_key, kept, version, draft)
        before = audited(as_draft(stored)) if stored else None
        put_on_record(
            connection, context.actor, SAVE_ANSWER, what, before=before, after=audited(kept), at=context.now()
        )
        saved = answer_of(connection, sheet.id, item_key)
        assert saved is not None
    return saved


def _write(
    context: ServiceContext,
    connection: Connection,
    sheet: SheetRow,
    item: str,
    kept: Draft,
    version: int | None,
    sent: Draft,
) -> None:
    at, who = context.now(), context.actor.identity
    if version is None:
        done = add_answer(connection, sheet.id, item, kept, at, who)
    else:
        done = change_answer(connection, sheet.id, item, kept, version, at, who)
    if not done:  # the writers' lock keeps others out; the statement itself does not rely on it
        raise _conflict(answer_of(connection, sheet.id, item), sent)


def _conflict(stored: Answer | None, sent: Draft) -> ChuyiError:
    if stored is None:
        return ChuyiError(_("这一项还没有保存过，请刷新页面后重新填写。"))
    return Conflict(stored, sent)


def item_named(context: ServiceContext, round_key: str, prefecture: str, item_key: str) -> Question:
    """Return the question of an open sheet with this key.

    Raises ChuyiError where the sheet has none with this key.
    """
    row = round_with_key(context, round_key)
    for item in sheet_items(context.snapshot, row, prefecture):
        if item.key == item_key:
            return item
    raise ChuyiError(_("这张自查表没有这一项（%(item)s），可能数据刚更新过，请刷新页面。") % {"item": item_key[:120]})


def require_open(sheet: SheetRow) -> None:
    """Raise ChuyiError where the prefecture may not change the sheet in its state."""
    if sheet.state not in EDITABLE:
        raise ChuyiError(_("自查表已经提交，不能再改。需要修改时请省级数据专员退回。"))


def _largest(context: ServiceContext, item: Question) -> int:
    """Give the largest count that an item may have.

    No prefecture has more counties with a school than counties.
    """
    if item.target is None or item.target != read_plan().self_check.counties:
        return LARGEST_COUNT
    return sum(
        row.level == "county" and row.parent_code == item.division for row in all_divisions(context.snapshot).values()
    )


def submit(context: ServiceContext, round_key: str, prefecture: str, version: int) -> None:
    """Hand the sheet in and close the steward's remarks on it.

    Raises Incomplete with the unfinished items, Moved where the sheet has another version, Refused, ChuyiError.
    """
    require_prefecture(context, prefecture)
    what = subject(round_key, prefecture)
    require(context.writer, context.actor, SUBMIT, what, prefecture)
    row = round_for_writing(context, SUBMIT, round_key, what)
    items = sheet_items(context.snapshot, row, prefecture)
    at, who = context.now(), context.actor.identity
    with writing(context.writer) as connection:
        sheet = sheet_of(connection, round_key, prefecture)
        if sheet is None or sheet.version != version:
            raise sheet_has_moved()
        require_open(sheet)
        missing = unfinished(items, answers_of(connection, sheet.id))
        if missing:
            raise Incomplete(missing)
        if not move_sheet(connection, sheet, SUBMITTED, {"submitted_at": at, "submitted_by": who}):
            raise sheet_has_moved()
        close_remarks(connection, sheet.id, at)
        add_event(connection, sheet.id, SUBMITTED, at, who, None)
        put_on_record(
            connection, context.actor, SUBMIT, what, before={"state": sheet.state}, after={"state": SUBMITTED}, at=at
        )  # fmt: skip
