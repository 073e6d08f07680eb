"""Projects: finding them, their funnel and time line, and one project in full."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.projects import (
    Event,
    ProjectRow,
    events_of_project,
    milestones_of_counting_projects,
    money_by_project_and_origin,
    projects_on,
)
from chuyi_dash.db.queries.sources import SourceRow
from chuyi_dash.metrics.lateness import MilestoneState
from chuyi_dash.metrics.money import Money, total
from chuyi_dash.plan import Plan
from chuyi_dash.views.board import PlanProgress, Scope, board
from chuyi_dash.views.snapshot import DataSource, remembered
from chuyi_dash.views.sources import all_sources


@dataclass(frozen=True, slots=True)
class Filter:
    """Which projects a reader wants; None and the empty text leave a criterion open."""

    target: str | None = None
    level: str | None = None
    stage: str | None = None
    late: bool | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The projects that pass a filter, how far they have come, and when they arrived."""

    board: PlanProgress
    rows: tuple[ProjectRow, ...]
    funnel: tuple[tuple[str, int], ...]
    stopped: tuple[tuple[str, int], ...]
    arrivals: tuple[tuple[date, int, int], ...]
    without_event: int
    late: int
    sample: bool


@dataclass(frozen=True, slots=True)
class ProjectDetail:
    """One project in full."""

    board: PlanProgress
    row: ProjectRow
    events: tuple[Event, ...]
    milestones: tuple[MilestoneState, ...]
    money: tuple[Money, ...]
    money_total: Money | None
    sources: tuple[SourceRow, ...]


@remembered(entries=64)
def all_projects(snapshot: DataSource, at: AsOf) -> tuple[ProjectRow, ...]:
    """Read every project as it stands on the day."""
    with reading(snapshot.engine) as connection:
        return projects_on(connection, at)


@remembered(entries=16)
def search_keys(snapshot: DataSource, at: AsOf) -> dict[str, str]:
    """Fold each project into one text to search in, by the project's code.

    It has name, former names and school, with their pinyin and initials.
    """
    return {
        row.code: " ".join(_searchable(text) for text in (row.name, row.institution or "", *row.former_names))
        for row in all_projects(snapshot, at)
    }


def _searchable(text: str) -> str:
    folded = fold(text)
    from pypinyin import Style, lazy_pinyin  # reads a dictionary of all phrases, which only a search needs

    syllables = "".join(lazy_pinyin(folded))
    initials = "".join(lazy_pinyin(folded, style=Style.FIRST_LETTER))
    return f"{folded} {syllables} {initials}"


def fold(text: str) -> str:
    """Make full-width and half-width, upper and lower case alike, and take out spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@remembered(entries=256)
def project_list(snapshot: DataSource, view: Scope, wanted: Filter) -> ProjectList:
    """List the projects of the view's scope that pass the filter.

    Every word of the search must be found in a project.
    """
    here = board(snapshot, view)
    keys = search_keys(snapshot, view.at) if wanted.words.strip() else {}
    words = [fold(word) for word in wanted.words.split()]
    rows = tuple(
        row
        for row in all_projects(snapshot, view.at)
        if view.prefecture in (None, row.prefecture)
        and wanted.target in (None, row.target)
        and wanted.level in (None, row.level)
        and wanted.stage in (None, row.stage)
        and wanted.late in (None, row.late > 0)
        and all(word in keys[row.code] for word in words)
    )
    return ProjectList(
        board=here,
        rows=rows,
        funnel=_funnel(here.plan, rows),
        stopped=_stopped(here.plan, rows),
        arrivals=_arrivals(rows),
        without_event=sum(row.stage is None for row in rows),
        late=sum(row.late > 0 for row in rows),
        sample=any(row.sample for row in rows),
    )


def _funnel(plan: Plan, rows: Iterable[ProjectRow]) -> tuple[tuple[str, int], ...]:
    """Count for each stage in order the projects that stand at it or beyond.

    Stopped ones are counted apart.
    """
    at = Counter(row.stage for row in rows)
    rising = [stage.code for stage in plan.stages if stage.counts != "stopped"]
    return tuple((code, sum(at[later] for later in rising[index:])) for index, code in enumerate(rising))


def _stopped(plan: Plan, rows: Iterable[ProjectRow]) -> tuple[tuple[str, int], ...]:
    at = Counter(row.stage for row in rows)
    return tuple((stage.code, at[stage.code]) for stage in plan.stages if stage.counts == "stopped" and at[stage.code])


def _arrivals(rows: Iterable[ProjectRow]) -> tuple[tuple[date, int, int], ...]:
    """Count the approved and the accepted projects of each quarter, without gaps.

    A row is the quarter's first day and the two numbers.
    """
    approved = Counter(_quarter(row.approved_on) for row in rows if row.approved_on)
    accepted = Counter(_quarter(row.accepted_on) for row in rows if row.accepted_on)
    known = sorted({*approved, *accepted})
    if not known:
        return ()
    quarters, day = [], known[0]
    while day <= known[-1]:
        quarters.append((day, approved[day], accepted[day]))
        day = date(day.year + (day.month == 10), (day.month + 2) % 12 + 1, 1)
    return tuple(quarters)


def _quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


@remembered(entries=256)
def project_detail(snapshot: DataSource, view: Scope, project: str) -> ProjectDetail | None:
    """Read everything on one project's page.

    None where there is no such project among the facts that the view lets in.
    """
    row = next((row for row in all_projects(snapshot, view.at) if row.code == project), None)
    if row is None:
        return None
    with reading(snapshot.engine) as connection:
        events = events_of_project(connection, project, view.at)
        milestones = milestones_of_counting_projects(connection, view.at, project)
        money = money_by_project_and_origin(connection, view.at, project).get(project, ())
    cited = {row.source, *(fact.source for facts in (events, milestones, money) for fact in facts)}
    return ProjectDetail(
        board=board(snapshot, view),
        row=row,
        events=events,
        milestones=milestones,
        money=money,
        money_total=total(money) if money else None,
        sources=tuple(source for source in all_sources(snapshot, False) if source.key in cited),
    )
