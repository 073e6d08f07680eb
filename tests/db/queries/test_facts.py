"""The facts of one day, counted for the rules."""

from __future__ import annotations

from datetime import date

import small_facts as small
from sqlalchemy import Connection

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.facts import (
    facts_on,
    institutions_in_force_by_division,
    listed_industries,
    newest_answers,
    newest_tallies,
    project_counts_by_target_level_prefecture,
    statutory_divisions,
)

DAY = date(2024, 6, 30)


def test_zones_are_never_among_the_divisions(connection: Connection) -> None:
    found = statutory_divisions(connection)
    assert [row.code for row in found] == ["430000", "430100", "430101", "430102", "430200", "430201"]
    assert {row.level for row in found} == {"province", "prefecture", "county"}


def test_projects_are_counted_by_target_level_and_prefecture(connection: Connection) -> None:
    for code, changes in (
        ("a", {}),
        ("b", {"division_code": small.COUNTY}),
        ("c", {"division_code": small.SECOND}),
        ("d", {"level": "市级"}),
        ("e", {"target": "training-base"}),
        ("f", {}),
    ):
        small.project(connection, code, **changes)
        if code != "f":
            small.event(connection, code, "building" if code == "a" else "approved", "2023-01-01")
    counted = {
        (row.target, row.level, row.prefecture): (row.projects, row.approved, row.started)
        for row in project_counts_by_target_level_prefecture(connection, AsOf(DAY))
    }
    assert counted == {
        ("heritage-base", "省级", small.FIRST): (2, 2, 1),
        ("heritage-base", "省级", small.SECOND): (1, 1, 0),
        ("heritage-base", "市级", small.FIRST): (1, 1, 0),
        ("training-base", "省级", small.FIRST): (1, 1, 0),
    }, "the project without any event says nothing yet"


def test_the_newest_tally_on_or_before_the_day_stands(connection: Connection) -> None:
    for count, day in ((10, "2022-12-31"), (20, "2024-06-30"), (15, "2023-12-31"), (30, "2024-07-01")):
        small.tally(connection, count, day)
    (found,) = newest_tallies(connection, AsOf(DAY))
    assert (found.count, found.on, found.source) == (20, DAY, small.PRESS)
    assert newest_tallies(connection, AsOf(date(2022, 12, 30))) == ()


def test_tallies_of_each_division_stage_and_category_stand_apart(connection: Connection) -> None:
    small.tally(connection, 1, "2023-01-01")
    small.tally(connection, 2, "2023-01-01", division_code=small.FIRST)
    small.tally(connection, 3, "2023-01-01", stage_code="accepted")
    small.tally(connection, 4, "2023-01-01", stage_code=None)
    small.tally(connection, 5, "2023-01-01", category="x")
    small.tally(connection, 6, "2023-01-01", stage_code="building")
    found = {row.count: (row.stage, row.counts, row.started) for row in newest_tallies(connection, AsOf(DAY))}
    assert found == {
        1: ("approved", "approved", False),
        2: ("approved", "approved", False),
        3: ("accepted", "accepted", True),
        4: (None, None, False),
        5: ("approved", "approved", False),
        6: ("building", "approved", True),
    }


def test_a_tally_of_a_stopped_stage_has_not_started_anything(connection: Connection) -> None:
    small.tally(connection, 2, "2023-01-01", stage_code="revoked")
    (found,) = newest_tallies(connection, AsOf(DAY))
    assert (found.counts, found.started) == ("stopped", False)


def test_of_tallies_on_one_day_a_sourced_one_wins_then_the_larger(connection: Connection) -> None:
    small.tally(connection, 99, "2023-01-01", source_key=small.SAMPLE)
    small.tally(connection, 10, "2023-01-01", source_key=small.NOTICE)
    small.tally(connection, 12, "2023-01-01", source_key=small.PRESS)
    (found,) = newest_tallies(connection, AsOf(DAY))
    assert (found.count, found.source, found.sample) == (12, small.PRESS, False)


def test_of_equal_tallies_the_source_that_sorts_first_is_named(connection: Connection) -> None:
    small.tally(connection, 12, "2023-01-01", source_key=small.PRESS)
    small.tally(connection, 12, "2023-01-01", source_key=small.NOTICE)
    (found,) = newest_tallies(connection, AsOf(DAY))
    assert found.source == small.NOTICE


def test_a_newer_sample_tally_stands_only_while_the_sample_is_let_in(connection: Connection) -> None:
    small.tally(connection, 10, "2023-01-01")
    small.tally(connection, 99, "2023-06-01", source_key=small.SAMPLE)
    assert [(row.count, row.sample) for row in newest_tallies(connection, AsOf(DAY))] == [(99, True)]
    assert [(row.count, row.sample) for row in newest_tallies(connection, AsOf(DAY, True))] == [(10, False)]


