"""What makes a question of the self-check, and the province beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.ranking import ranks
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, UNMET, Attainment, DivisionState
from chuyi_dash.metrics.self_check.model import COUNT, NO, YES, Comparison, Figure, Question
from chuyi_dash.metrics.self_check.model import MET as YES_OR_NO
from chuyi_dash.plan import Element, Target


@dataclass(frozen=True, slots=True)
class Asked:
    """One target on one prefecture's sheet.

    ``section`` is the sheet's part, ``prefecture`` a code, ``here`` and ``province`` the target's results,
    ``by_prefecture`` each prefecture's own, ``schools`` the names of its public institutions under the target.
    """

    section: str
    prefecture: str
    here: Attainment
    province: Attainment
    by_prefecture: Callable[[], Mapping[str, Attainment]]
    schools: Callable[[], tuple[str, ...]]
    divisions: Mapping[str, Division]

    @property
    def state(self) -> DivisionState:
        """The prefecture's own state under a target for prefectures."""
        (state,) = self.here.divisions
        return state

    def item(
        self, kind: str, target: Target, key: str, figure: Figure, comparison: Comparison,
        division: str | None = None, element: str | None = None, name: str | None = None,
    ) -> Question:  # fmt: skip
        """Make a question about the prefecture, or about one of its counties (``division``)."""
        return Question(
            key, self.section, kind, target.id, target.clause, division or self.prefecture, None, element, name, figure,
            comparison,
        )  # fmt: skip

    def among(self, value: Callable[[DivisionState], float | None]) -> Comparison:
        """Set the prefecture beside the others by what their states come to."""
        whole = self.province
        return compared({row.code: value(row) for row in whole.divisions}, whole.met, whole.of)[self.prefecture]


def compared(values: Mapping[str, float | None], met: int | None, of: int | None) -> dict[str, Comparison]:
    """Set the province's ``met`` of ``of`` beside each prefecture's place, by prefecture code.

    The largest value comes first; None has no place.
    """
    ranked = sum(value is not None for value in values.values())
    return {code: Comparison(met, of, rank, ranked) for code, rank in ranks(values).items()}


def met_or_not(state: DivisionState) -> float | None:
    """Count 1 for a division that meets the target, 0 for one that does not, None for unknown."""
    return {MET: 1.0, UNMET: 0.0}.get(state.state)


def elements(target: Target, asked: Asked) -> Iterable[Question]:
    """Ask about each element of a target on its own."""
    answered = dict(asked.state.items)
    for element in target.items:
        answer = answered.get(element.id)
        value = None if answer is None else (YES if answer else NO)
        figure = Figure(value, sample=asked.state.sample and value is not None)
        key = f"{target.id}:{asked.prefecture}:{element.id}"
        beside = _element_beside(asked, element)
        yield asked.item(YES_OR_NO, target, key, figure, beside, element=element.id, name=element.name_zh)


def _element_beside(asked: Asked, element: Element) -> Comparison:
    """Count the prefectures that meet this element, and rank the one on the sheet.

    The rank is the whole target's, by how many of its elements are met, among the prefectures that have answered all of
    them.
    """
    states = asked.province.divisions
    answers = [dict(state.items).get(element.id) for state in states if state.state != NOT_APPLICABLE]
    met = sum(answer is True for answer in answers) if any(answer is not None for answer in answers) else None
    return compared({row.code: _items_met(row) for row in states}, met, len(answers))[asked.prefecture]


def _items_met(state: DivisionState) -> float | None:
    """Count the target's items that the division meets; None until it has answered them all."""
    answers = [answer for _item, answer in state.items]
    return float(sum(answer is True for answer in answers)) if None not in answers else None


def counts(target: Target, asked: Asked) -> Iterable[Question]:
    """Ask how many there are in each category.

    Beside it stand the province's count and the other prefectures'.
    """
    own, whole = dict(asked.here.categories), dict(asked.province.categories)
    others = {code: dict(row.categories) for code, row in asked.by_prefecture().items()}
    for element in target.items:
        figure = Figure(as_text(own.get(element.id)), sample=asked.here.sample and element.id in own)
        beside = compared({code: row.get(element.id) for code, row in others.items()}, whole.get(element.id), None)
        key = f"{target.id}:{asked.prefecture}:{element.id}"
        yield asked.item(
            COUNT, target, key, figure, beside[asked.prefecture], element=element.id, name=element.name_zh
        )  # fmt: skip


def as_text(number: int | None) -> str | None:
    """Give a count as a question's value keeps it."""
    return None if number is None else str(number)
