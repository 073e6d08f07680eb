"""The province beside a prefecture, and each project's figures, for one round.

All 14 sheets share them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.projects import ProjectRow, money_by_project_and_origin
from chuyi_dash.measures.asking import compared
from chuyi_dash.metrics.facts import PROVINCIAL
from chuyi_dash.metrics.money import Money, total
from chuyi_dash.metrics.self_check.model import Comparison, Figure
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.overview import milestones
from chuyi_dash.views.projects import all_projects
from chuyi_dash.views.snapshot import DataSource, remembered


@remembered(entries=16)
def project_comparisons(snapshot: DataSource, at: AsOf) -> dict[str, dict[str, Comparison]]:
    """Compare approved projects by target, then by prefecture.

    Each comparison has the province's number and the prefecture's place by its own.
    """
    province = board(snapshot, Scope(at))
    places = [row.code for row in province.prefectures()]
    boards = {code: board(snapshot, Scope(at, code)) for code in places}
    found = {}
    for result in province.results:
        approved = result.attainment.approved
        if not result.measure.with_projects:
            continue
        if approved is None:
            values = _approved_by_prefecture(snapshot, at, result.target.id, places)
            number = sum(int(value) for value in values.values() if value is not None) or None
        else:
            values = {code: _approved(boards[code].result(result.target.id).attainment.approved) for code in places}
            number = approved.value
        found[result.target.id] = compared(values, number, None)
    return found


def _approved(count: object) -> float | None:
    value: int | None = getattr(count, "value", None)
    return None if value is None else float(value)


def _approved_by_prefecture(snapshot: DataSource, at: AsOf, target: str, places: list[str]) -> dict[str, float | None]:
    rows = [row for row in all_projects(snapshot, at) if row.target == target and row.level == PROVINCIAL]
    named = Counter(row.prefecture for row in rows if row.approved)
    return {code: float(named[code]) if named[code] else None for code in places}


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """Every project of a round's day with its figure, in order of code."""

    rows: tuple[ProjectRow, ...]
    figures: Mapping[str, Figure]


@remembered(entries=16)
def project_figures(snapshot: DataSource, at: AsOf) -> ProjectFigures:
    """Gather each project's stage, late milestones out of all, and both money rates.

    They are as known on the day.
    """
    rows = all_projects(snapshot, at)
    duties = milestones(snapshot, at)
    number = Counter(row.project for row in duties)
    sample = {row.project for row in duties if row.sample}
    with reading(snapshot.engine) as connection:
        money = money_by_project_and_origin(connection, at)
        real = money if at.sourced else money_by_project_and_origin(connection, at.sourced_only())
    sample |= {code for code, parts in money.items() if parts != real.get(code)}
    return ProjectFigures(
        rows, {row.code: _figure(row, number[row.code], money.get(row.code, ()), row.code in sample) for row in rows}
    )


def _figure(row: ProjectRow, duties: int, money: tuple[Money, ...], sample: bool) -> Figure:
    whole = total(money) if money else None
    return Figure(
        value=row.stage,
        late=row.late if duties else None,
        milestones=duties or None,
        in_place_rate=whole.in_place_rate if whole else None,
        spending_rate=whole.spending_rate if whole else None,
        sample=row.sample or sample,
    )