def test_an_institution_is_in_force_from_the_day_it_opens_to_the_day_before_it_closes(connection: Connection) -> None:
    small.school(connection, "s", opened=date(2023, 9, 1), closed=date(2024, 7, 1))

    def count(day: date) -> int:
        return sum(row.institutions for row in institutions_in_force_by_division(connection, AsOf(day)))

    assert [count(date(2023, 8, 31)), count(date(2023, 9, 1))] == [0, 1]
    assert [count(date(2024, 6, 30)), count(date(2024, 7, 1))] == [1, 0]


def test_an_institution_of_unknown_opening_counts_as_open(connection: Connection) -> None:
    small.school(connection, "s")
    small.school(connection, "t", closed=date(2023, 1, 1))
    (found,) = institutions_in_force_by_division(connection, AsOf(DAY))
    assert (found.division, found.kind, found.ownership, found.institutions) == (small.COUNTY, "中职", "公办", 1)
    (before,) = institutions_in_force_by_division(connection, AsOf(date(1990, 1, 1)))
    assert before.institutions == 2


def test_institutions_are_counted_by_division_kind_and_ownership_with_the_unknown_apart(connection: Connection) -> None:
    small.school(connection, "a")
    small.school(connection, "b")
    small.school(connection, "c", ownership="民办")
    small.school(connection, "d", ownership=None)
    small.school(connection, "e", kind="技工")
    small.school(connection, "f", division_code=small.FIRST, source_key=small.SAMPLE)
    found = {
        (row.division, row.kind, row.ownership): (row.institutions, row.sample)
        for row in institutions_in_force_by_division(connection, AsOf(DAY))
    }
    assert found == {
        (small.COUNTY, "中职", "公办"): (2, False),
        (small.COUNTY, "中职", "民办"): (1, False),
        (small.COUNTY, "中职", None): (1, False),
        (small.COUNTY, "技工", "公办"): (1, False),
        (small.FIRST, "中职", "公办"): (1, True),
    }
    assert sum(row.institutions for row in institutions_in_force_by_division(connection, AsOf(DAY, True))) == 5


def test_the_newest_answer_on_or_before_the_day_stands(connection: Connection) -> None:
    small.answer(connection, "goals", False, "2023-01-01")
    small.answer(connection, "goals", True, "2024-06-30")
    small.answer(connection, "goals", False, "2024-07-01")
    small.answer(connection, "measures", False, "2023-05-01", division_code=small.SECOND)
    found = {(row.item, row.division): (row.met, row.on) for row in newest_answers(connection, AsOf(DAY))}
    assert found == {
        ("goals", small.FIRST): (True, DAY),
        ("measures", small.SECOND): (False, date(2023, 5, 1)),
    }


def test_of_answers_on_one_day_a_sourced_one_wins_then_the_source_that_sorts_first(connection: Connection) -> None:
    small.answer(connection, "goals", False, "2023-01-01", source_key=small.SAMPLE)
    small.answer(connection, "goals", True, "2023-01-01", source_key=small.PRESS)
    small.answer(connection, "goals", False, "2023-01-01", source_key=small.NOTICE)
    (found,) = newest_answers(connection, AsOf(DAY))
    assert (found.met, found.source, found.sample) == (False, small.NOTICE, False)


def test_a_sample_answer_is_left_out_by_the_switch(connection: Connection) -> None:
    small.answer(connection, "goals", True, "2023-01-01", source_key=small.SAMPLE)
    assert [row.sample for row in newest_answers(connection, AsOf(DAY))] == [True]
    assert newest_answers(connection, AsOf(DAY, True)) == ()


def test_an_industry_is_served_by_a_public_college_in_force(connection: Connection) -> None:
    small.school(connection, "public", kind="高职专科")
    small.school(connection, "private", ownership="民办")
    small.school(connection, "unknown", ownership=None)
    small.school(connection, "closed", closed=date(2024, 1, 1))
    small.school(connection, "future", opened=date(2025, 1, 1))
    for school in ("public", "private", "unknown", "closed", "future", None):
        small.industry(connection, f"{school} 行业", school)
    small.industry(connection, "以后才列", "public", listed_on=date(2024, 7, 1))
    served = {row.name: row.served for row in listed_industries(connection, AsOf(DAY))}
    assert served == {
        "public 行业": True,
        "private 行业": False,
        "unknown 行业": False,
        "closed 行业": False,
        "future 行业": False,
        "None 行业": False,
    }


def test_a_college_of_the_sample_serves_no_industry_among_sourced_facts(connection: Connection) -> None:
    small.school(connection, "made-up", kind="高职专科", source_key=small.SAMPLE)
    small.industry(connection, "轨道交通", "made-up")
    assert [(row.served, row.sample) for row in listed_industries(connection, AsOf(DAY))] == [(True, True)]
    assert [(row.served, row.sample) for row in listed_industries(connection, AsOf(DAY, True))] == [(False, False)]


def test_the_facts_of_a_day_without_any_are_empty_but_for_the_divisions(connection: Connection) -> None:
    found = facts_on(connection, AsOf(DAY))
    assert len(found.divisions) == 6
    assert (found.projects, found.tallies, found.institutions, found.answers, found.industries) == ((), (), (), (), ())
