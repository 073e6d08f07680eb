"""One target in full: its course, where it stands by prefecture, its projects, its sources."""

from __future__ import annotations

from dataclasses import dataclass

from chuyi_dash.db.queries.projects import ProjectRow
from chuyi_dash.db.queries.sources import SourceRow
from chuyi_dash.metrics.change import BurnPoint, checkpoints
from chuyi_dash.metrics.results import Count
from chuyi_dash.plan import Clause
from chuyi_dash.views.board import PlanProgress, Scope, TargetResult, board
from chuyi_dash.views.citing import Cited, cited_by_target
from chuyi_dash.views.coverage import Cell, coverage, distributed
from chuyi_dash.views.projects import all_projects
from chuyi_dash.views.snapshot import DataSource, remembered
from chuyi_dash.views.sources import all_sources


@dataclass(frozen=True, slots=True)
class TargetDetail:
    """Everything on one target's page."""

    board: PlanProgress
    result: TargetResult
    clause: Clause | None
    course: tuple[BurnPoint, ...]
    cells: tuple[Cell, ...]
    projects: tuple[ProjectRow, ...]
    sources: tuple[Cited, ...]
    plan_sources: tuple[SourceRow, ...]
    disagreements: tuple[tuple[str, Count], ...]


@remembered(entries=256)
def target_detail(snapshot: DataSource, view: Scope, target_id: str) -> TargetDetail:
    """Read everything on one target's page; KeyError for a target the plan does not have."""
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
        course=result.measure.course(here.plan, course),
        cells=coverage(snapshot, view, target_id).cells if distributed(target) else (),
        projects=tuple(
            row
            for row in all_projects(snapshot, view.at)
            if row.target == target_id and view.prefecture in (None, row.prefecture)
        ),
        sources=cited_by_target(snapshot, view.province())[target_id],
        plan_sources=tuple(by_key[key] for key in target.sources if key in by_key),
        disagreements=result.attainment.disagreements,
    )
