from __future__ import annotations

from datetime import date

import pytest

NAMED_ELSEWHERE = {"430181", "430726", "430802", "431382"}
YEAR_ENDS = [date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31), date(2025, 12, 31)]


def public_counties(tables, on: date) -> set[str]:
    return {
        row["division_code"]
        for row in tables["institution"]
        if row["kind"] == "中职"
        and row["ownership"] == "公办"
        and (row["opened"] is None or row["opened"] <= on)
        and (row["closed"] is None or row["closed"] > on)
    }


def answered_no(tables, on: date) -> set[str]:
    rows = [row for row in tables["answer"] if row["target_id"] == "county-school" and row["date"] <= on]
    newest = {row["division_code"]: row["met"] for row in sorted(rows, key=lambda row: row["date"])}
    return {code for code, met in newest.items() if not met}


def test_public_schools_stand_in_about_104_counties(tables, plan):
    assert 100 <= len(public_counties(tables, plan.end)) <= 106


def test_the_map_fills_up_over_the_years(tables, plan):
    counts = [len(public_counties(tables, day)) for day in (plan.start, *YEAR_ENDS)]
    assert counts == sorted(counts)
    assert counts[-1] - counts[0] >= 10


def test_counties_that_said_no_have_no_public_school(tables):
    for day in YEAR_ENDS:
        assert not answered_no(tables, day) & public_counties(tables, day)
    said_no = {
        row["division_code"] for row in tables["answer"] if row["target_id"] == "county-school" and not row["met"]
    }
    assert 8 <= len(said_no) <= 11
    assert 5 <= len(answered_no(tables, YEAR_ENDS[-1])) < len(said_no)


def test_the_answers_are_to_the_item_of_the_plan(tables, plan):
    items = {row["item"] for row in tables["answer"] if row["target_id"] == "county-school"}
    assert items == {"public-school"}
    assert "public-school" in {item.id for item in plan.target("county-school").items}


def test_eight_counties_are_not_reported_at_all(tables, parameters):
    silent = set(parameters["schools"]["unreported"])
    assert len(silent) == 8
    assert not [row for rows in tables.values() for row in rows if row.get("division_code") in silent]


def test_no_public_sample_school_stands_where_sources_name_one(tables):
    beside = [row for row in tables["institution"] if row["division_code"] in NAMED_ELSEWHERE]
    assert {row["ownership"] for row in beside} <= {"民办", None}


@pytest.mark.parametrize("prefecture", ["430100", "430200", "430700"])
def test_the_readiest_prefectures_have_every_county_met(tables, plan, divisions, prefecture):
    counties = {row.code for row in divisions if row.parent_code == prefecture and row.level == "county"}
    assert counties <= public_counties(tables, plan.end) | NAMED_ELSEWHERE


def test_some_schools_closed_with_and_without_a_successor(tables):
    schools = [row for row in tables["institution"] if row["closed"]]
    followed = [
        row
        for row in schools
        if any(
            other["division_code"] == row["division_code"] and other["opened"] == row["closed"]
            for other in tables["institution"]
        )
    ]
    assert 4 <= len(schools) <= 9
    assert 0 < len(followed) < len(schools)
    assert all(row["opened"] is None or row["opened"] < row["closed"] for row in schools)


def test_private_schools_and_unknown_owners_are_in_the_roster(tables):
    owners = [row["ownership"] for row in tables["institution"] if row["kind"] == "中职"]
    assert owners.count("民办") >= 20
    assert 3 <= owners.count(None) <= 12


def test_closed_schools_carry_no_project(tables):
    closed = {row["code"] for row in tables["institution"] if row["closed"]}
    assert not closed & {row["institution_code"] for row in tables["project"]}


def test_a_school_is_confirmed_only_after_it_opened(tables):
    for row in tables["institution"]:
        if row["confirmed_on"]:
            assert row["closed"] is None
            assert row["opened"] is None or row["opened"] <= row["confirmed_on"]


def test_colleges_are_placed_at_prefectures(tables, divisions):
    prefectures = {row.code for row in divisions if row.level == "prefecture"}
    colleges = [row for row in tables["institution"] if row["kind"] == "高职"]
    assert len(colleges) == 25
    assert {row["division_code"] for row in colleges} == prefectures
