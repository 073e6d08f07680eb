"""The overview: what is behind, where, since when, and who must act."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.projects import milestones_of_counting_projects
from chuyi_dash.metrics.change import Change, changes
from chuyi_dash.metrics.lateness import MilestoneState, Overdue, is_late, most_overdue
from chuyi_dash.metrics.ranking import PrefectureRank, rank_prefectures
from chuyi_dash.views.board import PlanProgress, Scope, board
from chuyi_dash.views.snapshot import DataSource, remembered

FIRST_OVERDUE = 5


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the first screen, for one view."""

    board: PlanProgress
    ranking: tuple[PrefectureRank, ...]
    overdue: tuple[Overdue, ...]
    overdue_total: int
    late_total: int
    sample: bool

    def rank_of(self, prefecture: str) -> PrefectureRank:
        """Find the rank of one prefecture, given its code; KeyError where there is none."""
        for row in self.ranking:
            if row.code == prefecture:
                return row
        raise KeyError(prefecture)


@remembered(entries=128)
def milestones(snapshot: DataSource, at: AsOf) -> tuple[MilestoneState, ...]:
    """Read the milestones of the projects that count on the day."""
    with reading(snapshot.engine) as connection:
        return milestones_of_counting_projects(connection, at)


@remembered(entries=256)
def overview(snapshot: DataSource, view: Scope) -> Overview:
    """Answer the first screen.

    Standings always compare all prefectures; what is overdue keeps to the scope.
    """
    here = board(snapshot, view)
    province = board(snapshot, view.province())
    known = milestones(snapshot, view.at)
    late = Counter(row.prefecture for row in known if row.prefecture and is_late(row.due, row.done, view.as_of))
    ranking = rank_prefectures(
        tuple(here.divisions.values()),
        (row.attainment for row in province.results),
        late,
        here.settings.reported_share,
    )
    overdue = most_overdue(
        (row for row in known if view.prefecture in (None, row.prefecture)),
        [(row.target, row.attainment) for row in here.results],
        here.plan,
        view.as_of,
        here.owner,
    )
    return Overview(
        board=here,
        ranking=ranking,
        overdue=overdue[:FIRST_OVERDUE],
        overdue_total=len(overdue),
        late_total=sum(row.kind == "milestone" for row in overdue),
        sample=here.sample or any(row.sample for row in ranking) or any(row.sample for row in overdue),
    )


@remembered(entries=128)
def changes_since(snapshot: DataSource, view: Scope, since: date) -> tuple[Change, ...]:
    """List what changed between the day ``since`` and the view's day, in the view's scope.

    Only targets that differ are there.
    """
    now = board(snapshot, view)
    then = board(snapshot, view.on_day(since))
    return changes(
        [row.attainment for row in then.results],
        [row.attainment for row in now.results],
        [(old.status, new.status) for old, new in zip(then.results, now.results, strict=True)],
    )
