"""Pace (序时进度) and the verdict that compares attainment with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chuyi_dash.metrics.results import Attainment, count_states
from chuyi_dash.plan import Plan, Settings, Target

DONE, ON_PACE, BEHIND, FAR_BEHIND = "done", "on_pace", "behind", "far_behind"
OVERDUE, NO_NUMBER, NO_DATA = "overdue", "no_number", "no_data"
STATUSES = (DONE, ON_PACE, BEHIND, FAR_BEHIND, OVERDUE, NO_NUMBER, NO_DATA)


def pace(plan: Plan, as_of: date) -> float:
    """Give the share of the plan's time gone by at the day, 0 to 1.

    It is 0 up to the plan's start and 1 from its end on (2022-04-08 to 2025-12-31).
    """
    gone = (as_of - plan.start).days / (plan.end - plan.start).days
    return min(1.0, max(0.0, gone))


def status(
    target: Target, attainment: Attainment, plan: Plan, as_of: date, settings: Settings, paced: bool = True
) -> str:
    """Judge a target on a day: one of STATUSES.

    No verdict without facts, without a number (a count target, a damaged one, a prefecture's part of a provincial
    quota), or where fewer divisions than ``settings.reported_share`` have reported. After the plan's end whatever is
    not done is overdue; before it, attainment ÷ pace decides, or attainment alone where the target is not ``paced``
    (a rate that has to hold on every day).
    """
    if target.damaged:
        return NO_NUMBER
    if attainment.approved is not None:
        if attainment.approved.value is None:
            return NO_DATA
        if attainment.number is None:
            return NO_NUMBER
    reached = attainment.attainment
    if reached is None:
        return NO_DATA
    if reached >= 1:
        return DONE
    share = count_states(row.state for row in attainment.divisions).reported_share
    if share is not None and share < settings.reported_share:
        return NO_DATA
    if as_of > plan.end:
        return OVERDUE
    return _against_pace(reached, pace(plan, as_of) if paced else 1.0, settings)


def _against_pace(reached: float, due: float, settings: Settings) -> str:
    if reached >= settings.on_pace * due:
        return ON_PACE
    if reached >= settings.behind * due:
        return BEHIND
    return FAR_BEHIND


def count_statuses(plan: Plan, statuses: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Count the targets in each status, from (target id, status) pairs.

    A damaged target is in no total.
    """
    totals = dict.fromkeys(STATUSES, 0)
    damaged = {target.id for target in plan.targets if target.damaged}
    for target_id, found in statuses:
        if target_id not in damaged:
            totals[found] += 1
    return totals
