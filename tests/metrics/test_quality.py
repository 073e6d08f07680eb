"""Completeness, freshness, contradictions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from facts_builder import CHECKLIST, PREFECTURE_SCHOOL, TRAINING, facts, plan, projects, tally, target

from chuyi_dash.measures import attain, owed_items
from chuyi_dash.metrics.quality import (
    ClosedClaim,
    MoneyClaim,
    OrderClaim,
    Received,
    accepted_before_approved,
    closed_but_counted,
    completeness,
    contradicting_money,
    disagreeing_counts,
    freshness,
)
from chuyi_dash.plan import Period

PERIOD = Period("2024年度", date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 31))


def test_each_prefecture_is_expected_to_report_checklists_and_training() -> None:
    assert owed_items(plan(target(), CHECKLIST, TRAINING)) == (
        ("local-plan", "goals"),
        ("local-plan", "measures"),
        ("skills-training", "industry"),
        ("skills-training", "group"),
    )


def test_a_prefecture_that_reported_nothing_is_listed_with_nothing() -> None:
    rows = completeness(["430100", "430200"], PERIOD, [Received("430100", 3, 2)], 4, date(2025, 2, 1))
    assert [(row.received, row.on_time, row.late, row.missing, row.share) for row in rows] == [
        (3, 2, 1, 1, 0.75),
        (0, 0, 0, 4, 0.0),
    ]
    assert all(row.due_passed for row in rows)


def test_before_the_due_day_nothing_is_late_yet() -> None:
    rows = completeness(["430100"], PERIOD, [], 4, date(2025, 1, 31))
    assert not rows[0].due_passed


def test_freshness_counts_days_and_keeps_the_unknown_unknown() -> None:
    rows = freshness(plan(target(), CHECKLIST), {"quota": date(2024, 6, 1)}, date(2024, 6, 30))
    assert [(row.target, row.newest, row.age) for row in rows] == [
        ("quota", date(2024, 6, 1), 29),
        ("local-plan", None, None),
    ]


def test_a_tally_beside_other_named_projects_is_notable() -> None:
    found = attain(target(), facts(projects=(projects(approved=2),), tallies=(tally(8),)))
    rows = disagreeing_counts(target(), "430000", found)
    assert [(row.code, row.severity, row.values) for row in rows] == [("tally_approved", "notable", ("8", "2"))]
    equal = attain(target(), facts(projects=(projects(approved=8),), tallies=(tally(8),)))
    assert disagreeing_counts(target(), "430000", equal) == ()


def test_projects_under_way_by_name_stand_beside_the_count_of_starts_and_of_no_later_stage() -> None:
    started: dict[str, Any] = {"stage": "building", "started": True}
    midterm = tally(1, "prefecture-school", on=date(2023, 12, 31), stage="midterm", started=True)
    for count, expected in ((2, [("tally_started", "notable", ("2", "1"))]), (1, [])):
        found = attain(
            PREFECTURE_SCHOOL,
            facts(
                projects=(projects("prefecture-school", started=1),),
                tallies=(tally(count, "prefecture-school", **started), midterm),
            ),
        )
        rows = disagreeing_counts(PREFECTURE_SCHOOL, "430000", found)
        assert [(row.code, row.severity, row.values) for row in rows] == expected


def test_acceptance_before_or_without_approval_is_serious() -> None:
    def claim(approved: date | None, accepted: date | None) -> OrderClaim:
        return OrderClaim("p", "项目", "quota", None, approved, accepted, sample=False)

    early, late = date(2023, 1, 1), date(2024, 1, 1)
    rows = accepted_before_approved([claim(late, early), claim(None, early), claim(early, late), claim(early, None)])
    assert [(row.severity, row.values) for row in rows] == [
        ("serious", ("2023-01-01", "2024-01-01")),
        ("serious", ("2023-01-01", "—")),
    ]


def money(budget: str | None, in_place: str | None, spent: str | None) -> MoneyClaim:
    planned, there, used = (None if text is None else Decimal(text) for text in (budget, in_place, spent))
    return MoneyClaim("p", "项目", "quota", None, "地方财政", planned, there, used, sample=False)


def test_spending_more_than_is_in_place_is_serious() -> None:
    rows = contradicting_money([money("10", "5", "5.01"), money("10", "5", "5"), money("10", None, "5")], 1.5)
    assert [(row.code, row.severity) for row in rows] == [("spent_over_in_place", "serious")]


def test_half_over_the_budget_is_notable_and_a_little_over_is_not() -> None:
    rows = contradicting_money([money("10", "15", "1"), money("10", "14.99", "1"), money("0", "5", "1")], 1.5)
    assert [(row.code, row.severity) for row in rows] == [("in_place_over_budget", "notable")]


def test_a_project_that_counts_at_a_closed_school_is_serious() -> None:
    claim = ClosedClaim("p", "项目", "quota", None, "学校", date(2024, 1, 1), sample=True)
    (row,) = closed_but_counted([claim])
    assert (row.code, row.severity, row.values, row.sample) == (
        "closed_but_counted",
        "serious",
        ("学校", "2024-01-01"),
        True,
    )
