"""Coverage: one target over counties or prefectures, for the map and the lists of names."""

from __future__ import annotations

from dataclasses import dataclass

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.institutions import InstitutionRow, institutions_in_force
from chuyi_dash.metrics.attainment import attain
from chuyi_dash.metrics.facts import PROVINCIAL, Facts
from chuyi_dash.metrics.results import NOT_APPLICABLE, UNMET, UNREPORTED, DivisionState
from chuyi_dash.plan import Target
from chuyi_dash.views.board import PlanProgress, Scope, TargetResult, board, facts_for
from chuyi_dash.views.snapshot import DataSource, remembered

NUMBERED = ("projects", "tallies")


@dataclass(frozen=True, slots=True)
class Cell:
    """One division: a state for coverage and checklist, a number of projects for a quota, of people for a tally.

    ``value`` is None where the number is unknown; ``state`` is None where there is only a number.
    """

    code: str
    name: str
    prefecture: str
    state: str | None
    value: int | None
    items: tuple[tuple[str, bool | None], ...]
    sample: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """One target over the divisions of a scope. ``level`` is county or prefecture."""

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
        return self.result.target.measure in NUMBERED

    def names(self, state: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(prefecture code, names of its divisions in this state), for the prefectures that have any."""
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
    """Whether a target can be drawn on the map: coverage and checklists by state, quotas and counts by number.

    People counted without names reach tens of thousands, for which the map's fixed classes have no colours.
    """
    return distributed(target) and target.measure != "tallies"


def distributed(target: Target) -> bool:
    """Whether a target's facts lie in divisions, so that they can be set side by side."""
    return target.measure != "industries" and not target.damaged


@remembered(entries=256)
def coverage(snapshot: DataSource, view: Scope, target_id: str) -> Coverage:
    """One target over its divisions in the view's scope. KeyError for a target the plan does not have."""
    here = board(snapshot, view)
    result = here.result(target_id)
    target = result.target
    level = "county" if target.scope == "county" else "prefecture"
    if target.measure in NUMBERED:
        cells = _by_number(snapshot, here, target)
    else:
        cells = tuple(_cell(here, state) for state in result.attainment.divisions)
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


def _cell(here: PlanProgress, state: DivisionState) -> Cell:
    return Cell(
        code=state.code,
        name=here.divisions[state.code].name,
        prefecture=here.owner[state.code],
        state=state.state,
        value=state.value,
        items=state.items,
        sample=state.sample,
    )


def _by_number(snapshot: DataSource, here: PlanProgress, target: Target) -> tuple[Cell, ...]:
    facts = facts_for(snapshot, here.view.at)
    return tuple(
        Cell(
            code=row.code,
            name=row.name,
            prefecture=row.code,
            state=None,
            value=_number(target, facts, row.code),
            items=(),
            sample=_rests_on_sample(target, facts, row.code),
        )
        for row in here.prefectures()
    )


def _number(target: Target, facts: Facts, prefecture: str) -> int | None:
    count = attain(target, facts, prefecture).approved
    return count.value if count else None


def _rests_on_sample(target: Target, facts: Facts, prefecture: str) -> bool:
    rows = [(row.target, row.prefecture, row.sample) for row in facts.projects if row.level == PROVINCIAL]
    rows += [(row.target, row.division, row.sample) for row in facts.tallies]
    return (target.id, prefecture, True) in rows


def _institutions(snapshot: DataSource, here: PlanProgress, target: Target) -> tuple[InstitutionRow, ...]:
    if not target.institution_kinds:
        return ()
    with reading(snapshot.engine) as connection:
        found = institutions_in_force(connection, target.institution_kinds, here.view.at)
    return tuple(row for row in found if here.view.prefecture in (None, here.owner.get(row.division)))
