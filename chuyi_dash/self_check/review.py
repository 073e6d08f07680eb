"""The steward's writes: send back with reasons, settle what differs, accept, reopen."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from chuyi_dash.access.audit import put_on_record, require
from chuyi_dash.access.model import ACCEPT, REOPEN, SEND_BACK, SETTLE
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.queries.facts import data_version
from chuyi_dash.db.queries.self_check import (
    SheetRow,
    add_event,
    add_remarks,
    answer_of,
    answers_of,
    close_remarks,
    move_sheet,
    settle_answer,
    sheet_of,
)
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.answering import LONGEST_NOTE, differs, unfinished
from chuyi_dash.metrics.self_check.model import (
    ACCEPTED,
    CONFIRMED,
    KEPT,
    RETURNED,
    SUBMITTED,
    Answer,
    SheetView,
)
from chuyi_dash.metrics.self_check.printable import printable
from chuyi_dash.self_check.context import ServiceContext, subject
from chuyi_dash.self_check.errors import Moved, item_has_moved, sheet_has_moved
from chuyi_dash.self_check.facts import withdraw_facts, write_facts
from chuyi_dash.self_check.papers import sealed_content
from chuyi_dash.self_check.rounds import round_for_writing, round_with_key
from chuyi_dash.self_check.saving import item_named
from chuyi_dash.self_check.viewing import require_prefecture, view_of


def send_back(
    context: ServiceContext,
    round_key: str,
    prefecture: str,
    version: int,
    reasons: Mapping[str, str],
    note: str | None = None,
) -> None:
    """Give a handed-in sheet back for mending, with a reason for each item that is not in order.

    Raises ChuyiError without any reason or for an unknown item, Moved, Refused.
    """
    what = _asked(context, SEND_BACK, round_key, prefecture)
    texts = {key: _reason(text) for key, text in reasons.items()}
    if not texts:
        raise ChuyiError(_("退回时至少要对一项写明理由。"))
    for key in texts:
        item_named(context, round_key, prefecture, key)
    at, who = context.now(), context.actor.identity
    with writing(context.writer) as connection:
        sheet = _sheet_in(connection, round_key, prefecture, SUBMITTED, version)
        _move(connection, sheet, RETURNED, {})
        add_remarks(connection, sheet.id, texts, at, who)
        add_event(connection, sheet.id, RETURNED, at, who, _reason(note) if note and note.strip() else None)
        after = {"state": RETURNED, "reasons": texts, "note": note}
        put_on_record(connection, context.actor, SEND_BACK, what, before={"state": SUBMITTED}, after=after, at=at)


def settle(
    context: ServiceContext, round_key: str, prefecture: str, version: int, item_key: str, seen: Answer, settlement: str
) -> None:
    """Close a disagreement on a handed-in sheet.

    ``settlement`` ``confirmed`` takes the prefecture's value, ``kept`` the system's. ``version`` is that of the sheet
    and ``seen`` the answer that the steward looked at. It may be settled anew until the sheet is accepted. Raises
    Moved where either is another by now, ChuyiError where the two do not differ, Refused.
    """
    if settlement not in (CONFIRMED, KEPT):
        raise ValueError(settlement)
    what = _asked(context, SETTLE, round_key, prefecture, item_key)
    item = item_named(context, round_key, prefecture, item_key)
    with writing(context.writer) as connection:
        sheet = _sheet_in(connection, round_key, prefecture, SUBMITTED, version)
        answer = answer_of(connection, sheet.id, item_key)
        if answer is None or (answer.version, answer.settled) != (seen.version, seen.settled):
            raise item_has_moved()
        if not differs(item, answer):
            raise ChuyiError(_("这一项市州与系统没有分歧，不用处理。"))
        settle_answer(connection, sheet.id, item_key, settlement, context.now(), context.actor.identity)
        before, after = {"settled": answer.settled}, {"settled": settlement, "value": answer.value}
        put_on_record(connection, context.actor, SETTLE, what, before=before, after=after, at=context.now())


def accept(context: ServiceContext, round_key: str, prefecture: str, version: int) -> str:
    """Accept a handed-in sheet: seal its report, lock it, and make facts of what it confirms.

    Returns the check code. Raises ChuyiError while a disagreement is open or where facts that came since leave an
    item without an answer, Moved where the sheet or the facts changed since the context looked, Refused.
    """
    what = _asked(context, ACCEPT, round_key, prefecture)
    row = round_with_key(context, round_key)
    with reading(context.writer) as connection:
        sheet = _sheet_in(connection, round_key, prefecture, SUBMITTED, version)
        view = view_of(context, connection, row, sheet)
    _require_acceptable(view)
    at, who = context.now(), context.actor.identity
    sealed, code = sealed_content(context, view)
    with writing(context.writer) as connection:
        if answers_of(connection, sheet.id) != view.answers:
            raise sheet_has_moved()
        if data_version(connection) != context.snapshot.version:
            raise Moved(_("系统数据刚刚更新过，请核对更新后的数据再通过。"))
        _move(
            connection, sheet, ACCEPTED, {"accepted_at": at, "accepted_by": who, "check_code": code, "sealed": sealed}
        )  # fmt: skip
        facts = write_facts(connection, view, code)
        close_remarks(connection, sheet.id, at)
        add_event(connection, sheet.id, ACCEPTED, at, who, None)
        after = {"state": ACCEPTED, "check_code": code, "facts": facts}
        put_on_record(connection, context.actor, ACCEPT, what, before={"state": SUBMITTED}, after=after, at=at)
    return code


def _require_acceptable(view: SheetView) -> None:
    if view.disagreements:
        raise ChuyiError(
            _("还有 %(number)d 处分歧没有处理，请逐处选定采用市州数据还是维持系统数据。")
            % {"number": len(view.disagreements)}
        )
    missing = unfinished(view.items, view.answers)
    if missing:
        raise ChuyiError(
            _("系统数据更新后有 %(number)d 项没有填完，不能通过。请写明理由退回，由市州补齐后重新提交。")
            % {"number": len(missing)}
        )


def reopen(context: ServiceContext, round_key: str, prefecture: str, version: int, reason: str) -> None:
    """Open an accepted sheet again and withdraw the facts that it made.

    Raises ChuyiError without a reason, Moved, Refused.
    """
    what = _asked(context, REOPEN, round_key, prefecture)
    text = _reason(reason)
    at, who = context.now(), context.actor.identity
    with writing(context.writer) as connection:
        sheet = _sheet_in(connection, round_key, prefecture, ACCEPTED, version)
        nothing = {"check_code": None, "sealed": None, "accepted_at": None, "accepted_by": None}
        _move(connection, sheet, RETURNED, nothing)
        facts = withdraw_facts(connection, round_key, prefecture)
        add_event(connection, sheet.id, RETURNED, at, who, text)
        before = {"state": ACCEPTED, "check_code": sheet.check_code, "facts": facts}
        after = {"state": RETURNED, "reason": text}
        put_on_record(connection, context.actor, REOPEN, what, before=before, after=after, at=at)


def _asked(context: ServiceContext, action: str, round_key: str, prefecture: str, item: str | None = None) -> str:
    """Check that the actor may take the action; return the subject for the audit."""
    require_prefecture(context, prefecture)
    what = subject(round_key, prefecture, item)
    require(context.writer, context.actor, action, what, prefecture)
    round_for_writing(context, action, round_key, what)
    return what


def _sheet_in(connection: Connection, round_key: str, prefecture: str, state: str, version: int) -> SheetRow:
    """Return the sheet in this state and version; raises Moved where it is in another."""
    sheet = sheet_of(connection, round_key, prefecture)
    if sheet is None or (sheet.state, sheet.version) != (state, version):
        raise sheet_has_moved()
    return sheet


def _move(connection: Connection, sheet: SheetRow, state: str, values: Mapping[str, object]) -> None:
    if not move_sheet(connection, sheet, state, values):
        raise sheet_has_moved()


def _reason(text: str) -> str:
    kept = printable(text, "\n").strip()
    if not kept:
        raise ChuyiError(_("请写明理由。"))
    if len(kept) > LONGEST_NOTE:
        raise ChuyiError(_("理由有 %(number)d 个字，最多 %(most)d 个。") % {"number": len(kept), "most": LONGEST_NOTE})
    return kept
