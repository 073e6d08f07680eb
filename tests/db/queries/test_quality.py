"""What the data screen asks: what arrived and when, how fresh it is, facts that clash."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import small_facts as small
from sqlalchemy import Connection

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.quality import (
    counting_projects_of_closed_institutions,
    doubtful_money,
    first_days_of_projects,
    newest_fact_by_target,
    newest_industry,
    newest_institution_by_kind,
    reports_by_prefecture,
)
from chuyi_dash.plan import read_settings

DAY = date(2025, 12, 31)
PERIOD = read_settings().reporting[0]
ITEMS = [("local-plan", "goals"), ("local-plan", "measures")]


def test_a_fact_within_the_period_is_received_and_in_time_by_its_own_day(connection: Connection) -> None:
    day = PERIOD.end.isoformat()
    small.answer(connection, "goals", True, day)
    small.answer(connection, "goals", False, day, source_key=small.NOTICE)
    small.answer(connection, "measures", True, day)
    small.answer(connection, "elsewhere", True, day)
    small.answer(connection, "goals", True, day, division_code=small.SECOND, source_key=small.SAMPLE)
    found = {
        row.prefecture: (row.received, row.on_time)
        for row in reports_by_prefecture(connection, PERIOD, ITEMS, AsOf(DAY))
    }
    assert found == {small.FIRST: (2, 2), small.SECOND: (1, 1)}
    (only,) = reports_by_prefecture(connection, PERIOD, ITEMS, AsOf(DAY, True))
    assert only.prefecture == small.FIRST
    assert reports_by_prefecture(connection, PERIOD, ITEMS, AsOf(PERIOD.start)) == ()


def test_an_imported_fact_arrives_on_the_day_of_its_import(connection: Connection) -> None:
    small.source(connection, "late", "import", published=date(2035, 1, 1))
    small.answer(connection, "goals", True, PERIOD.end.isoformat(), source_key="late")
    (found,) = reports_by_prefecture(connection, PERIOD, ITEMS, AsOf(DAY))
    assert (found.received, found.on_time) == (1, 0)


def test_the_newest_day_of_each_target_and_kind_lies_on_or_before_the_day(connection: Connection) -> None:
    small.project(connection, "p")
    small.event(connection, "p", "approved", "2023-01-01")
    small.event(connection, "p", "building", "2026-02-01")
    small.tally(connection, 1, "2024-01-01", source_key=small.SAMPLE)
    small.answer(connection, "goals", True, "2023-05-01")
    small.school(connection, "s", opened=date(2020, 9, 1), confirmed_on=date(2024, 3, 1), closed=date(2027, 1, 1))
    assert newest_fact_by_target(connection, AsOf(DAY)) == {
        "heritage-base": date(2024, 1, 1),
        "local-plan": date(2023, 5, 1),
    }
    assert newest_fact_by_target(connection, AsOf(DAY, True))["heritage-base"] == date(2023, 1, 1)
    assert newest_institution_by_kind(connection, AsOf(DAY)) == {"中职": date(2024, 3, 1)}
    assert newest_institution_by_kind(connection, AsOf(date(2021, 1, 1))) == {"中职": date(2020, 9, 1)}


def test_a_prefecture_s_newest_days_are_its_own_and_the_province_s_industries_have_theirs(
    connection: Connection,
) -> None:
    small.project(connection, "here")
    small.project(connection, "there", division_code=small.FAR_COUNTY)
    small.event(connection, "here", "approved", "2023-01-01")
    small.event(connection, "there", "approved", "2024-01-01")
    small.tally(connection, 1, "2025-01-01")
    small.school(connection, "s", opened=date(2020, 9, 1))
    small.industry(connection, "某行业", None, listed_on=date(2024, 5, 1))
    assert newest_fact_by_target(connection, AsOf(DAY), small.FIRST) == {"heritage-base": date(2023, 1, 1)}
    assert newest_fact_by_target(connection, AsOf(DAY), small.SECOND) == {"heritage-base": date(2024, 1, 1)}
    assert newest_fact_by_target(connection, AsOf(DAY)) == {"heritage-base": date(2025, 1, 1)}
    assert newest_institution_by_kind(connection, AsOf(DAY), small.FIRST) == {"中职": date(2020, 9, 1)}
    assert newest_institution_by_kind(connection, AsOf(DAY), small.SECOND) == {}
    assert newest_industry(connection, AsOf(DAY, True)) == date(2024, 5, 1)
    assert newest_industry(connection, AsOf(date(2024, 4, 30))) is None


def test_accepted_projects_come_with_their_approval_which_acceptance_is_not(connection: Connection) -> None:
    for code in ("a", "b", "c"):
        small.project(connection, code)
    small.event(connection, "a", "approved", "2024-01-01")
    small.event(connection, "a", "accepted", "2023-01-01", source_key=small.SAMPLE)
    small.event(connection, "b", "recognised", "2023-01-01")
    small.event(connection, "c", "approved", "2023-01-01")
    found = [(row.project, row.approved_on, row.accepted_on) for row in first_days_of_projects(connection, AsOf(DAY))]
    assert found == [("a", date(2024, 1, 1), date(2023, 1, 1)), ("b", None, date(2023, 1, 1))]
    assert [row.project for row in first_days_of_projects(connection, AsOf(DAY, True))] == ["b"]


def test_money_is_doubtful_where_more_is_spent_or_placed_than_can_be(connection: Connection) -> None:
    small.project(connection, "p")
    small.funding(connection, "p", "2023-01-01", origin="中央财政", budget=100, in_place=10, spent=11)
    small.funding(connection, "p", "2023-01-01", origin="地方财政", budget=100, in_place=150, spent=1)
    small.funding(connection, "p", "2023-01-01", origin="学校自筹", budget=100, in_place=Decimal("149.99"), spent=1)
    small.funding(connection, "p", "2023-01-01", origin="行业企业支持", budget=None, in_place=10, spent=None)
    found = doubtful_money(connection, AsOf(DAY), 1.5)
    assert [(row.origin, row.budget, row.in_place, row.spent) for row in found] == [
        ("中央财政", Decimal("100.00"), Decimal("10.00"), Decimal("11.00")),
        ("地方财政", Decimal("100.00"), Decimal("150.00"), Decimal("1.00")),
    ]
    small.funding(connection, "p", "2024-01-01", origin="中央财政", budget=100, in_place=20, spent=11)
    assert [row.origin for row in doubtful_money(connection, AsOf(DAY), 1.5)] == ["地方财政"]


def test_a_counting_project_of_a_closed_school_is_named(connection: Connection) -> None:
    small.school(connection, "s", name="已关", closed=date(2024, 1, 1))
    for code, stage in (("a", "building"), ("b", "applied"), ("c", "accepted"), ("d", "revoked")):
        small.project(connection, code, institution_code="s")
        small.event(connection, code, stage, "2023-01-01")
    found = counting_projects_of_closed_institutions(connection, AsOf(DAY))
    assert [(row.project, row.institution, row.closed) for row in found] == [
        ("a", "已关", date(2024, 1, 1)),
        ("c", "已关", date(2024, 1, 1)),
    ]
    assert counting_projects_of_closed_institutions(connection, AsOf(date(2023, 12, 31))) == ()
