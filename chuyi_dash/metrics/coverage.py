"""The state of each division under a target.

It meets the target, does not, has not reported, or the target does not apply to it.
"""

from __future__ import annotations

from collections.abc import Callable

from chuyi_dash.metrics.facts import AnswerState, Division, Facts
from chuyi_dash.metrics.results import NOT_APPLICABLE, DivisionState
from chuyi_dash.plan import Target

EXEMPT_ITEM = "not-applicable"
PUBLIC = "公办"

Verdict = tuple[str, int | None, bool]
Answers = dict[tuple[str, str], AnswerState]
Judge = Callable[[Target, Facts, Answers], Callable[[Division], Verdict]]
"""Makes the rule by which a way of measuring finds a division's state, its value, and whether it is the sample's."""


def division_states(
    target: Target, facts: Facts, judge_of: Judge, prefecture: str | None = None
) -> tuple[DivisionState, ...]:
    """Judge each division of the target's level, in order of code.

    A division with an answer to the item ``not-applicable`` stands outside the denominator.
    """
    answers = _newest_answers(target, facts)
    judge = judge_of(target, facts, answers)
    return tuple(_state(division, judge, answers, target) for division in divisions_of(target, facts, prefecture))


def divisions_of(target: Target, facts: Facts, prefecture: str | None = None) -> list[Division]:
    """List the divisions that the target is about, in order of code.

    They are those of one prefecture, or all where ``prefecture`` is None.
    """
    chosen = [
        division
        for division in facts.divisions
        if division.level == target.scope and prefecture in (None, division.code, division.parent_code)
    ]
    return sorted(chosen, key=lambda division: division.code)


def _newest_answers(target: Target, facts: Facts) -> Answers:
    newest: Answers = {}
    for row in facts.answers:
        if row.target != target.id:
            continue
        held = newest.get((row.division, row.item))
        if held is None or _weight(row) > _weight(held):
            newest[row.division, row.item] = row
    return newest


def _weight(row: AnswerState) -> tuple[object, ...]:
    """Weigh an answer against others on the same item: the newest outweighs all.

    On one day a sourced answer outweighs a sample one, then the key decides, never row order.
    """
    return (row.on, not row.sample, row.source)


def _state(division: Division, judge: Callable[[Division], Verdict], answers: Answers, target: Target) -> DivisionState:
    exempt = answers.get((division.code, EXEMPT_ITEM))
    found = {item.id: answers.get((division.code, item.id)) for item in target.items}
    items = tuple((item, answer.met if answer else None) for item, answer in found.items())
    if exempt is not None and exempt.met:
        return DivisionState(division.code, NOT_APPLICABLE, None, items, exempt.sample)
    state, value, sample = judge(division)
    return DivisionState(division.code, state, value, items, sample or any(a.sample for a in found.values() if a))
