"""The plan on one day in one scope: every target's attainment and status.

All screens stand on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.dates import newest_fact_date
from chuyi_dash.db.queries.facts import facts_on, statutory_divisions
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures import Measure, attain_all, measure_of
from chuyi_dash.metrics.facts import Division, Facts
from chuyi_dash.metrics.results import Attainment
from chuyi_dash.metrics.status import count_statuses, pace, status
from chuyi_dash.plan import Plan, Settings, Target, read_plan, read_settings
from chuyi_dash.views.snapshot import DataSource, remembered


@dataclass(frozen=True, slots=True)
class Scope:
    """What a reader asks of any screen: which facts, and of which prefecture.

    ``prefecture`` is a code; None is the whole province.
    """

    at: AsOf
    prefecture: str | None = None

    @classmethod
    def on(cls, day: date, prefecture: str | None = None, sourced: bool = False) -> Scope:
        """Ask about a day, as known now."""
        return cls(AsOf(day, sourced), prefecture)

    @property
    def as_of(self) -> date:
        """The day."""
        return self.at.day

    @property
    def sourced(self) -> bool:
        """Whether only sourced facts count."""
        return self.at.sourced

    def within(self, prefecture: str | None) -> Scope:
        """Ask the same about a prefecture, or with None about the whole province."""
        return Scope(self.at, prefecture)

    def province(self) -> Scope:
        """Ask the same about the whole province."""
        return self.within(None)

    def on_day(self, day: date) -> Scope:
        """Ask the same about another day."""
        return Scope(self.at.on(day), self.prefecture)

    def sourced_only(self) -> Scope:
        """Ask the same about sourced facts only."""
        return Scope(self.at.sourced_only(), self.prefecture)


@dataclass(frozen=True, slots=True)
class TargetResult:
    """One target with its attainment and its status."""

    target: Target
    attainment: Attainment
    status: str

    @property
    def measure(self) -> Measure:
        """The way in which the target is measured."""
        return measure_of(self.target)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Every target on the view's day and in its scope, with what they share."""

    view: Scope
    plan: Plan
    settings: Settings
    divisions: Mapping[str, Division]
    results: tuple[TargetResult, ...]
    statuses: Mapping[str, int]
    pace: float
    sample: bool

    def result(self, target_id: str) -> TargetResult:
        """Find the result of one target; KeyError where the plan has none with this id."""
        for found in self.results:
            if found.target.id == target_id:
                return found
        raise KeyError(target_id)

    @property
    def owner(self) -> dict[str, str]:
        """Prefecture code of each prefecture and county."""
        return {
            row.code: row.parent_code if row.level == "county" and row.parent_code else row.code
            for row in self.divisions.values()
            if row.level != "province"
        }

    def prefectures(self) -> tuple[Division, ...]:
        """List the prefectures in order of code."""
        return tuple(row for row in self.divisions.values() if row.level == "prefecture")

    def counties(self, prefecture: str | None = None) -> tuple[Division, ...]:
        """List the counties, of one prefecture or of all, in order of code."""
        return tuple(
            row for row in self.divisions.values() if row.level == "county" and prefecture in (None, row.parent_code)
        )


@remembered(entries=256)
def facts_for(snapshot: DataSource, at: AsOf) -> Facts:
    """Read the facts of one day, counted by the database in one consistent read."""
    with reading(snapshot.engine) as connection:
        return facts_on(connection, at)


@remembered(entries=8)
def all_divisions(snapshot: DataSource) -> Mapping[str, Division]:
    """Read the statutory divisions by code, in order of code.

    Raises ChuyiError, with the command to run, in a database that holds none yet.
    """
    with reading(snapshot.engine) as connection:
        found = {row.code: row for row in statutory_divisions(connection)}
    if not found:
        raise ChuyiError(_("数据库里还没有区划和事实。请先运行：python -m chuyi_dash init"))
    return found


@remembered(entries=16)
def newest_day(snapshot: DataSource, sourced: bool) -> date:
    """Give the day that screens show by default: the newest fact's.

    Where there is no fact, it is the plan's end.
    """
    with reading(snapshot.engine) as connection:
        return newest_fact_date(connection, sourced) or read_plan().end


def _status(target: Target, attainment: Attainment, plan: Plan, as_of: date, settings: Settings) -> str:
    return status(target, attainment, plan, as_of, settings, measure_of(target).paced(attainment))


@remembered(entries=512)
def board(snapshot: DataSource, view: Scope) -> PlanProgress:
    """Compute every target's attainment and status for a view."""
    plan, settings = read_plan(), read_settings()
    facts = facts_for(snapshot, view.at)
    attainments = attain_all(plan, facts, view.prefecture)
    results = tuple(
        TargetResult(target, attainment, _status(target, attainment, plan, view.as_of, settings))
        for target, attainment in zip(plan.targets, attainments, strict=True)
    )
    return PlanProgress(
        view=view,
        plan=plan,
        settings=settings,
        divisions=all_divisions(snapshot),
        results=results,
        statuses=count_statuses(plan, ((row.target.id, row.status) for row in results)),
        pace=pace(plan, view.as_of),
        sample=any(row.attainment.sample for row in results),
    )
