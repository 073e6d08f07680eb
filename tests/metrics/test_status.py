"""Pace and verdicts."""

from __future__ import annotations

from datetime import date

import pytest
from facts_builder import COUNTIES, COUNTY_SCHOOL, SETTINGS, answer, facts, plan, projects, schools, target

from chuyi_dash.measures import attain
from chuyi_dash.metrics.status import STATUSES, count_statuses, pace, status
from chuyi_dash.plan import Target

MIDDLE = date(2024, 2, 19)
AFTER = date(2026, 1, 1)


def verdict(approved: int | None, on: date, **changes: object) -> str:
    rows = () if approved is None else (projects(projects=20, approved=approved),)
    chosen = target(**changes)
    return status(chosen, attain(chosen, facts(projects=rows)), plan(), on, SETTINGS)


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (date(2021, 1, 1), 0.0),
        (date(2022, 4, 8), 0.0),
        (MIDDLE, 0.5),
        (date(2025, 12, 31), 1.0),
        (date(2030, 1, 1), 1.0),
    ],
)
def test_pace_is_the_share_of_the_plans_time_gone_by(on: date, share: float) -> None:
    assert pace(plan(), on) == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize(
    ("approved", "on", "expected"),
    [
        (10, date(2022, 5, 1), "done"),
        (12, AFTER, "done"),
        (5, MIDDLE, "on_pace"),
        (4, MIDDLE, "behind"),
        (3, MIDDLE, "far_behind"),
        (9, date(2025, 12, 31), "behind"),
        (9, AFTER, "overdue"),
        (None, AFTER, "no_data"),
    ],
)
def test_attainment_is_compared_with_pace(approved: int | None, on: date, expected: str) -> None:
    assert verdict(approved, on) == expected


def test_a_target_without_a_number_gets_no_verdict() -> None:
    assert verdict(23, AFTER, kind="count", number=None) == "no_number"
    assert verdict(None, AFTER, kind="count", number=None) == "no_data"


def test_the_damaged_target_gets_no_verdict() -> None:
    assert verdict(100, AFTER, damaged=True) == "no_number"


def county_verdict(*, met: int, unmet: int) -> str:
    rows = facts(
        institutions=tuple(schools(code) for code in COUNTIES[:met]),
        answers=tuple(answer(code, "public-school", False, "county-school") for code in COUNTIES[met : met + unmet]),
    )
    return status(COUNTY_SCHOOL, attain(COUNTY_SCHOOL, rows), plan(), AFTER, SETTINGS)


def test_silence_of_most_divisions_is_no_verdict() -> None:
    assert county_verdict(met=2, unmet=0) == "no_data"
    assert county_verdict(met=2, unmet=1) == "overdue"
    assert county_verdict(met=5, unmet=0) == "overdue"
    assert county_verdict(met=6, unmet=0) == "done"


def test_the_damaged_target_is_in_no_total() -> None:
    targets: tuple[Target, ...] = (target(), target(id="broken", damaged=True), target(id="other"))
    totals = count_statuses(plan(*targets), [("quota", "done"), ("broken", "no_number"), ("other", "overdue")])
    assert totals == dict.fromkeys(STATUSES, 0) | {"done": 1, "overdue": 1}
