"""Rounds: what the figures' day is and when sheets are due."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import Engine

from chuyi_dash.access.audit import put_on_record, require
from chuyi_dash.access.model import OPEN_ROUND, Actor
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.queries.self_check import add_round, round_of, rounds_newest_first
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import RoundRow
from chuyi_dash.plan import read_plan
from chuyi_dash.self_check.context import ServiceContext, subject
from chuyi_dash.views.snapshot import DataSource, remembered

LONGEST_KEY, LONGEST_NAME = 20, 40
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def open_round(context: ServiceContext, key: str, name: str, as_of: date, due: date, sample: bool) -> RoundRow:
    """Open a round with the figures of ``as_of``, due on ``due``.

    ``sample`` lets sample rows into its figures. A demonstration identity opens sample rounds only. Raises Refused,
    and ChuyiError for days or names that cannot be used.
    """
    require(context.writer, context.actor, OPEN_ROUND, subject(key[:LONGEST_KEY]))
    row = RoundRow(key, name.strip(), as_of, due, sample or context.actor.demonstration, context.actor.identity)
    _check(row, context.today())
    with writing(context.writer) as connection:
        if not add_round(connection, row, context.now()):
            raise ChuyiError(
                _("编号 %(key)s 或名称“%(name)s”已经用于另一轮自查。请换一个。") % {"key": key, "name": row.name}
            )
        after = {"name": row.name, "as_of": str(as_of), "due": str(due), "sample": row.sample}
        put_on_record(connection, context.actor, OPEN_ROUND, subject(key), after=after, at=context.now())
    return row


def _check(row: RoundRow, today: date) -> None:
    if len(row.key) > LONGEST_KEY or not _KEY.fullmatch(row.key):
        raise ChuyiError(
            _("轮次编号要用字母和数字，可带 - 和 _，不超过 %(most)d 个字符，例如 2024。") % {"most": LONGEST_KEY}
        )
    if not row.name or len(row.name) > LONGEST_NAME or not row.name.isprintable():
        raise ChuyiError(_("请写轮次名称，不超过 %(most)d 个字，例如 2024年度。") % {"most": LONGEST_NAME})
    if row.as_of > today:
        raise ChuyiError(_("数据截至日期 %(day)s 还没有到，那一天的数据不可能齐全。") % {"day": row.as_of})
    if row.as_of < read_plan().start:
        raise ChuyiError(
            _("数据截至日期 %(day)s 早于计划开始（%(start)s）。") % {"day": row.as_of, "start": read_plan().start}
        )
    if row.due < row.as_of:
        raise ChuyiError(_("提交期限 %(due)s 早于数据截至日期 %(day)s，请改晚。") % {"due": row.due, "day": row.as_of})


def rounds(context: ServiceContext) -> tuple[RoundRow, ...]:
    """Read every round, newest first; anybody may know of them."""
    with reading(context.writer) as connection:
        return rounds_newest_first(connection)


def round_with_key(context: ServiceContext, key: str) -> RoundRow:
    """Read one round; raises ChuyiError where there is none with this key."""
    return _round_with_key(context.snapshot, context.writer, key)


def may_write_in(actor: Actor, row: RoundRow) -> bool:
    """Tell whether this kind of identity writes in this kind of round.

    A demonstration identity does so in sample rounds only.
    """
    return row.sample or not actor.demonstration


def round_for_writing(context: ServiceContext, action: str, key: str, what: str) -> RoundRow:
    """Return the round that a write is about; call it after ``require``.

    ``what`` is the subject for the audit.

    {body}
    """
    row = round_with_key(context, key)
    if not may_write_in(context.actor, row):
        with writing(context.writer) as connection:
            put_on_record(connection, context.actor, action, what, allowed=False, at=context.now())
        raise ChuyiError(
            _("“%(round)s”是正式自查，示例身份只能在示例轮次中操作，没有写入任何内容。请改选示例轮次。")
            % {"round": row.name}
        )
    return row


@remembered(entries=64)
def _round_with_key(_snapshot: DataSource, writer: Engine, key: str) -> RoundRow:
    """Read a round by its key; remembered, as an open round never changes.

    A save therefore need not ask again. Raises ChuyiError for a round that is not there yet, and does not
    remember that.
    """
    with reading(writer) as connection:
        found = round_of(connection, key)
    if found is None:
        raise ChuyiError(_("没有编号为 %(key)s 的自查轮次。") % {"key": key[:LONGEST_KEY]})
    return found
