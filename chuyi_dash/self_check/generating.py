"""A prefecture's sheet, made from the plan and the facts on the round's day; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from chuyi_dash.measures import measure_of
from chuyi_dash.measures.asking import Asked
from chuyi_dash.metrics.coverage import PUBLIC
from chuyi_dash.metrics.facts import PROVINCIAL
from chuyi_dash.metrics.results import Attainment
from chuyi_dash.metrics.self_check.model import NARRATIVES, STAGE, TEXT, Figure, Item, RoundRow
from chuyi_dash.plan import Plan, Target, read_plan
from chuyi_dash.self_check.figures import project_comparisons, project_figures
from chuyi_dash.views.board import PlanProgress, Scope, board
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.snapshot import DataSource, remembered

AFTER_PROJECTS = ("training",)
"""The sections, of those for which the plan's files name a target, that stand behind the projects."""
UNKNOWN = Figure(None)


@dataclass(frozen=True, slots=True)
class SheetBuilder:
    """What the sections of one sheet are made from: the prefecture's board and the province's."""

    snapshot: DataSource
    view: Scope
    place: str
    here: PlanProgress
    province: PlanProgress

    def target(self, target_id: str) -> Target | None:
        """The target with this id, None where the office has taken it out of the plan."""
        return next((row.target for row in self.here.results if row.target.id == target_id), None)

    def by_place(self, target_id: str) -> Mapping[str, Attainment]:
        """Each prefecture's own attainment of a target, by its code."""
        return {
            place.code: board(self.snapshot, self.view.within(place.code)).result(target_id).attainment
            for place in self.here.prefectures()
        }

    def schools(self, target_id: str) -> tuple[str, ...]:
        """The names of the target's public institutions in the prefecture."""
        found = coverage(self.snapshot, self.view, target_id).institutions
        return tuple(row.name for row in found if row.ownership == PUBLIC)


@remembered(entries=128)
def sheet_items(snapshot: DataSource, round: RoundRow, prefecture: str) -> tuple[Item, ...]:
    """Everything that the prefecture answers for in this round, section by section, with figures and comparisons.

    Figures are those of the round's day; the sample counts in sample rounds only. KeyError for a code that is no
    prefecture's.
    """
    view = Scope.on(round.as_of, prefecture, sourced=not round.sample)
    here = board(snapshot, view)
    if here.divisions[prefecture].level != "prefecture":
        raise KeyError(prefecture)
    desk = SheetBuilder(snapshot, view, prefecture, here, board(snapshot, view.province()))
    sections = _sections(read_plan())
    return (
        *_about(desk, {name: target for name, target in sections.items() if name not in AFTER_PROJECTS}),
        *_projects(desk),
        *_about(desk, {name: sections[name] for name in AFTER_PROJECTS if name in sections}),
        *_about(desk, _sections_of_their_own(desk, sections)),
        *_narrative(),
    )


def _sections(plan: Plan) -> dict[str, str]:
    """Each section's target, as the plan's files name it; a section for which they name none is left out."""
    named = {role.name: getattr(plan.self_check, role.name) for role in fields(plan.self_check)}
    return {section: target_id for section, target_id in named.items() if target_id is not None}


def _sections_of_their_own(desk: SheetBuilder, sections: Mapping[str, str]) -> dict[str, str]:
    """Name by themselves the targets that no section is about and whose way of measuring asks for one."""
    placed = set(sections.values())
    own = [row.target.id for row in desk.here.results if row.measure.own_section and row.target.id not in placed]
    return {target_id: target_id for target_id in own}


def _about(desk: SheetBuilder, sections: Mapping[str, str]) -> Iterator[Item]:
    """Each section's questions, as the way in which its target is measured asks them."""
    for section, target_id in sections.items():
        target = desk.target(target_id)
        if target is not None:
            yield from measure_of(target).questions(target, _asked(desk, section, target))


def _asked(desk: SheetBuilder, section: str, target: Target) -> Asked:
    return Asked(
        section=section,
        place=desk.place,
        here=desk.here.result(target.id).attainment,
        province=desk.province.result(target.id).attainment,
        by_place=lambda: desk.by_place(target.id),
        schools=lambda: desk.schools(target.id),
        divisions=desk.here.divisions,
    )


def _projects(desk: SheetBuilder) -> Iterator[Item]:
    """Every project of the prefecture in the order of the plan's targets; a city's own ones have no comparison."""
    known = project_figures(desk.snapshot, desk.view.at)
    beside = project_comparisons(desk.snapshot, desk.view.at)
    for result in desk.here.results:
        target = result.target
        for row in known.rows:
            if row.target != target.id or row.prefecture != desk.place:
                continue
            comparison = beside.get(target.id, {}).get(desk.place) if row.level == PROVINCIAL else None
            yield Item(
                f"{target.id}:{row.code}", "projects", STAGE, target.id, target.clause, row.division, row.code, None,
                row.name, known.figures[row.code], comparison,
            )  # fmt: skip


def _narrative() -> Iterator[Item]:
    for name in NARRATIVES:
        yield Item(f"narrative:{name}", "narrative", TEXT, None, None, None, None, name, None, UNKNOWN, None)
