"""Coverage: one target over counties or prefectures, for the map and the lists of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.institutions import InstitutionRow, institutions_in_force
from chuyi_dash.measures import Spread, measure_of
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.results import NOT_APPLICABLE, UNMET, UNREPORTED, Cell
from chuyi_dash.plan import Target
from chuyi_dash.views.board import PlanProgress, Scope, TargetResult, board, facts_for
from chuyi_dash.views.snapshot import DataSource, remembered


@dataclass(frozen=True, slots=True)
class Coverage:
    """One target over the divisions of a scope.

    ``level`` is ``county`` or ``prefecture``. ``unplaced`` counts the approved projects that lie in no division; it
    is None where that cannot be known, and in a prefecture's scope.
    """

    board: PlanProgress
    result: TargetResult
    level: str
    cells: tuple[Cell, ...]
    institutions: tuple[InstitutionRow, ...]
    unplaced: int | None
    sample: bool

    @property
    def by_number(self) -> bool:
        """Whether the cells hold numbers instead of states."""
        return self.result.measure.by_number

    def by_prefecture(self) -> Iterator[tuple[Division, list[Cell], Spread]]:
        """Yield each prefecture that the target is about, its cells, and what they come to.

        They come in order of code.
        """
        for division in self.board.prefectures():
            cells = [cell for cell in self.cells if cell.prefecture == division.code]
            if cells:
                yield division, cells, self.result.measure.spread(self.result.target, cells)

    def names(self, state: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """List the names of the divisions in this state by prefecture code.

        Only prefectures that have any are there.
        """
        grouped: dict[str, list[str]] = {}
        for cell in self.cells:
            if cell.state == state:
                grouped.setdefault(cell.prefecture, []).append(cell.name)
        return tuple((code, tuple(names)) for code, names in grouped.items())

    @property
    def unmet(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Those not met, by prefecture."""
        return self.names(UNMET)

    @property
    def unreported(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Those not reported, by prefecture."""
        return self.names(UNREPORTED)

    @property
    def not_applicable(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Those the target does not apply to, by prefecture."""
        return self.names(NOT_APPLICABLE)


def mappable(target: Target) -> bool:
    """Tell whether a target can be drawn on the map.

    Coverage and checklists are drawn by state, quotas and counts by number.
    """
    return distributed(target) and measure_of(target).mappable


def distributed(target: Target) -> bool:
    """Tell whether a target's facts lie in divisions, so that they can be set side by side."""
    return measure_of(target).distributed and not target.damaged


@remembered(entries=256)
def coverage(snapshot: DataSource, view: Scope, target_id: str) -> Coverage:
    """Lay one target out over its divisions in the view's scope.

    KeyError for a target the plan does not have.
    """
    here = board(snapshot, view)
    result = here.result(target_id)
    target = result.target
    level = "county" if target.scope == "county" else "prefecture"
    facts = facts_for(snapshot, view.at)
    cells = result.measure.cells(target, result.attainment, facts, here.divisions)
    approved = result.attainment.approved
    placed = sum(cell.value or 0 for cell in cells)
    return Coverage(
        board=here,
        result=result,
        level=level,
        cells=cells,
        institutions=_institutions(snapshot, here, target),
        unplaced=approved.value - placed if approved and approved.value is not None and not view.prefecture else None,
        sample=result.attainment.sample or any(cell.sample for cell in cells),
    )


def _institutions(snapshot: DataSource, here: PlanProgress, target: Target) -> tuple[InstitutionRow, ...]:
    if not target.institution_kinds:
        return ()
    with reading(snapshot.engine) as connection:
        found = institutions_in_force(connection, target.institution_kinds, here.view.at)
    return tuple(row for row in found if here.view.prefecture in (None, here.owner.get(row.division)))


__all__ = ["Cell", "Coverage", "coverage", "distributed", "mappable"]
