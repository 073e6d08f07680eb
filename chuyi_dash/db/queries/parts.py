"""Building blocks that several statements share.

They are places, the sample switch, and the current stage of each project.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, Subquery, and_, case, func, or_, select, true
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.tables import Division, Project, ProjectEvent, Source, Stage

BUILDING = "building"
SELF_CHECK = "self-check-"
"""How the key of a source begins that stands behind an accepted self-check, a sample round's included."""


class in_code_order(FunctionElement[str]):  # noqa: N801 - stands in statements like the functions beside it
    """A text that sorts by its code points on either database.

    It does so whatever language PostgreSQL was set up to sort by.
    """

    inherit_cache = True


@compiles(in_code_order)
def _in_any_order(element: in_code_order, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(in_code_order, "postgresql")
def _collated(element: in_code_order, compiler: SQLCompiler, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)}) COLLATE "C"'


def is_sample() -> ColumnElement[bool]:
    """Return the condition that the joined source is the sample."""
    return Source.kind == "sample"


def weight() -> ColumnElement[int]:
    """Weigh the joined source against others that speak of the same thing on the same day.

    The larger number wins. What a prefecture and the province agreed on in an accepted self-check outweighs what was
    reported before; the sample never outweighs a sourced fact.
    """
    agreed = Source.key.startswith(SELF_CHECK, autoescape=True)
    return case((and_(is_sample(), agreed), 1), (is_sample(), 0), (agreed, 3), else_=2)


def sourced_only(sourced: bool) -> ColumnElement[bool]:
    """Return the condition that leaves out sample facts while only sourced ones count.

    Works on a statement that joins the source.
    """
    return Source.kind != "sample" if sourced else true()


def exact(value: Decimal | float | None) -> Decimal | None:
    """Round an amount to the two places it was stored with; None stays None.

    SQLite keeps floats, and two places bring both databases to the same number.
    """
    return None if value is None else Decimal(value).quantize(Decimal("0.01"))


def any_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Give 1 where any row of a group meets the condition, else 0, on either database."""
    return func.max(sql_cast(condition, Integer))


def division_prefectures() -> Subquery:
    """Make a subquery with one row per division, columns code, prefecture and level.

    The prefecture is the one that the division is or lies in (NULL for the province).
    """
    prefecture = case(
        (Division.level == "prefecture", Division.code),
        (Division.level.in_(("county", "zone")), Division.parent_code),
        else_=None,
    )
    return select(Division.code.label("code"), prefecture.label("prefecture"), Division.level.label("level")).subquery(
        "place"
    )


def newest_of_each(rows: Select[*tuple[Any, ...]], group: Sequence[Any], newest_first: Sequence[Any]) -> Subquery:
    """Keep of each group only the first row in the order ``newest_first``, with its columns."""
    rank = func.row_number().over(partition_by=group, order_by=newest_first).label("place")
    ranked = rows.add_columns(rank).subquery()
    return select(*list(ranked.c)[:-1]).where(ranked.c.place == 1).subquery()


def current_stages(at: AsOf) -> CTE:
    """Make a table with one row per project: its last stage by the day, and what it has reached.

    Columns: code, target_id, level, name, institution_code, division_code, source_key, sample (0/1), stage_code,
    stage_on (both NULL without an event), approved, started, accepted (0/1, not while stopped), ever_approved,
    stopped (0/1), approved_on, accepted_on (first days, NULL where never). Of two events on one day the one of more
    weight is the last, then the later stage.
    """
    newest_first = (ProjectEvent.date.desc(), weight().desc(), Stage.rank.desc())
    building_rank = select(Stage.rank).where(Stage.code == BUILDING).scalar_subquery()
    rising = Stage.counts != "stopped"
    events = newest_of_each(
        select(
            ProjectEvent.project_code,
            ProjectEvent.stage_code,
            ProjectEvent.date.label("stage_on"),
            Stage.counts,
            _ever(Stage.counts.in_(("approved", "accepted"))).label("ever_approved"),
            _ever(Stage.counts == "accepted").label("ever_accepted"),
            _ever(and_(rising, Stage.rank >= building_rank)).label("ever_started"),
            _ever(is_sample()).label("sample"),
            _first_day(Stage.counts.in_(("approved", "accepted"))).label("approved_on"),
            _first_day(Stage.counts == "accepted").label("accepted_on"),
        )
        .join(Stage, Stage.code == ProjectEvent.stage_code)
        .join(Source, Source.key == ProjectEvent.source_key)
        .where(ProjectEvent.date <= at.day, sourced_only(at.sourced)),
        group=[ProjectEvent.project_code],
        newest_first=newest_first,
    )
    counting = func.coalesce(events.c.counts, "none") != "stopped"
    return (
        select(
            Project.code,
            Project.target_id,
            Project.level,
            Project.name,
            Project.institution_code,
            Project.division_code,
            Project.source_key,
            sql_cast(or_(is_sample(), func.coalesce(events.c.sample, 0) == 1), Integer).label("sample"),
            events.c.stage_code,
            events.c.stage_on,
            _flag(counting, events.c.ever_approved).label("approved"),
            _flag(counting, events.c.ever_started).label("started"),
            _flag(counting, events.c.ever_accepted).label("accepted"),
            func.coalesce(events.c.ever_approved, 0).label("ever_approved"),
            sql_cast(~counting, Integer).label("stopped"),
            events.c.approved_on,
            events.c.accepted_on,
        )
        .join(Source, Source.key == Project.source_key)
        .outerjoin(events, events.c.project_code == Project.code)
        .where(sourced_only(at.sourced))
        .cte("current_stage")
    )


def _ever(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(sql_cast(condition, Integer)).over(partition_by=ProjectEvent.project_code)


def _first_day(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.min(case((condition, ProjectEvent.date))).over(partition_by=ProjectEvent.project_code)


def _flag(counting: ColumnElement[bool], reached: Any) -> ColumnElement[int]:
    return sql_cast(and_(counting, func.coalesce(reached, 0) == 1), Integer)
