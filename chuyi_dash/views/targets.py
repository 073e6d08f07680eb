"""One target in full: its course over time, where it stands by prefecture, its projects and its sources."""

from __future__ import annotations

from dataclasses import dataclass

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.projects import ProjectRow
from chuyi_dash.db.queries.sources import (
    SourceRow,
    sources_by_target,
    sources_of_institutions,
)
from chuyi_dash.metrics.change import BurnPoint, burn_up, checkpoints
from chuyi_dash.metrics.results import Count
from chuyi_dash.plan import Clause
from chuyi_dash.views.board import PlanProgress, Scope, TargetResult, board
from chuyi_dash.views.coverage import Cell, coverage, distributed
from chuyi_dash.views.projects import all_projects
from chuyi_dash.views.snapshot import DataSource, remembered
from chuyi_dash.views.sources import all_sources


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source and the number of facts of the target that rest on it."""

    source: SourceRow
    facts: int


@dataclass(frozen=True, slots=True)
class TargetDetail:
    """Everything on one target's page."""

    board: PlanProgress
    result: TargetResult
    clause: Clause | None
    course: tuple[BurnPoint, ...]
    cells: tuple[Cell, ...]
    projects: tuple[ProjectRow, ...]
    sources: tuple[CitedSource, ...]
    plan_sources: tuple[SourceRow, ...]
    disagreements: tuple[tuple[str, Count], ...]


@remembered(entries=256)
def target_detail(snapshot: DataSource, view: Scope, target_id: str) -> TargetDetail:
    """One target's page. KeyError for a target the plan does not have."""
    here = board(snapshot, view)
    result = here.result(target_id)
    target = result.target
    days = checkpoints(here.plan, view.as_of)
    course = [(day, board(snapshot, view.on_day(day)).result(target_id).attainment) for day in days]
    by_key = {row.key: row for row in all_sources(snapshot, False)}
    return TargetDetail(
        board=here,
        result=result,
        clause=here.plan.clause(target.clause),
        course=burn_up(here.plan, course),
        cells=coverage(snapshot, view, target_id).cells if distributed(target) else (),
        projects=tuple(
            row
            for row in all_projects(snapshot, view.at)
            if row.target == target_id and view.prefecture in (None, row.prefecture)
        ),
        sources=_cited(snapshot, view, result, by_key),
        plan_sources=tuple(by_key[key] for key in target.sources if key in by_key),
        disagreements=result.attainment.disagreements,
    )


def _cited(
    snapshot: DataSource, view: Scope, result: TargetResult, by_key: dict[str, SourceRow]
) -> tuple[CitedSource, ...]:
    with reading(snapshot.engine) as connection:
        cited = dict(sources_by_target(connection, view.at).get(result.target.id, ()))
        kinds = result.target.institution_kinds
        of_kinds = sources_of_institutions(connection, view.at) if kinds else {}
    for kind in kinds:
        for key, number in of_kinds.get(kind, ()):
            cited[key] = cited.get(key, 0) + number
    return tuple(CitedSource(by_key[key], number) for key, number in sorted(cited.items()))
