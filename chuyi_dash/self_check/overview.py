"""A round as a whole: where each prefecture stands, and whom to remind.

It also tells what differs between two rounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from chuyi_dash.access.audit import require
from chuyi_dash.access.model import READ_STATES
from chuyi_dash.clock import BEIJING
from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.self_check import (
    SheetRow,
    answers_of,
    answers_of_round,
    open_remarks_by_prefecture,
    sheet_of,
    sheets_of_round,
)
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.self_check.answering import open_disagreements, outcome, unfinished
from chuyi_dash.metrics.self_check.model import (
    ACCEPTED,
    COUNT,
    SUBMITTED,
    TEXT,
    YES,
    Answer,
    Difference,
    Question,
    RoundRow,
    SheetState,
)
from chuyi_dash.plan import read_plan
from chuyi_dash.self_check.context import ServiceContext, subject
from chuyi_dash.self_check.generating import sheet_items
from chuyi_dash.self_check.rounds import round_with_key
from chuyi_dash.self_check.stored_texts import reminder
from chuyi_dash.self_check.viewing import items_of, require_prefecture
from chuyi_dash.views.board import all_divisions

HANDED_IN = (SUBMITTED, ACCEPTED)
StoredSheet = tuple[SheetRow, datetime | None, int | None]


def states(context: ServiceContext, round_key: str) -> tuple[SheetState, ...]:
    """Read the state of every prefecture's sheet in the plan's order, in two statements.

    A sheet is late where it was first handed in after its due day, or is with the prefecture past that day. Raises
    Refused, ChuyiError.
    """
    require(context.writer, context.actor, READ_STATES, subject(round_key))
    row = round_with_key(context, round_key)
    with reading(context.writer) as connection:
        sheets, answers = sheets_of_round(connection, round_key), answers_of_round(connection, round_key)
    return tuple(
        _state(context, row, division, sheets.get(division.code), answers.get(division.code, {}))
        for division in _prefectures(context)
    )


def accepted_sheets(context: ServiceContext, round_key: str) -> tuple[SheetState, ...]:
    """List the accepted sheets of a round in the plan's order; everybody may read them.

    Raises ChuyiError for an unknown round.
    """
    row = round_with_key(context, round_key)
    with reading(context.writer) as connection:
        sheets = sheets_of_round(connection, round_key)
    return tuple(
        _state(context, row, division, sheets[division.code], {})
        for division in _prefectures(context)
        if division.code in sheets and sheets[division.code][0].state == ACCEPTED
    )


def _prefectures(context: ServiceContext) -> list[Division]:
    return [row for row in all_divisions(context.snapshot).values() if row.level == "prefecture"]


def _state(
    context: ServiceContext, row: RoundRow, division: Division, stored: StoredSheet | None, answers: dict[str, Answer]
) -> SheetState:  # fmt: skip
    sheet, first, sealed = stored or (None, None, None)
    if sheet is not None and sheet.state == ACCEPTED:
        number, answered, open_ones = sealed or 0, sealed or 0, 0
    else:
        items = sheet_items(context.snapshot, row, division.code)
        number, answered = len(items), len(items) - len(unfinished(items, answers))
        open_ones = len(open_disagreements(items, answers))
    return SheetState(
        prefecture=division.code,
        prefecture_name=division.name,
        state=sheet.state if sheet else None,
        answered=answered,
        items=number,
        late=_is_late(row.due, sheet.state if sheet else None, first, context.today()),
        disagreements=open_ones,
        submitted_at=sheet.submitted_at if sheet else None,
        check_code=sheet.check_code if sheet else None,
    )


def _is_late(due: date, state: str | None, first: datetime | None, today: date) -> bool:
    if state in HANDED_IN and first is not None:
        return first.astimezone(BEIJING).date() > due
    return today > due


def reminders(context: ServiceContext, round_key: str) -> tuple[tuple[str, str], ...]:
    """Write a reminder to each prefecture that has not handed in, as (prefecture, message).

    The message is in Chinese, ready to send. Raises Refused, ChuyiError.
    """
    rows = [row for row in states(context, round_key) if row.state not in HANDED_IN]
    known = round_with_key(context, round_key)
    with reading(context.writer) as connection:
        remarks = open_remarks_by_prefecture(connection, round_key)
    return tuple(
        (
            row.prefecture_name,
            reminder(
                row.prefecture_name, known, row.state, row.items - row.answered,
                len(remarks.get(row.prefecture, ())), context.today(),
            ),
        )
        for row in rows
    )  # fmt: skip


def difference(context: ServiceContext, earlier_key: str, later_key: str, prefecture: str) -> tuple[Difference, ...]:
    """List the questions whose value differs between two rounds, in the later sheet's order.

    {body}
    """
    require_prefecture(context, prefecture)
    require(context.writer, context.actor, READ_STATES, subject(f"{earlier_key}..{later_key}", prefecture))
    rows = round_with_key(context, earlier_key), round_with_key(context, later_key)
    with reading(context.writer) as connection:
        before, after = (_sheet_values(context, connection, row, prefecture) for row in rows)
    found = [Difference(item, before.value(item), after.value(item)) for item in (before.items | after.items).values()]
    order = {key: index for index, key in enumerate([*after.items, *before.items])}
    return tuple(sorted((row for row in found if row.before != row.after), key=lambda row: order[row.item.key]))


@dataclass(frozen=True, slots=True)
class _Values:
    """What one sheet says: its items and their values by key.

    ``with_school`` are the counties that it knows to have a school by name.
    """

    items: dict[str, Question]
    values: dict[str, str | None]
    with_school: frozenset[str]

    def value(self, item: Question) -> str | None:
        if item.key in self.values:
            return self.values[item.key]
        return YES if item.target == read_plan().self_check.counties and item.name in self.with_school else None


def _sheet_values(context: ServiceContext, connection: Connection, row: RoundRow, prefecture: str) -> _Values:
    sheet = sheet_of(connection, row.key, prefecture)
    items = items_of(context, connection, row, sheet) if sheet else sheet_items(context.snapshot, row, prefecture)
    answers = answers_of(connection, sheet.id) if sheet else {}
    known = {item.key: item for item in items if item.kind != TEXT}
    totals = (item for item in items if item.target == read_plan().self_check.counties and item.kind == COUNT)
    return _Values(
        known,
        {key: outcome(item, answers.get(key)) for key, item in known.items()},
        frozenset(name for item in totals for name in item.figure.names),
    )
