"""Rounds, sheets and answers: what is asked of them, and the few ways in which they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from chuyi_dash.db.dialects import insert_unless_there
from chuyi_dash.db.queries.access import in_utc
from chuyi_dash.db.queries.parts import in_code_order
from chuyi_dash.db.self_check_tables import Remark, Round, Sheet, SheetAnswer, SheetEvent
from chuyi_dash.metrics.self_check.model import (
    DRAFT,
    SUBMITTED,
    Answer,
    Draft,
    ItemRemark,
    RoundRow,
    StateChange,
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet without its contents. Moments are UTC."""

    id: int
    round: str
    prefecture: str
    state: str
    version: int
    submitted_at: datetime | None
    submitted_by: str | None
    check_code: str | None


_ROUND = (Round.key, Round.name, Round.as_of, Round.due, Round.sample, Round.opened_by)
_SHEET = (
    Sheet.id,
    Sheet.round_key,
    Sheet.prefecture_code,
    Sheet.state,
    Sheet.version,
    Sheet.submitted_at,
    Sheet.submitted_by,
    Sheet.check_code,
)
_ANSWER = (
    SheetAnswer.item,
    SheetAnswer.agree,
    SheetAnswer.value,
    SheetAnswer.reason,
    SheetAnswer.note,
    SheetAnswer.version,
    SheetAnswer.saved_at,
    SheetAnswer.saved_by,
    SheetAnswer.settled,
)


def utc_or_none(at: datetime | None) -> datetime | None:
    """Convert a stored moment to UTC; None stays None."""
    return None if at is None else in_utc(at)


def rounds_newest_first(connection: Connection) -> tuple[RoundRow, ...]:
    """Read every round, the newest first by its day of figures, then by key."""
    rows = connection.execute(select(*_ROUND).order_by(Round.as_of.desc(), in_code_order(Round.key).desc()))
    return tuple(RoundRow(*row) for row in rows)


def round_of(connection: Connection, key: str) -> RoundRow | None:
    """Read one round; None where there is none with this key."""
    row = connection.execute(select(*_ROUND).where(Round.key == key)).first()
    return None if row is None else RoundRow(*row)


def add_round(connection: Connection, row: RoundRow, at: datetime) -> bool:
    """Add a round; False where its key or its name is in use, and then nothing is written."""
    values = {
        "key": row.key,
        "name": row.name,
        "as_of": row.as_of,
        "due": row.due,
        "sample": row.sample,
        "opened_at": at,
        "opened_by": row.opened_by,
    }
    return insert_unless_there(connection, Round, values)


def sheet_of(connection: Connection, round_key: str, prefecture: str) -> SheetRow | None:
    """Read the sheet of one prefecture in a round; None where nobody has opened it yet."""
    row = connection.execute(
        select(*_SHEET).where(Sheet.round_key == round_key, Sheet.prefecture_code == prefecture)
    ).first()
    return None if row is None else _sheet(row)


def sheet_with_id(connection: Connection, sheet_id: int) -> SheetRow | None:
    """Read the sheet with this number; None where there is none."""
    row = connection.execute(select(*_SHEET).where(Sheet.id == sheet_id)).first()
    return None if row is None else _sheet(row)


def add_sheet(connection: Connection, round_key: str, prefecture: str) -> bool:
    """Begin a sheet as a draft; False where somebody was quicker."""
    values = {"round_key": round_key, "prefecture_code": prefecture, "state": DRAFT, "version": 1}
    return insert_unless_there(connection, Sheet, values)


def move_sheet(connection: Connection, sheet: SheetRow, state: str, values: Mapping[str, Any]) -> bool:
    """Bring a sheet from the state and version it was read in to another.

    False where it has left them.
    """
    done = connection.execute(
        update(Sheet)
        .where(Sheet.id == sheet.id, Sheet.version == sheet.version, Sheet.state == sheet.state)
        .values(state=state, version=sheet.version + 1, **values)
    )
    return done.rowcount == 1


def sealed_of(connection: Connection, sheet_id: int) -> dict[str, Any] | None:
    """Read the contents sealed when the sheet was accepted; None where it is not."""
    found: dict[str, Any] | None = connection.scalar(select(Sheet.sealed).where(Sheet.id == sheet_id))
    return found


def answer_of(connection: Connection, sheet_id: int, item: str) -> Answer | None:
    """Read the answer saved for one item of a sheet; None where nothing is saved."""
    row = connection.execute(select(*_ANSWER).where(SheetAnswer.sheet_id == sheet_id, SheetAnswer.item == item)).first()
    return None if row is None else _answer(row)


def answers_of(connection: Connection, sheet_id: int) -> dict[str, Answer]:
    """Read the answers saved for a sheet, by item."""
    rows = connection.execute(select(*_ANSWER).where(SheetAnswer.sheet_id == sheet_id))
    return {row[0]: _answer(row) for row in rows}


def answers_of_round(connection: Connection, round_key: str) -> dict[str, dict[str, Answer]]:
    """Read the answers saved in a round, by prefecture and then by item."""
    rows = connection.execute(
        select(Sheet.prefecture_code, *_ANSWER)
        .join(Sheet, Sheet.id == SheetAnswer.sheet_id)
        .where(Sheet.round_key == round_key)
    )
    found: dict[str, dict[str, Answer]] = {}
    for prefecture, *row in rows:
        found.setdefault(prefecture, {})[row[0]] = _answer(row)
    return found


