"""The plan's story for a speaker: what the scenes of forum mode show, in one answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.institutions import InstitutionRow
from chuyi_dash.db.queries.sources import SourceRow
from chuyi_dash.measures import attain
from chuyi_dash.metrics.facts import PROVINCIAL
from chuyi_dash.metrics.lateness import is_late
from chuyi_dash.metrics.results import Count, DivisionState
from chuyi_dash.metrics.status import BEHIND, FAR_BEHIND, NO_DATA, OVERDUE
from chuyi_dash.plan import Plan, read_plan
from chuyi_dash.views.board import Scope, TargetResult, facts_for
from chuyi_dash.views.coverage import Coverage, coverage
from chuyi_dash.views.overview import Overview, milestones, overview
from chuyi_dash.views.snapshot import DataSource, remembered
from chuyi_dash.views.sources import all_sources

OPEN = (OVERDUE, FAR_BEHIND, BEHIND)
SAMPLE_KIND = "sample"


@dataclass(frozen=True, slots=True)
class MapStep:
    """The counties on one day of the map's course, in order of code."""

    on: date
    states: tuple[DivisionState, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """The number of counties by state; a state that does not occur counts 0."""
        return Counter(row.state for row in self.states)


@dataclass(frozen=True, slots=True)
class Depth:
    """One prefecture: its own overview, its counties, and three numbers.

    They count its provincial projects by name, approved and accepted, and its late milestones. They are None where no
    project or milestone is known and others may exist.
    """

    code: str
    overview: Overview
    counties: Coverage
    approved: int | None
    accepted: int | None
    late: int | None


@dataclass(frozen=True, slots=True)
class Presentation:
    """Everything that the scenes tell, for one view.

    Only ``depth`` looks at the view's prefecture, and ``chosen`` tells whether the reader chose that one; ``owed`` and
    ``sources`` are the province's.
    """

    province: Overview
    frames: tuple[MapStep, ...]
    bases: Coverage
    schools: tuple[InstitutionRow, ...]
    colleges: tuple[InstitutionRow, ...]
    depth: Depth
    chosen: bool
    owed: tuple[TargetResult, ...]
    sources: tuple[SourceRow, ...]
    sample: bool


def frame_days(plan: Plan, as_of: date) -> tuple[date, ...]:
    """List the days that the map stops at, earliest first.

    They are the plan's start, the ends of its years, and the as-of day, which is last.
    """
    if as_of <= plan.start:
        return (as_of,)
    ends = (date(year, 12, 31) for year in range(plan.start.year, plan.end.year + 1))
    return (plan.start, *(day for day in ends if day < as_of), as_of)


def default_prefecture(province: Overview) -> str:
    """Choose the prefecture to tell in depth when the reader has chosen none.

    It is the first by rank, then by code.
    """
    return province.ranking[0].code


def owed(province: Overview) -> tuple[TargetResult, ...]:
    """List the targets that are behind or overdue, least far first, then those without data."""
    rows = province.board.results
    judged = [row for row in rows if row.status in OPEN]
    judged.sort(key=lambda row: row.attainment.attainment or 0)
    return (*judged, *(row for row in rows if row.status == NO_DATA))


@remembered(entries=64)
def story(snapshot: DataSource, view: Scope) -> Presentation:
    """Answer for all scenes: province-wide but for the prefecture in depth."""
    wide, drawn = view.province(), read_plan().story
    province = overview(snapshot, wide)
    secondary = coverage(snapshot, wide, drawn.schools)
    depth = _depth(snapshot, view.within(view.prefecture or default_prefecture(province)))
    return Presentation(
        province=province,
        frames=tuple(_frame(snapshot, view.at.on(day)) for day in frame_days(read_plan(), view.as_of)),
        bases=coverage(snapshot, wide, drawn.bases),
        schools=secondary.institutions,
        colleges=coverage(snapshot, wide, drawn.colleges).institutions,
        depth=depth,
        chosen=view.prefecture is not None,
        owed=owed(province),
        sources=tuple(row for row in all_sources(snapshot, view.sourced) if row.facts),
        sample=province.sample,
    )


def _frame(snapshot: DataSource, at: AsOf) -> MapStep:
    plan = read_plan()
    return MapStep(at.day, attain(plan.target(plan.story.schools), facts_for(snapshot, at)).divisions)


def _depth(snapshot: DataSource, view: Scope) -> Depth:
    here = overview(snapshot, view)
    own = [
        row
        for row in facts_for(snapshot, view.at).projects
        if row.prefecture == view.prefecture and row.level == PROVINCIAL
    ]
    found = [row.attainment for row in here.board.results if row.measure.own_counts]
    due = [row for row in milestones(snapshot, view.at) if row.prefecture == view.prefecture]
    return Depth(
        code=view.prefecture or "",
        overview=here,
        counties=coverage(snapshot, view, read_plan().story.schools),
        approved=_named(sum(row.approved for row in own), [row.approved for row in found]),
        accepted=_named(sum(row.accepted for row in own), [row.accepted for row in found]),
        late=sum(is_late(row.due, row.done, view.as_of) for row in due) if due else None,
    )


def _named(named: int, counts: Iterable[Count | None]) -> int | None:
    """Give the number of named projects.

    None where no project is named and any target's count here is unknown: that is not 0.
    """
    return named if named or all(count is not None and count.value is not None for count in counts) else None
