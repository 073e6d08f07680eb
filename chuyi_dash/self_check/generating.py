"""A prefecture's sheet, made from the plan and the facts on the round's day.

Nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chuyi_dash.measures import measure_of
from chuyi_dash.measures.asking import Asked
from chuyi_dash.metrics.coverage import PUBLIC
from chuyi_dash.metrics.facts import PROVINCIAL
from chuyi_dash.metrics.results import Attainment
from chuyi_dash.metrics.self_check.model import NARRATIVES, STAGE, TEXT, Figure, Question, RoundRow
from chuyi_dash.plan import Target, read_plan
from chuyi_dash.self_check.figures import project_comparisons, project_figures
from chuyi_dash.views.board import PlanProgress, Scope, board
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.snapshot import DataSource, remembered

BEFORE_PROJECTS = ("counties", "colleges", "school", "local_plan", "fair_policy", "supervision")
AFTER_PROJECTS = ("training",)
"""The sheet's sections about one target each, which the plan names. A target that none is about is asked about in a
section of its own, named by the target, where its way of measuring has that."""
UNKNOWN = Figure(None)


@dataclass(frozen=True, slots=True)
class SheetBuilder:
    """What the sections of one sheet are made from: the prefecture's board and the province's."""

    snapshot: DataSource
    view: Scope
    prefecture: str
    here: PlanProgress
    province: PlanProgress

    def target(self, target_id: str) -> Target | None:
        """Return the target with this id; None where the context has taken it out of the plan."""
        return next((row.target for row in self.here.results if row.target.id == target_id), None)

    def by_prefecture(self, target_id: str) -> Mapping[str, Attainment]:
        """Give each prefecture's own attainment of a target, by its code."""
        return {
            division.code: board(self.snapshot, self.view.within(division.code)).result(target_id).attainment
            for division in self.here.prefectures()
        }

    def schools(self, target_id: str) -> tuple[str, ...]:
        """List the names of the target's public institutions in the prefecture."""
        found = coverage(self.snapshot, self.view, target_id).institutions
        return tuple(row.name for row in found if row.ownership == PUBLIC)


@remembered(entries=128)
def sheet_items(snapshot: DataSource, round: RoundRow, prefecture: str) -> tuple[Question, ...]:
    """Make everything that the prefecture answers for in this round, section by section.

    It comes with figures and comparisons. Figures are those of the round's day; the sample counts in sample rounds
    only. KeyError for a code that is no prefecture's.
    """
    view = Scope.on(round.as_of, prefecture, sourced=not round.sample)
    here = board(snapshot, view)
    if here.divisions[prefecture].level != "prefecture":
        raise KeyError(prefecture)
    builder = SheetBuilder(snapshot, view, prefecture, here, board(snapshot, view.province()))
    return (
        *_about(builder, _named(BEFORE_PROJECTS)),
        *_projects(builder),
        *_about(builder, _named(AFTER_PROJECTS)),
        *_about(builder, _sections_of_their_own(builder)),
        *_narrative(),
    )


def _named(sections: Iterable[str]) -> dict[str, str]:
    """Map each section to the target that the plan names for it.

    Sections that the plan leaves out are left out.
    """
    named = {section: getattr(read_plan().self_check, section) for section in sections}
    return {section: target_id for section, target_id in named.items() if target_id is not None}


def _sections_of_their_own(builder: SheetBuilder) -> dict[str, str]:
    placed = set(_named((*BEFORE_PROJECTS, *AFTER_PROJECTS)).values())
    own = [row.target.id for row in builder.here.results if row.measure.own_section and row.target.id not in placed]
    return {target_id: target_id for target_id in own}


def _about(builder: SheetBuilder, sections: Mapping[str, str]) -> Iterator[Question]:
    """Yield each section's questions, as the way in which its target is measured asks them."""
    for section, target_id in sections.items():
        target = builder.target(target_id)
        if target is not None:
            yield from measure_of(target).questions(target, _asked(builder, section, target))


def _asked(builder: SheetBuilder, section: str, target: Target) -> Asked:
    return Asked(
        section=section,
        prefecture=builder.prefecture,
        here=builder.here.result(target.id).attainment,
        province=builder.province.result(target.id).attainment,
        by_prefecture=lambda: builder.by_prefecture(target.id),
        schools=lambda: builder.schools(target.id),
        divisions=builder.here.divisions,
    )


def _projects(builder: SheetBuilder) -> Iterator[Question]:
    """Yield a question on every project of the prefecture, in the order of the plan's targets.

    A city's own ones have no comparison.
    """
    known = project_figures(builder.snapshot, builder.view.at)
    beside = project_comparisons(builder.snapshot, builder.view.at)
    for result in builder.here.results:
        target = result.target
        for row in known.rows:
            if row.target != target.id or row.prefecture != builder.prefecture:
                continue
            comparison = beside.get(target.id, {}).get(builder.prefecture) if row.level == PROVINCIAL else None
            yield Question(
                f"{target.id}:{row.code}", "projects", STAGE, target.id, target.clause, row.division, row.code, None,
                row.name, known.figures[row.code], comparison,
            )  # fmt: skip


def _narrative() -> Iterator[Question]:
    for name in NARRATIVES:
        yield Question(f"narrative:{name}", "narrative", TEXT, None, None, None, None, name, None, UNKNOWN, None)
