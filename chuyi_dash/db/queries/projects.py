"""Projects one by one: their stages, their events, milestones and money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Boolean, Connection, Subquery, and_, func, or_, select
from sqlalchemy import cast as sql_cast

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.parts import (
    current_stages,
    division_prefectures,
    exact,
    in_code_order,
    is_sample,
    newest_of_each,
    sourced_only,
)
from chuyi_dash.db.tables import (
    Funding,
    Institution,
    InstitutionFormerName,
    Milestone,
    Project,
    ProjectEvent,
    ProjectFormerName,
    Source,
    Stage,
)
from chuyi_dash.metrics.lateness import MilestoneState
from chuyi_dash.metrics.money import Money


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project as it stands on the day.

    Dates are first arrivals; ``late`` counts milestones open past due.
    """

    code: str
    name: str
    target: str
    level: str
    institution: str | None
    prefecture: str | None
    division: str | None
    stage: str | None
    stage_on: date | None
    approved: bool
    accepted: bool
    stopped: bool
    approved_on: date | None
    accepted_on: date | None
    late: int
    former_names: tuple[str, ...]
    sample: bool
    source: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """A stage reached on a day, and who says so."""

    stage: str
    on: date
    note: str | None
    source: str
    sample: bool


def late_milestones_by_project(at: AsOf) -> Subquery:
    """Make a subquery of each project's number of late milestones.

    Those are due before the day and not done by it. Columns: project (its code), late.
    """
    return (
        select(Milestone.project_code.label("project"), func.count().label("late"))
        .join(Source, Source.key == Milestone.source_key)
        .where(Milestone.due < at.day, or_(Milestone.done.is_(None), Milestone.done > at.day), sourced_only(at.sourced))
        .group_by(Milestone.project_code)
        .subquery("late")
    )


def projects_on(connection: Connection, at: AsOf) -> tuple[ProjectRow, ...]:
    """Read every project as it stands on the day, in order of code.

    A stopped one has no late milestones.
    """
    stages, where = current_stages(at), division_prefectures()
    late = late_milestones_by_project(at)
    rows = connection.execute(
        select(stages, Institution.name.label("school"), where.c.prefecture, late.c.late, Project.note)
        .join(Project, Project.code == stages.c.code)
        .outerjoin(Institution, Institution.code == stages.c.institution_code)
        .outerjoin(where, where.c.code == stages.c.division_code)
        .outerjoin(late, and_(late.c.project == stages.c.code, stages.c.stopped == 0))
        .order_by(in_code_order(stages.c.code))
    ).mappings()
    former = _former_names_by_project(connection)
    return tuple(
        ProjectRow(
            code=row["code"],
            name=row["name"],
            target=row["target_id"],
            level=row["level"],
            institution=row["school"],
            prefecture=row["prefecture"],
            division=row["division_code"],
            stage=row["stage_code"],
            stage_on=row["stage_on"],
            approved=bool(row["approved"]),
            accepted=bool(row["accepted"]),
            stopped=bool(row["stopped"]),
            approved_on=row["approved_on"],
            accepted_on=row["accepted_on"],
            late=row["late"] or 0,
            former_names=former.get(row["code"], ()),
            sample=bool(row["sample"]),
            source=row["source_key"],
            note=row["note"],
        )
        for row in rows
    )


def _former_names_by_project(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Read by project code the former names of each project and of the institution that runs it."""
    own = select(ProjectFormerName.project_code, ProjectFormerName.name)
    of_school = select(Project.code, InstitutionFormerName.name).join(
        InstitutionFormerName, InstitutionFormerName.institution_code == Project.institution_code
    )
    names: dict[str, tuple[str, ...]] = {}
    known = own.union(of_school).subquery()
    for code, name in connection.execute(select(known).order_by(in_code_order(known.c.name))):
        names[code] = (*names.get(code, ()), name)
    return names


def events_of_project(connection: Connection, project: str, at: AsOf) -> tuple[Event, ...]:
    """List the project's events up to the as-of day, oldest first."""
    rows = connection.execute(
        select(ProjectEvent.stage_code, ProjectEvent.date, ProjectEvent.note, ProjectEvent.source_key, is_sample())
        .join(Source, Source.key == ProjectEvent.source_key)
        .join(Stage, Stage.code == ProjectEvent.stage_code)
        .where(ProjectEvent.project_code == project, ProjectEvent.date <= at.day, sourced_only(at.sourced))
        .order_by(ProjectEvent.date, Stage.rank)
    )
    return tuple(Event(stage, on, note, source, bool(sample)) for stage, on, note, source, sample in rows)


def milestones_of_counting_projects(
    connection: Connection, at: AsOf, project: str | None = None
) -> tuple[MilestoneState, ...]:
    """Read the milestones of projects that count on the day, by due day then project.

    Projects that are suspended, ended or revoked do not count.
    """
    stages, where = current_stages(at), division_prefectures()
    statement = (
        select(
            Milestone.project_code.label("project"),
            stages.c.name.label("project_name"),
            stages.c.target_id.label("target"),
            Institution.name.label("institution"),
            where.c.prefecture,
            stages.c.division_code.label("division"),
            Milestone.name,
            Milestone.due,
            Milestone.done,
            sql_cast(is_sample(), Boolean).label("sample"),
            Milestone.source_key.label("source"),
        )
        .join(stages, stages.c.code == Milestone.project_code)
        .join(Source, Source.key == Milestone.source_key)
        .outerjoin(Institution, Institution.code == stages.c.institution_code)
        .outerjoin(where, where.c.code == stages.c.division_code)
        .where(stages.c.stopped == 0, sourced_only(at.sourced))
        .order_by(Milestone.due, in_code_order(Milestone.project_code), in_code_order(Milestone.name))
    )
    if project is not None:
        statement = statement.where(Milestone.project_code == project)
    return tuple(MilestoneState(**row) for row in connection.execute(statement).mappings())


def newest_money(at: AsOf, project: str | None = None) -> Subquery:
    """Select the newest cumulative money in 万元 by project and origin, with its source."""
    rows = (
        select(
            Funding.project_code,
            Funding.origin,
            Funding.budget,
            Funding.in_place,
            Funding.spent,
            Funding.source_key,
            is_sample().label("sample"),
        )
        .join(Source, Source.key == Funding.source_key)
        .where(Funding.date <= at.day, sourced_only(at.sourced))
    )
    if project is not None:
        rows = rows.where(Funding.project_code == project)
    return newest_of_each(rows, [Funding.project_code, Funding.origin], [Funding.date.desc()])


def money_by_project_and_origin(
    connection: Connection, at: AsOf, project: str | None = None
) -> dict[str, tuple[Money, ...]]:
    """Read the newest cumulative money in 万元 by project and origin, as known on the day."""
    newest = newest_money(at, project)
    statement = select(newest).order_by(in_code_order(newest.c.project_code), in_code_order(newest.c.origin))
    money: dict[str, tuple[Money, ...]] = {}
    for code, origin, budget, in_place, spent, source, _sample in connection.execute(statement):
        row = Money(origin, exact(budget), exact(in_place), exact(spent), source)
        money[code] = (*money.get(code, ()), row)
    return money
