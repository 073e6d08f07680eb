"""A prefecture's sheet, made from the plan and the facts on the round's day; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chuyi_dash.metrics.facts import PROVINCIAL
from chuyi_dash.metrics.results import MET as IS_MET
from chuyi_dash.metrics.results import NOT_APPLICABLE, UNMET, DivisionState
from chuyi_dash.metrics.self_check.model import (
    COUNT,
    MET,
    NARRATIVES,
    NO,
    STAGE,
    TEXT,
    YES,
    Comparison,
    Figure,
    Item,
    RoundRow,
)
from chuyi_dash.plan import Target, read_plan
from chuyi_dash.plan.model import Item as Element
from chuyi_dash.self_check.figures import (
    items_met,
    known_divisions,
    met_or_not,
    project_comparisons,
    project_figures,
    ranked,
)
from chuyi_dash.views.board import PlanProgress, Scope, board
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.snapshot import DataSource, remembered

CHECKLISTS = ("local_plan", "fair_policy", "supervision")
PUBLIC = "公办"
UNKNOWN = Figure(None)


@dataclass(frozen=True, slots=True)
class SheetBuilder:
    """What the sections of one sheet are made from: the prefecture's board and the province's."""

    snapshot: DataSource
    view: Scope
    place: str
    here: PlanProgress
    province: PlanProgress

    def about(self, section: str) -> Target | None:
        """The target that the plan's files name for a section; None where they leave the section out."""
        target_id = getattr(read_plan().self_check, section)
        return next((row.target for row in self.here.results if row.target.id == target_id), None)


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
    return tuple(item for section in _SECTIONS for item in section(desk))


def _item(
    section: str, kind: str, target: Target, key: str, figure: Figure, comparison: Comparison | None,
    division: str, element: str | None = None, name: str | None = None,
) -> Item:  # fmt: skip
    return Item(key, section, kind, target.id, target.clause, division, None, element, name, figure, comparison)


def _counties(desk: SheetBuilder) -> Iterator[Item]:
    target = desk.about("counties")
    if target is None:
        return
    attainment = desk.here.result(target.id).attainment
    (has_school,) = target.items
    names = tuple(desk.here.divisions[code].name for code in attainment.codes(IS_MET))
    figure = Figure(_text(attainment.met), names, sample=attainment.sample)
    beside = _county_comparison(desk, target)
    yield _item("counties", COUNT, target, f"{target.id}:{desk.place}", figure, beside, desk.place)
    for state in attainment.divisions:
        if state.state in (IS_MET, NOT_APPLICABLE):
            continue
        known = Figure(NO if state.state == UNMET else None, sample=state.sample)
        key = f"{target.id}:{state.code}:{has_school.id}"
        name = desk.here.divisions[state.code].name
        yield _item("counties", MET, target, key, known, beside, state.code, has_school.id, name)


def _county_comparison(desk: SheetBuilder, target: Target) -> Comparison:
    shares = {
        place.code: board(desk.snapshot, desk.view.within(place.code)).result(target.id).attainment.attainment
        for place in desk.here.prefectures()
    }
    whole = desk.province.result(target.id).attainment
    return ranked(shares, whole.met, whole.of)[desk.place]


def _colleges(desk: SheetBuilder) -> Iterator[Item]:
    target = desk.about("colleges")
    if target is None:
        return
    found = coverage(desk.snapshot, desk.view, target.id)
    own = _own_state(desk, target.id)
    names = tuple(row.name for row in found.institutions if row.ownership == PUBLIC)
    number = own.value if own.state in (IS_MET, UNMET) else None
    figure = Figure(_text(number), names, sample=own.sample)
    beside = _division_comparison(desk, target.id, lambda state: None if state.value is None else float(state.value))
    yield _item("colleges", COUNT, target, f"{target.id}:{desk.place}", figure, beside, desk.place)


