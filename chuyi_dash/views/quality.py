"""The data screen: what has been reported, how fresh it is, where it contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries import quality as queries
from chuyi_dash.measures import measure_of, owed_items
from chuyi_dash.metrics.quality import (
    SERIOUS,
    Completeness,
    Contradiction,
    Freshness,
    accepted_before_approved,
    closed_but_counted,
    completeness,
    contradicting_money,
    disagreeing_counts,
    freshness,
)
from chuyi_dash.views.board import PlanProgress, Scope, board, facts_for
from chuyi_dash.views.snapshot import DataSource, remembered


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything on the data screen that the facts decide, for one view."""

    board: PlanProgress
    completeness: tuple[Completeness, ...]
    freshness: tuple[Freshness, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def serious(self) -> tuple[Contradiction, ...]:
        """Contradictions that must be mended."""
        return tuple(row for row in self.contradictions if row.severity == SERIOUS)

    @property
    def in_order(self) -> tuple[Contradiction, ...]:
        """The contradictions, the serious ones first."""
        return tuple(sorted(self.contradictions, key=lambda row: row.severity != SERIOUS))

    def of_period(self, period: str) -> tuple[Completeness, ...]:
        """List all prefectures in one period."""
        return tuple(row for row in self.completeness if row.period == period)


@remembered(entries=64)
def quality(snapshot: DataSource, view: Scope) -> Quality:
    """Answer the data screen; in one prefecture's scope only with its own rows."""
    here = board(snapshot, view)
    places = [row.code for row in here.prefectures() if view.prefecture in (None, row.code)]
    items = owed_items(here.plan)
    with reading(snapshot.engine) as connection:
        reported = [
            completeness(
                places,
                period,
                queries.reports_by_prefecture(connection, period, items, view.at),
                len(items),
                view.as_of,
            )
            for period in here.settings.reporting
            if period.start <= view.as_of
        ]
        newest = _newest(connection, here)
        found = _contradictions(connection, here)
    owner = here.owner
    inside = tuple(row for row in found if view.prefecture is None or owner.get(row.division or "") == view.prefecture)
    return Quality(
        board=here,
        completeness=tuple(row for period in reported for row in period),
        freshness=freshness(here.plan, newest, view.as_of),
        contradictions=(*_counts(snapshot, here), *_of_measures(snapshot, here), *inside),
    )


def _newest(connection: Connection, here: PlanProgress) -> dict[str, date]:
    """Find the newest fact's day of each target in the scope, by target id.

    What the province states as a whole counts for the province only. A target without a fact is not there.
    """
    view = here.view
    newest = queries.newest_fact_by_target(connection, view.at, view.prefecture)
    by_kind = queries.newest_institution_by_kind(connection, view.at, view.prefecture)
    listed = None if view.prefecture else queries.newest_industry(connection, view.at)
    for target in here.plan.targets:
        days = [by_kind[kind] for kind in target.institution_kinds if kind in by_kind]
        if measure_of(target).from_list and listed is not None:
            days.append(listed)
        if target.id in newest:
            days.append(newest[target.id])
        if days:
            newest[target.id] = max(days)
    return newest


def _contradictions(connection: Connection, here: PlanProgress) -> tuple[Contradiction, ...]:
    at, limit = here.view.at, here.settings.overfunded
    return (
        *accepted_before_approved(queries.first_days_of_projects(connection, at)),
        *contradicting_money(queries.doubtful_money(connection, at, limit), limit),
        *closed_but_counted(queries.counting_projects_of_closed_institutions(connection, at)),
    )


def _counts(snapshot: DataSource, here: PlanProgress) -> tuple[Contradiction, ...]:
    """Compare tallies with named projects, for the province and for each prefecture in view."""
    province = next(row.code for row in here.divisions.values() if row.level == "province")
    scopes = (
        [None, *(row.code for row in here.prefectures())] if here.view.prefecture is None else [here.view.prefecture]
    )
    found: list[Contradiction] = []
    for scope in scopes:
        for row in board(snapshot, here.view.within(scope)).results:
            found.extend(disagreeing_counts(row.target, scope or province, row.attainment))
    return tuple(found)


def _of_measures(snapshot: DataSource, here: PlanProgress) -> tuple[Contradiction, ...]:
    """Collect what the ways of measuring find among their own facts, in the scope."""
    facts, scope, owner = facts_for(snapshot, here.view.at), here.view.prefecture, here.owner
    return tuple(
        row
        for target in here.plan.targets
        for row in measure_of(target).contradictions(target, facts)
        if scope is None or owner.get(row.division or "") == scope
    )
