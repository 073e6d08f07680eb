"""What an accepted sheet makes of its confirmed values, and how that is withdrawn.

The values become facts with the sheet as their source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from chuyi_dash.clock import BEIJING
from chuyi_dash.db.queries.confirming import add_confirmed, withdraw_confirmed
from chuyi_dash.db.queries.parts import BUILDING, SELF_CHECK
from chuyi_dash.db.tables import Answer, ProjectEvent, Tally
from chuyi_dash.metrics.self_check.answering import differs
from chuyi_dash.metrics.self_check.model import CONFIRMED, COUNT, MET, STAGE, SUBMITTED, YES, Question, SheetView
from chuyi_dash.self_check.stored_texts import source_note, source_title

Row = dict[str, Any]
Fact = tuple[type[Answer | Tally | ProjectEvent], Row]


def source_key(round_key: str, prefecture: str) -> str:
    """Build the key of the source behind the facts that this sheet confirmed."""
    return f"{SELF_CHECK}{round_key}-{prefecture}"


def confirmed(view: SheetView) -> Iterator[tuple[Question, str]]:
    """Yield each question, with the prefecture's own value, whose value becomes a fact.

    The system had no figure, or the steward ruled for the prefecture.
    """
    for item in view.items:
        answer = view.answers.get(item.key)
        if answer is None or answer.agree is not False or answer.value is None:
            continue
        if item.figure.value is None or (differs(item, answer) and answer.settled == CONFIRMED):
            yield item, answer.value


def facts_of(view: SheetView) -> tuple[Fact, ...]:
    """Convert the confirmed values to facts, dated the round's day.

    {body}
    """
    origin = {"date": view.round.as_of, "source_key": source_key(view.round.key, view.prefecture)}
    return tuple(fact for item, value in confirmed(view) if (fact := _fact(item, value, origin)) is not None)


def _fact(item: Question, value: str, origin: Row) -> Fact | None:
    if item.kind == MET and item.element is not None:
        about = {"target_id": item.target, "item": item.element, "division_code": item.division}
        return Answer, origin | about | {"met": value == YES}
    if item.kind == MET:
        return Tally, origin | _tally(item, int(value == YES), stage=BUILDING, category="")
    if item.kind == COUNT and item.element is not None:
        return Tally, origin | _tally(item, int(value), stage=None, category=str(item.element))
    if item.kind == STAGE:
        return ProjectEvent, origin | {"project_code": item.project, "stage_code": value}
    return None


def _tally(item: Question, count: int, stage: str | None, category: str) -> Row:
    return {
        "target_id": item.target,
        "division_code": item.division,
        "stage_code": stage,
        "category": category,
        "count": count,
    }


def write_facts(connection: Connection, view: SheetView, check_code: str) -> int:
    """Add the sheet's facts and their source through the caller's transaction.

    Returns how many facts there are. The source is dated the Beijing day of the first hand-in: what comes after is
    the province's time, and must not make the prefecture late. A sample round's facts are sample too. Where nothing
    is confirmed there is no source.
    """
    facts = facts_of(view)
    if not facts:
        return 0
    first = min(step.at for step in view.history if step.state == SUBMITTED)
    source = {
        "key": source_key(view.round.key, view.prefecture),
        "kind": "sample" if view.round.sample else "self_check",
        "title": source_title(view.prefecture_name, view.round, check_code),
        "publisher": view.prefecture_name,
        "published": first.astimezone(BEIJING).date(),
        "confidence": "medium",
        "note": source_note(view.round),
    }
    return add_confirmed(connection, source, facts)


def withdraw_facts(connection: Connection, round_key: str, prefecture: str) -> int:
    """Take out what the sheet confirmed, and its source, through the caller's transaction.

    Returns how many facts went.
    """
    return withdraw_confirmed(connection, source_key(round_key, prefecture))