def _school(desk: SheetBuilder) -> Iterator[Item]:
    target = desk.about("school")
    if target is None:
        return
    state = _own_state(desk, target.id)
    value = {IS_MET: YES, UNMET: NO}.get(state.state)
    beside = _division_comparison(desk, target.id, met_or_not)
    figure = Figure(value, sample=state.sample and value is not None)
    yield _item("school", MET, target, f"{target.id}:{desk.place}", figure, beside, desk.place)
    yield from _elements(desk, "school", target)


def _checklist(section: str) -> Callable[[SheetBuilder], Iterator[Item]]:
    def items(desk: SheetBuilder) -> Iterator[Item]:
        target = desk.about(section)
        if target is not None:
            yield from _elements(desk, section, target)

    return items


def _elements(desk: SheetBuilder, section: str, target: Target) -> Iterator[Item]:
    """Each element of a target as one question of its own."""
    state = _own_state(desk, target.id)
    answered = dict(state.items)
    for element in target.items:
        value = _yes_or_no(answered.get(element.id))
        figure = Figure(value, sample=state.sample and value is not None)
        beside = _element_comparison(desk, target, element)
        key = f"{target.id}:{desk.place}:{element.id}"
        yield _item(section, MET, target, key, figure, beside, desk.place, element.id, element.name_zh)


def _element_comparison(desk: SheetBuilder, target: Target, element: Element) -> Comparison:
    """The prefectures that meet this element; the rank is the whole target's, by how many of its elements are met,
    among the prefectures that have answered all of them."""
    states = desk.province.result(target.id).attainment.divisions
    answers = [dict(state.items).get(element.id) for state in states if state.state != NOT_APPLICABLE]
    met = sum(answer is True for answer in answers) if any(answer is not None for answer in answers) else None
    return ranked(known_divisions(states, items_met), met, len(answers))[desk.place]


def _own_state(desk: SheetBuilder, target_id: str) -> DivisionState:
    (state,) = desk.here.result(target_id).attainment.divisions
    return state


def _division_comparison(
    desk: SheetBuilder, target_id: str, value: Callable[[DivisionState], float | None]
) -> Comparison:  # fmt: skip
    whole = desk.province.result(target_id).attainment
    return ranked(known_divisions(whole.divisions, value), whole.met, whole.of)[desk.place]


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


def _training(desk: SheetBuilder) -> Iterator[Item]:
    target = desk.about("training")
    if target is None:
        return
    attainment = desk.here.result(target.id).attainment
    own, whole = dict(attainment.categories), dict(desk.province.result(target.id).attainment.categories)
    for element in target.items:
        figure = Figure(_text(own.get(element.id)), sample=attainment.sample and element.id in own)
        beside = ranked(_trained(desk, target, element.id), whole.get(element.id), None)[desk.place]
        key = f"{target.id}:{desk.place}:{element.id}"
        yield _item("training", COUNT, target, key, figure, beside, desk.place, element.id, element.name_zh)


def _trained(desk: SheetBuilder, target: Target, category: str) -> Mapping[str, float | None]:
    found: dict[str, float | None] = {}
    for place in desk.here.prefectures():
        there = board(desk.snapshot, desk.view.within(place.code))
        number = dict(there.result(target.id).attainment.categories).get(category)
        found[place.code] = None if number is None else float(number)
    return found


def _narrative(_desk: SheetBuilder) -> Iterator[Item]:
    for name in NARRATIVES:
        yield Item(f"narrative:{name}", "narrative", TEXT, None, None, None, None, name, None, UNKNOWN, None)


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _yes_or_no(answer: bool | None) -> str | None:
    return None if answer is None else (YES if answer else NO)


_SECTIONS: tuple[Callable[[SheetBuilder], Iterator[Item]], ...] = (
    _counties,
    _colleges,
    _school,
    *(_checklist(section) for section in CHECKLISTS),
    _projects,
    _training,
    _narrative,
)
