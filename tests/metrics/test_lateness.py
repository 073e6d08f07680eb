"""What is overdue, and for how long."""

from __future__ import annotations

from datetime import date

import pytest
from facts_builder import COUNTIES, COUNTY_SCHOOL, SMALL, answer, facts, plan, schools

from chuyi_dash.measures import attain
from chuyi_dash.metrics.lateness import AHEAD, DONE, LATE, MilestoneState, duty_state, is_late, most_overdue

DAY = date(2026, 1, 10)


def milestone(due: date, done: date | None = None, name: str = "任务书备案") -> MilestoneState:
    return MilestoneState("p1", "项目", "quota", "学校", SMALL, COUNTIES[0], name, due, done, sample=False, source="a")


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        (date(2026, 1, 9), None, LATE),
        (date(2026, 1, 10), None, AHEAD),
        (date(2026, 1, 1), date(2026, 1, 10), DONE),
        (date(2026, 1, 1), date(2026, 1, 11), LATE),
        (date(2026, 2, 1), None, AHEAD),
        (date(2026, 2, 1), date(2026, 1, 11), AHEAD),
    ],
)
def test_a_duty_is_late_when_it_was_due_before_the_day_and_not_done_by_it(
    due: date, done: date | None, state: str
) -> None:
    assert duty_state(due, done, DAY) == state
    assert is_late(due, done, DAY) == (state == LATE)


def test_the_longest_overdue_comes_first_with_who_and_where() -> None:
    rows = [milestone(date(2025, 12, 31), name="新"), milestone(date(2023, 1, 1), name="旧")]
    found = most_overdue(rows, [], plan(), DAY, {})
    assert [(row.what, row.days, row.institution, row.division) for row in found] == [
        ("旧", 1105, "学校", COUNTIES[0]),
        ("新", 10, "学校", COUNTIES[0]),
    ]


def test_after_the_plans_end_unmet_counties_are_overdue_and_silent_ones_are_not() -> None:
    rows = facts(
        answers=(answer(COUNTIES[0], "public-school", False, "county-school"),),
        institutions=(schools(COUNTIES[1]),),
    )
    attained = [(COUNTY_SCHOOL, attain(COUNTY_SCHOOL, rows))]
    found = most_overdue([], attained, plan(), DAY, {COUNTIES[0]: SMALL})
    assert [(row.kind, row.division, row.prefecture, row.days) for row in found] == [
        ("division", COUNTIES[0], SMALL, 10)
    ]
    assert most_overdue([], attained, plan(), date(2025, 12, 31), {}) == ()
