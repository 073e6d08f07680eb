"""What changed between two days, and the course against pace."""

from __future__ import annotations

from datetime import date

import pytest
from facts_builder import COUNTIES, COUNTY_SCHOOL, facts, plan, projects, schools, target

from chuyi_dash.measures import attain
from chuyi_dash.metrics.change import burn_up, changes, checkpoints, difference


def test_differences_are_stated_only_between_known_numbers() -> None:
    assert difference(3, 5) == 2
    assert difference(None, 5) is None
    assert difference(3, None) is None


def test_only_targets_that_differ_are_listed() -> None:
    before = [attain(target(), facts(projects=(projects(approved=2),))), attain(COUNTY_SCHOOL, facts())]
    after = [attain(target(), facts(projects=(projects(approved=5, accepted=1),))), attain(COUNTY_SCHOOL, facts())]
    found = changes(before, after, [("behind", "behind"), ("no_data", "no_data")])
    assert [(row.target, row.approved, row.accepted) for row in found] == [("quota", 3, 1)]


def test_a_new_status_alone_is_a_change() -> None:
    same = [attain(target(), facts(projects=(projects(approved=2),)))]
    found = changes(same, same, [("on_pace", "overdue")])
    assert [(row.status_before, row.status_after) for row in found] == [("on_pace", "overdue")]


def test_counties_gained_and_lost_are_named() -> None:
    before = [attain(COUNTY_SCHOOL, facts(institutions=(schools(COUNTIES[0]), schools(COUNTIES[1]))))]
    after = [attain(COUNTY_SCHOOL, facts(institutions=(schools(COUNTIES[1]), schools(COUNTIES[2]))))]
    (change,) = changes(before, after, [("overdue", "overdue")])
    assert (change.gained, change.lost, change.met) == ((COUNTIES[2],), (COUNTIES[0],), 0)


def test_checkpoints_are_quarter_ends_within_the_plan_and_the_day_itself() -> None:
    assert checkpoints(plan(), date(2022, 11, 15)) == (
        date(2022, 4, 8),
        date(2022, 6, 30),
        date(2022, 9, 30),
        date(2022, 11, 15),
    )
    after = checkpoints(plan(), date(2026, 11, 24))
    assert after[-2:] == (date(2025, 12, 31), date(2026, 11, 24))
    assert checkpoints(plan(), date(2021, 1, 1)) == (date(2021, 1, 1),)


def test_the_course_shows_what_pace_asks_for() -> None:
    middle, end = date(2024, 2, 19), date(2025, 12, 31)
    course = [(middle, attain(target(), facts(projects=(projects(approved=3),)))), (end, attain(target(), facts()))]
    first, last = burn_up(plan(), course)
    assert (first.reached, first.accepted) == (3, 0)
    assert first.due == pytest.approx(5.0, abs=0.01)
    assert (last.reached, last.due) == (None, 10.0)


def test_a_count_target_has_no_due_line() -> None:
    found = attain(target(kind="count", number=None), facts(projects=(projects(approved=3),)))
    assert burn_up(plan(), [(date(2025, 1, 1), found)])[0].due is None