def add_answer(connection: Connection, sheet_id: int, item: str, draft: Draft, at: datetime, who: str) -> bool:
    """Save the first answer to an item.

    False where somebody was quicker, and then nothing is written.
    """
    values = {"sheet_id": sheet_id, "item": item, "version": 1, "saved_at": at, "saved_by": who, **_said(draft)}
    return insert_unless_there(connection, SheetAnswer, values)


def change_answer(
    connection: Connection, sheet_id: int, item: str, draft: Draft, version: int, at: datetime, who: str
) -> bool:
    """Save over the answer of this version, and so undo the steward's settlement.

    False where it is of another version, and then nothing is written.
    """
    done = connection.execute(
        update(SheetAnswer)
        .where(SheetAnswer.sheet_id == sheet_id, SheetAnswer.item == item, SheetAnswer.version == version)
        .values(
            version=version + 1,
            saved_at=at,
            saved_by=who,
            settled=None,
            settled_at=None,
            settled_by=None,
            **_said(draft),
        )
    )
    return done.rowcount == 1


def settle_answer(connection: Connection, sheet_id: int, item: str, settlement: str, at: datetime, who: str) -> None:
    """Keep how the steward closed a disagreement."""
    connection.execute(
        update(SheetAnswer)
        .where(SheetAnswer.sheet_id == sheet_id, SheetAnswer.item == item)
        .values(settled=settlement, settled_at=at, settled_by=who)
    )


def add_event(connection: Connection, sheet_id: int, state: str, at: datetime, who: str, reason: str | None) -> None:
    """Keep a step in a sheet's life."""
    values = {"sheet_id": sheet_id, "state": state, "at": at, "who": who, "reason": reason}
    connection.execute(insert(SheetEvent).values(**values))


def events_of_sheet(connection: Connection, sheet_id: int) -> tuple[StateChange, ...]:
    """List a sheet's changes of state, oldest first, with moments in UTC."""
    rows = connection.execute(
        select(SheetEvent.state, SheetEvent.at, SheetEvent.who, SheetEvent.reason)
        .where(SheetEvent.sheet_id == sheet_id)
        .order_by(SheetEvent.id)
    )
    return tuple(StateChange(state, in_utc(at), who, reason) for state, at, who, reason in rows)


def add_remarks(connection: Connection, sheet_id: int, reasons: Mapping[str, str], at: datetime, who: str) -> None:
    """Keep why items were sent back."""
    rows = [
        {"sheet_id": sheet_id, "item": item, "reason": text, "at": at, "who": who} for item, text in reasons.items()
    ]
    connection.execute(insert(Remark), rows)


def close_remarks(connection: Connection, sheet_id: int, at: datetime) -> None:
    """Close what is open on a sheet."""
    connection.execute(
        update(Remark).where(Remark.sheet_id == sheet_id, Remark.closed_at.is_(None)).values(closed_at=at)
    )


def remarks_of_sheet(connection: Connection, sheet_id: int) -> dict[str, tuple[ItemRemark, ...]]:
    """Read why items were sent back, by item: open remarks first, then the newest."""
    rows = connection.execute(
        select(Remark.item, Remark.reason, Remark.at, Remark.who, Remark.closed_at.is_(None))
        .where(Remark.sheet_id == sheet_id)
        .order_by(Remark.closed_at.is_(None).desc(), Remark.id.desc())
    )
    found: dict[str, tuple[ItemRemark, ...]] = {}
    for item, reason, at, who, is_open in rows:
        found[item] = (*found.get(item, ()), ItemRemark(item, reason, in_utc(at), who, bool(is_open)))
    return found


def open_remarks_by_prefecture(connection: Connection, round_key: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Read the open remarks of a round, by prefecture, oldest first, as (item, reason)."""
    rows = connection.execute(
        select(Sheet.prefecture_code, Remark.item, Remark.reason)
        .join(Sheet, Sheet.id == Remark.sheet_id)
        .where(Sheet.round_key == round_key, Remark.closed_at.is_(None))
        .order_by(Remark.id)
    )
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for prefecture, item, reason in rows:
        found[prefecture] = (*found.get(prefecture, ()), (item, reason))
    return found


def sheets_of_round(connection: Connection, round_key: str) -> dict[str, tuple[SheetRow, datetime | None, int | None]]:
    """Read each sheet of a round, by prefecture.

    With it come its first hand-in (None before) and, once accepted, its number of sealed items (None before).
    """
    first = (
        select(SheetEvent.sheet_id, func.min(SheetEvent.at).label("at"))
        .where(SheetEvent.state == SUBMITTED)
        .group_by(SheetEvent.sheet_id)
        .subquery("first_hand_in")
    )
    rows = connection.execute(
        select(*_SHEET, first.c.at, func.json_array_length(Sheet.sealed["items"]))
        .outerjoin(first, first.c.sheet_id == Sheet.id)
        .where(Sheet.round_key == round_key)
    )
    return {row[2]: (_sheet(row), utc_or_none(row[-2]), row[-1]) for row in rows}


def _said(draft: Draft) -> dict[str, Any]:
    return {"agree": draft.agree, "value": draft.value, "reason": draft.reason, "note": draft.note}


def _sheet(row: Any) -> SheetRow:
    number, round_key, prefecture, state, version, submitted_at, submitted_by, check_code = row[:8]
    return SheetRow(number, round_key, prefecture, state, version, utc_or_none(submitted_at), submitted_by, check_code)


def _answer(row: Any) -> Answer:
    item, agree, value, reason, note, version, saved_at, saved_by, settled = row
    return Answer(item, agree, value, reason, note, version, in_utc(saved_at), saved_by, settled)
