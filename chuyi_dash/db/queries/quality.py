"""What the data screen asks of the database.

It asks what arrived and when, the newest fact of each target, and facts that clash.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Subquery,
    and_,
    case,
    distinct,
    func,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy import cast as sql_cast

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.parts import (
    current_stages,
    division_prefectures,
    exact,
    in_code_order,
    is_sample,
    sourced_only,
)
from chuyi_dash.db.queries.projects import newest_money
from chuyi_dash.db.tables import (
    Answer,
    FactChange,
    ImportBatch,
    Industry,
    Institution,
    Project,
    ProjectEvent,
    Source,
    Stage,
    Tally,
)
from chuyi_dash.metrics.quality import ClosedClaim, MoneyClaim, OrderClaim, Received
from chuyi_dash.plan import Period

ARRIVING = ("import", "self_check")


def reports_by_prefecture(
    connection: Connection, period: Period, items: Sequence[tuple[str, str]], at: AsOf
) -> tuple[Received, ...]:
    """Count the expected items that each prefecture reported for a period, in all and in time.

    A fact belongs to the period of its own date; it arrived on the day of its import, or, where it came otherwise, on
    its own date. A correction does not make it late: it arrived when it was first stated.
    """
    last = min(period.end, at.day)
    reports = union_all(
        *(
            _reports(table, item, corrected).where(
                table.date.between(period.start, last),
                tuple_(table.target_id, item).in_(items),
                sourced_only(at.sourced),
            )
            for table, item in ((Answer, Answer.item), (Tally, Tally.category))
            for corrected in (False, True)
        )
    ).subquery()
    key = reports.c.target + "/" + reports.c.item
    rows = connection.execute(
        select(
            reports.c.division,
            func.count(distinct(key)),
            func.count(distinct(case((reports.c.arrived <= period.due, key)))),
        ).group_by(reports.c.division)
    )
    return tuple(Received(division, received, on_time) for division, received, on_time in rows)


def _reports(table: type[Answer] | type[Tally], item: Any, corrected: bool) -> Select[Any]:
    """Select facts with the day on which their source arrived.

    That is the present source, or, where ``corrected``, each one that an import has replaced since.
    """
    arrived: ColumnElement[Any] = case(
        (and_(Source.kind.in_(ARRIVING), Source.published.is_not(None)), Source.published), else_=table.date
    )
    reports = select(
        table.division_code.label("division"),
        table.target_id.label("target"),
        item.label("item"),
        arrived.label("arrived"),
    )
    if not corrected:
        return reports.join(Source, Source.key == table.source_key)
    before = FactChange.before
    same = [before[column.key].as_string() == column for column in (table.target_id, item, table.division_code)]
    return (
        reports.join(
            FactChange,
            and_(
                FactChange.table_name == table.__tablename__,
                *same,
                before["date"].as_string() == sql_cast(table.date, String),
            ),
        )
        .join(ImportBatch, and_(ImportBatch.id == FactChange.import_id, ImportBatch.undone_at.is_(None)))
        .join(Source, Source.key == before["source_key"].as_string())
    )


def newest_fact_by_target(connection: Connection, at: AsOf, prefecture: str | None = None) -> dict[str, date]:
    """Find the day of each target's newest event, tally or answer up to the as-of day.

    Of one prefecture, or of all divisions where ``prefecture`` is None.
    """
    dated = union_all(
        select(
            Project.target_id.label("target"),
            ProjectEvent.date.label("day"),
            ProjectEvent.source_key.label("key"),
            Project.division_code.label("division"),
        )
        .join(Project, Project.code == ProjectEvent.project_code)
        .where(ProjectEvent.date <= at.day),
        *(
            select(table.target_id, table.date, table.source_key, table.division_code).where(table.date <= at.day)
            for table in (Tally, Answer)
        ),
    ).subquery()
    return _newest_in(connection, dated, dated.c.target, at.sourced, prefecture)


def _newest_in(
    connection: Connection, dated: Subquery, group: ColumnElement[str], sourced: bool, prefecture: str | None
) -> dict[str, date]:
    """Find the newest day by group among dated rows (day, key, division).

    Of one prefecture, or of all divisions where ``prefecture`` is None.
    """
    statement = (
        select(group, func.max(dated.c.day))
        .join(Source, Source.key == dated.c.key)
        .where(sourced_only(sourced))
        .group_by(group)
    )
    if prefecture is not None:
        where = division_prefectures()
        statement = statement.join(where, where.c.code == dated.c.division).where(where.c.prefecture == prefecture)
    newest: dict[str, date] = dict(map(tuple, connection.execute(statement)))
    return newest


def newest_industry(connection: Connection, at: AsOf) -> date | None:
    """Find the last day up to the as-of day on which the province listed a main industry."""
    return connection.scalar(
        select(func.max(Industry.listed_on))
        .join(Source, Source.key == Industry.source_key)
        .where(Industry.listed_on <= at.day, sourced_only(at.sourced))
    )


def newest_institution_by_kind(connection: Connection, at: AsOf, prefecture: str | None = None) -> dict[str, date]:
    """Find the last day up to the as-of day when an institution of each kind changed.

    A change is an opening, a closing or a confirmation.
    """
    columns = (Institution.opened, Institution.closed, Institution.confirmed_on)
    dated = union_all(
        *(
            select(
                Institution.kind.label("kind"),
                column.label("day"),
                Institution.source_key.label("key"),
                Institution.division_code.label("division"),
            ).where(column <= at.day)
            for column in columns
        )
    ).subquery()
    return _newest_in(connection, dated, dated.c.kind, at.sourced, prefecture)


def first_days_of_projects(connection: Connection, at: AsOf) -> tuple[OrderClaim, ...]:
    """Find the first approval and acceptance of projects that an event calls accepted, by code.

    The approval is the first event of 立项 or of a stage between it and acceptance, not acceptance itself.
    """
    approved = func.min(case((Stage.counts == "approved", ProjectEvent.date)))
    accepted = func.min(case((Stage.counts == "accepted", ProjectEvent.date)))
    rows = connection.execute(
        select(
            Project.code,
            Project.name,
            Project.target_id,
            Project.division_code,
            approved,
            accepted,
            func.max(case((is_sample(), 1), else_=0)),
        )
        .join(ProjectEvent, ProjectEvent.project_code == Project.code)
        .join(Stage, Stage.code == ProjectEvent.stage_code)
        .join(Source, Source.key == ProjectEvent.source_key)
        .where(ProjectEvent.date <= at.day, sourced_only(at.sourced))
        .group_by(Project.code, Project.name, Project.target_id, Project.division_code)
        .having(accepted.is_not(None))
        .order_by(in_code_order(Project.code))
    )
    return tuple(
        OrderClaim(code, name, target, division, approved_on, accepted_on, bool(sample))
        for code, name, target, division, approved_on, accepted_on, sample in rows
    )


def doubtful_money(connection: Connection, at: AsOf, overfunded: float) -> tuple[MoneyClaim, ...]:
    """Find money whose newest figures by project and origin cannot be right.

    More is spent than in place, or far more is in place than budgeted.
    """
    newest = newest_money(at)
    rows = connection.execute(
        select(
            Project.code,
            Project.name,
            Project.target_id,
            Project.division_code,
            newest.c.origin,
            newest.c.budget,
            newest.c.in_place,
            newest.c.spent,
            newest.c.sample,
        )
        .join(newest, newest.c.project_code == Project.code)
        .where(
            or_(newest.c.spent > newest.c.in_place, newest.c.in_place >= newest.c.budget * overfunded),
        )
        .order_by(in_code_order(Project.code), in_code_order(newest.c.origin))
    )
    return tuple(
        MoneyClaim(code, name, target, division, origin, exact(budget), exact(here), exact(spent), bool(sample))
        for code, name, target, division, origin, budget, here, spent, sample in rows
    )


def counting_projects_of_closed_institutions(connection: Connection, at: AsOf) -> tuple[ClosedClaim, ...]:
    """Find projects that count on the day though their institution has closed by then.

    Those count that are approved and not stopped.
    """
    stages = current_stages(at)
    rows = connection.execute(
        select(
            stages.c.code,
            stages.c.name,
            stages.c.target_id,
            stages.c.division_code,
            Institution.name,
            Institution.closed,
            stages.c.sample,
        )
        .join(Institution, Institution.code == stages.c.institution_code)
        .where(stages.c.approved == 1, Institution.closed <= at.day)
        .order_by(in_code_order(stages.c.code))
    )
    return tuple(
        ClosedClaim(code, name, target, division, school, closed, bool(sample))
        for code, name, target, division, school, closed, sample in rows
    )
