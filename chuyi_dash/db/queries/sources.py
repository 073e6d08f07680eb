"""The sources that stand behind facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, literal, or_, select, union_all

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.parts import division_prefectures, in_code_order, sourced_only
from chuyi_dash.db.tables import (
    Answer,
    Funding,
    Industry,
    Institution,
    Milestone,
    Project,
    ProjectEvent,
    Source,
    Tally,
)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with its date, confidence, and how many facts point at it."""

    key: str
    kind: str
    title: str
    publisher: str | None
    published: date | None
    date_note: str | None
    url: str | None
    confidence: str
    note: str | None
    facts: int


_SOURCE = (
    Source.key,
    Source.kind,
    Source.title,
    Source.publisher,
    Source.published,
    Source.date_note,
    Source.url,
    Source.confidence,
    Source.note,
)


def sources_with_fact_counts(connection: Connection, sourced: bool) -> tuple[SourceRow, ...]:
    """Read every source with the number of facts that point at it, also one without any."""
    tables = (Institution, Project, ProjectEvent, Tally, Answer, Industry, Funding, Milestone)
    cited = union_all(*(select(table.source_key.label("key")) for table in tables)).subquery()
    rows = connection.execute(
        select(*_SOURCE, func.count(cited.c.key).label("facts"))
        .outerjoin(cited, cited.c.key == Source.key)
        .where(sourced_only(sourced))
        .group_by(*_SOURCE)
        .order_by(in_code_order(Source.kind), in_code_order(Source.key))
    )
    return tuple(SourceRow(**row) for row in rows.mappings())


def sources_by_target(connection: Connection, at: AsOf) -> dict[str, tuple[tuple[str, int], ...]]:
    """Read the keys of the sources behind each target's facts, with their row counts.

    Facts are the target's projects, and its events, tallies and answers up to the day.
    """
    dated = union_all(
        select(Project.target_id.label("target"), Project.source_key.label("key")),
        select(Project.target_id, ProjectEvent.source_key)
        .join(Project, Project.code == ProjectEvent.project_code)
        .where(ProjectEvent.date <= at.day),
        select(Tally.target_id, Tally.source_key).where(Tally.date <= at.day),
        select(Answer.target_id, Answer.source_key).where(Answer.date <= at.day),
    ).subquery()
    rows = connection.execute(
        select(dated.c.target, dated.c.key, func.count())
        .join(Source, Source.key == dated.c.key)
        .where(sourced_only(at.sourced))
        .group_by(dated.c.target, dated.c.key)
        .order_by(in_code_order(dated.c.target), in_code_order(dated.c.key))
    )
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for target, key, number in rows:
        found[target] = (*found.get(target, ()), (key, number))
    return found


def sources_of_institutions(connection: Connection, at: AsOf) -> dict[str, tuple[tuple[str, int], ...]]:
    """Read the keys of the sources behind the institutions of each kind, with their row counts.

    The institutions are those that had opened by the day. One without a day of opening counts as open, and one that
    has closed is still what a source says of it.
    """
    rows = connection.execute(
        select(Institution.kind, Institution.source_key, func.count(literal(1)))
        .join(Source, Source.key == Institution.source_key)
        .where(or_(Institution.opened.is_(None), Institution.opened <= at.day), sourced_only(at.sourced))
        .group_by(Institution.kind, Institution.source_key)
        .order_by(in_code_order(Institution.kind), in_code_order(Institution.source_key))
    )
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for kind, key, number in rows:
        found[kind] = (*found.get(kind, ()), (key, number))
    return found


def sources_of_money_and_milestones(connection: Connection, at: AsOf, prefecture: str) -> tuple[str, ...]:
    """Read the keys of the sources behind money and milestones of a prefecture's projects.

    They are in order. Money counts up to the day, milestones whatever their day.
    """
    cited = union_all(
        select(Funding.project_code.label("project"), Funding.source_key.label("key")).where(Funding.date <= at.day),
        select(Milestone.project_code, Milestone.source_key),
    ).subquery()
    where = division_prefectures()
    keys = connection.scalars(
        select(cited.c.key)
        .distinct()
        .join(Project, Project.code == cited.c.project)
        .join(where, where.c.code == Project.division_code)
        .join(Source, Source.key == cited.c.key)
        .where(where.c.prefecture == prefecture, sourced_only(at.sourced))
    )
    return tuple(sorted(keys))
