"""The facts of one day, counted for the rules."""

from __future__ import annotations

from sqlalchemy import Connection, and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.parts import (
    BUILDING,
    any_of,
    current_stages,
    division_prefectures,
    in_code_order,
    is_sample,
    newest_of_each,
    sourced_only,
    weight,
)
from chuyi_dash.db.tables import (
    Answer,
    DataVersion,
    Division,
    Industry,
    Institution,
    Source,
    Stage,
    Tally,
)
from chuyi_dash.metrics import facts as records


def data_version(connection: Connection) -> str:
    """Read the stamp that changes with every write."""
    return str(connection.scalar(select(DataVersion.stamp)))


def all_divisions_by_code(connection: Connection) -> tuple[tuple[str, str, str, str, str, str | None], ...]:
    """Read every division, zones included, in order of code.

    A row is code, name, short name, level, kind and the parent's code.
    """
    columns = (Division.code, Division.name, Division.short_name, Division.level, Division.kind, Division.parent_code)
    rows = connection.execute(select(*columns).order_by(Division.code))
    return tuple((row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows)


def statutory_divisions(connection: Connection) -> tuple[records.Division, ...]:
    """Read province, prefectures and counties in order of code.

    Zones stay out, so no denominator can hold one.
    """
    rows = connection.execute(
        select(
            Division.code,
            Division.name,
            Division.short_name,
            Division.name_en,
            Division.level,
            Division.parent_code,
        )
        .where(Division.statutory)
        .order_by(in_code_order(Division.code))
    )
    return tuple(records.Division(*row) for row in rows)


def project_counts_by_target_level_prefecture(connection: Connection, at: AsOf) -> tuple[records.ProjectCount, ...]:
    """Count projects by target, level and prefecture.

    Numbers are of all, approved, started, accepted, ever approved and stopped projects. A project without any event
    by the day says nothing yet: its target stays unknown rather than 0.
    """
    stages, where = current_stages(at), division_prefectures()
    rows = connection.execute(
        select(
            stages.c.target_id,
            stages.c.level,
            where.c.prefecture,
            func.count(),
            func.sum(stages.c.approved),
            func.sum(stages.c.started),
            func.sum(stages.c.accepted),
            func.sum(stages.c.ever_approved),
            func.sum(stages.c.stopped),
            func.max(stages.c.sample),
        )
        .outerjoin(where, where.c.code == stages.c.division_code)
        .where(stages.c.stage_code.is_not(None))
        .group_by(stages.c.target_id, stages.c.level, where.c.prefecture)
    )
    return tuple(
        records.ProjectCount(target, level, prefecture, total, approved, started, accepted, ever, stopped, bool(sample))
        for target, level, prefecture, total, approved, started, accepted, ever, stopped, sample in rows
    )


def newest_tallies(connection: Connection, at: AsOf) -> tuple[records.TallyCount, ...]:
    """Read the newest tally per target, division, stage and category as of a day.

    Among tallies of one day the weightier source wins, then the larger count.
    """
    order = (Tally.date.desc(), weight().desc(), Tally.count.desc(), in_code_order(Tally.source_key))
    group = (Tally.target_id, Tally.division_code, Tally.stage_code, Tally.category)
    building_rank = select(Stage.rank).where(Stage.code == BUILDING).scalar_subquery()
    newest = newest_of_each(
        select(
            Tally.target_id,
            Tally.division_code,
            Tally.stage_code,
            Stage.counts,
            case((and_(Stage.counts != "stopped", Stage.rank >= building_rank), 1), else_=0).label("started"),
            Tally.category,
            Tally.date,
            Tally.count,
            Tally.source_key,
            is_sample().label("sample"),
        )
        .join(Source, Source.key == Tally.source_key)
        .outerjoin(Stage, Stage.code == Tally.stage_code)
        .where(Tally.date <= at.day, sourced_only(at.sourced)),
        group=group,
        newest_first=order,
    )
    rows = connection.execute(select(newest))
    return tuple(
        records.TallyCount(target, division, stage, counts, bool(started), category, on, count, source, bool(sample))
        for target, division, stage, counts, started, category, on, count, source, sample in rows
    )


def institutions_in_force_by_division(connection: Connection, at: AsOf) -> tuple[records.InstitutionCount, ...]:
    """Count the institutions in force by division, kind and ownership.

    One whose opening day is unknown counts as open.
    """
    rows = connection.execute(
        select(
            Institution.division_code,
            Institution.kind,
            Institution.ownership,
            func.count(),
            any_of(is_sample()),
        )
        .join(Source, Source.key == Institution.source_key)
        .where(
            or_(Institution.opened.is_(None), Institution.opened <= at.day),
            or_(Institution.closed.is_(None), Institution.closed > at.day),
            sourced_only(at.sourced),
        )
        .group_by(Institution.division_code, Institution.kind, Institution.ownership)
    )
    return tuple(
        records.InstitutionCount(division, kind, ownership, number, bool(sample))
        for division, kind, ownership, number, sample in rows
    )


def newest_answers(connection: Connection, at: AsOf) -> tuple[records.AnswerState, ...]:
    """Read the newest answer per target, item and division as of a day.

    Among answers of one day the weightier source wins, then the source's key decides.
    """
    order = (Answer.date.desc(), weight().desc(), in_code_order(Answer.source_key))
    group = (Answer.target_id, Answer.item, Answer.division_code)
    newest = newest_of_each(
        select(
            Answer.target_id,
            Answer.item,
            Answer.division_code,
            Answer.date,
            Answer.met,
            Answer.source_key,
            is_sample().label("sample"),
        )
        .join(Source, Source.key == Answer.source_key)
        .where(Answer.date <= at.day, sourced_only(at.sourced)),
        group=group,
        newest_first=order,
    )
    rows = connection.execute(select(newest))
    return tuple(
        records.AnswerState(target, item, division, on, bool(met), source, bool(sample))
        for target, item, division, on, met, source, sample in rows
    )


def listed_industries(connection: Connection, at: AsOf) -> tuple[records.IndustryState, ...]:
    """List the main industries as of a day, and whether a public college in force serves each.

    The switch holds for the college as well: one of the sample serves no industry where only sourced facts count.
    """
    behind = aliased(Source)
    served = and_(
        Institution.ownership == "公办",
        or_(Institution.opened.is_(None), Institution.opened <= at.day),
        or_(Institution.closed.is_(None), Institution.closed > at.day),
        behind.kind != "sample" if at.sourced else true(),
    )
    sample = or_(is_sample(), and_(served, behind.kind == "sample"))
    rows = connection.execute(
        select(Industry.name, case((served, 1), else_=0), case((sample, 1), else_=0))
        .join(Source, Source.key == Industry.source_key)
        .outerjoin(Institution, Institution.code == Industry.institution_code)
        .outerjoin(behind, behind.key == Institution.source_key)
        .where(Industry.listed_on <= at.day, sourced_only(at.sourced))
    )
    return tuple(records.IndustryState(name, bool(by), bool(shown)) for name, by, shown in rows)


def facts_on(connection: Connection, at: AsOf) -> records.Facts:
    """Read everything that the rules need about one day."""
    return records.Facts(
        as_of=at.day,
        divisions=statutory_divisions(connection),
        projects=project_counts_by_target_level_prefecture(connection, at),
        tallies=newest_tallies(connection, at),
        institutions=institutions_in_force_by_division(connection, at),
        answers=newest_answers(connection, at),
        industries=listed_industries(connection, at),
    )
