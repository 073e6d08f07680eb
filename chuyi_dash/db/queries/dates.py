"""Which day is the newest that any fact speaks of."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from chuyi_dash.db.queries.parts import sourced_only
from chuyi_dash.db.tables import (
    Answer,
    Funding,
    Industry,
    Institution,
    Milestone,
    ProjectEvent,
    Source,
    Tally,
)

DATED: tuple[InstrumentedAttribute[Any], ...] = (
    ProjectEvent.date,
    Tally.date,
    Answer.date,
    Funding.date,
    Milestone.done,
    Industry.listed_on,
    Institution.opened,
    Institution.closed,
    Institution.confirmed_on,
)


def newest_fact_date(connection: Connection, sourced: bool) -> date | None:
    """Find the last day on which any fact holds; None in an empty database."""
    newest = union_all(*(_newest(column, sourced) for column in DATED)).subquery()
    day: date | None = connection.scalar(select(func.max(newest.c.day)))
    return day


def _newest(column: InstrumentedAttribute[Any], sourced: bool) -> Select[Any]:
    table = column.class_
    return (
        select(func.max(column).label("day"))
        .select_from(table)
        .join(Source, Source.key == table.source_key)
        .where(sourced_only(sourced))
    )
