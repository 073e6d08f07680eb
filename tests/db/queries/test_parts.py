"""The current stage of a project on a day, seen through the list of projects and the counts."""

from __future__ import annotations

from datetime import date

import pytest
import small_facts as small
from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.facts import project_counts_by_target_level_prefecture
from chuyi_dash.db.queries.parts import in_code_order
from chuyi_dash.db.queries.projects import ProjectRow, projects_on
from chuyi_dash.db.tables import Project


def on(connection: Connection, day: str, sourced: bool = False) -> ProjectRow:
    """The one project of the test on a day."""
    (row,) = projects_on(connection, AsOf(date.fromisoformat(day), sourced))
    return row


def stage_on(connection: Connection, day: str, sourced: bool = False) -> tuple[str | None, bool, bool, bool]:
    row = on(connection, day, sourced)
    return row.stage, row.approved, row.accepted, row.stopped


def test_a_project_stands_at_its_last_event_on_or_before_the_day(connection: Connection) -> None:
    small.project(connection, "p")
    for stage, day in (("applied", "2022-05-01"), ("approved", "2022-12-31"), ("accepted", "2025-06-30")):
        small.event(connection, "p", stage, day)
    assert stage_on(connection, "2022-04-30") == (None, False, False, False)
    assert stage_on(connection, "2022-05-01") == ("applied", False, False, False)
    assert stage_on(connection, "2022-12-30") == ("applied", False, False, False)
    assert stage_on(connection, "2022-12-31") == ("approved", True, False, False)
    assert stage_on(connection, "2025-06-29") == ("approved", True, False, False)
    assert stage_on(connection, "2025-06-30") == ("accepted", True, True, False)
    row = on(connection, "2026-01-01")
    assert (row.approved_on, row.accepted_on, row.stage_on) == (
        date(2022, 12, 31),
        date(2025, 6, 30),
        date(2025, 6, 30),
    )


@pytest.mark.parametrize("order", [("approved", "building"), ("building", "approved")])
def test_of_two_events_on_one_day_the_later_stage_is_the_last(connection: Connection, order: tuple[str, str]) -> None:
    small.project(connection, "p")
    for stage in order:
        small.event(connection, "p", stage, "2022-12-31")
    assert stage_on(connection, "2022-12-31") == ("building", True, False, False)


def test_a_project_that_enters_at_building_or_acceptance_is_approved_too(connection: Connection) -> None:
    small.project(connection, "p")
    small.event(connection, "p", "building", "2023-01-01")
    assert stage_on(connection, "2023-01-01") == ("building", True, False, False)
    small.event(connection, "p", "recognised", "2024-01-01")
    assert stage_on(connection, "2024-01-01") == ("recognised", True, True, False)


@pytest.mark.parametrize("stop", ["suspended", "ended", "revoked"])
def test_a_stopped_project_no_longer_counts_from_that_day(connection: Connection, stop: str) -> None:
    small.project(connection, "p")
    small.event(connection, "p", "approved", "2022-12-31")
    small.event(connection, "p", "accepted", "2024-01-01")
    small.event(connection, "p", stop, "2024-06-01")
    assert stage_on(connection, "2024-05-31") == ("accepted", True, True, False)
    assert stage_on(connection, "2024-06-01") == (stop, False, False, True)
    (counts,) = project_counts_by_target_level_prefecture(connection, AsOf(date(2024, 6, 1)))
    assert (counts.projects, counts.approved, counts.started, counts.accepted) == (1, 0, 0, 0)
    assert (counts.ever_approved, counts.stopped) == (1, 1)


def test_a_suspended_project_that_resumes_counts_again_with_all_it_had_reached(connection: Connection) -> None:
    small.project(connection, "p")
    for stage, day in (
        ("approved", "2022-12-31"),
        ("suspended", "2023-06-01"),
        ("building", "2023-09-01"),
        ("revoked", "2024-01-01"),
    ):
        small.event(connection, "p", stage, day)
    assert stage_on(connection, "2023-08-31") == ("suspended", False, False, True)
    assert stage_on(connection, "2023-09-01") == ("building", True, False, False)
    assert stage_on(connection, "2024-01-01") == ("revoked", False, False, True)
    assert on(connection, "2024-01-01").approved_on == date(2022, 12, 31)


def test_a_stopped_project_that_never_was_approved_never_counts(connection: Connection) -> None:
    small.project(connection, "p")
    small.event(connection, "p", "applied", "2022-06-01")
    small.event(connection, "p", "ended", "2022-07-01")
    (counts,) = project_counts_by_target_level_prefecture(connection, AsOf(date(2023, 1, 1)))
    assert (counts.projects, counts.approved, counts.ever_approved, counts.stopped) == (1, 0, 0, 1)


def test_a_sample_event_on_a_sourced_project_is_left_out_by_the_switch(connection: Connection) -> None:
    small.project(connection, "p")
    small.event(connection, "p", "approved", "2022-12-31")
    small.event(connection, "p", "accepted", "2024-01-01", source_key=small.SAMPLE)
    assert stage_on(connection, "2024-01-01") == ("accepted", True, True, False)
    assert on(connection, "2024-01-01").sample
    assert stage_on(connection, "2024-01-01", sourced=True) == ("approved", True, False, False)
    assert not on(connection, "2024-01-01", sourced=True).sample
    assert not on(connection, "2023-12-31").sample, "the sample event lies after the day"


def test_a_sample_project_is_left_out_by_the_switch(connection: Connection) -> None:
    small.project(connection, "p", source_key=small.SAMPLE)
    small.event(connection, "p", "approved", "2022-12-31", source_key=small.SAMPLE)
    assert on(connection, "2023-01-01").sample
    assert projects_on(connection, AsOf(date(2023, 1, 1), True)) == ()
    assert project_counts_by_target_level_prefecture(connection, AsOf(date(2023, 1, 1), True)) == ()


@pytest.mark.parametrize(
    ("division", "prefecture"),
    [
        (small.FIRST, small.FIRST),
        (small.COUNTY, small.FIRST),
        (small.ZONE, small.FIRST),
        (small.FAR_COUNTY, small.SECOND),
        (small.PROVINCE, None),
        (None, None),
    ],
)
def test_a_project_lies_in_the_prefecture_of_its_division(
    connection: Connection, division: str | None, prefecture: str | None
) -> None:
    small.project(connection, "p", division_code=division)
    small.event(connection, "p", "approved", "2022-12-31")
    assert on(connection, "2023-01-01").prefecture == prefecture
    (counts,) = project_counts_by_target_level_prefecture(connection, AsOf(date(2023, 1, 1)))
    assert counts.prefecture == prefecture


def test_codes_sort_by_code_point_whatever_the_database_sorts_by() -> None:
    """No server of the tests sorts by a language, so the statement itself is looked at."""
    statement = select(Project.code).order_by(in_code_order(Project.code))
    assert str(statement.compile(dialect=postgresql.dialect())).endswith('ORDER BY (project.code) COLLATE "C"')
    assert str(statement.compile(dialect=sqlite.dialect())).endswith("ORDER BY project.code")


def test_projects_come_in_code_order(connection: Connection) -> None:
    for code in ("b", "B", "a-b", "ab", "甲", "a_b"):
        small.project(connection, code)
    assert [row.code for row in projects_on(connection, AsOf(date(2023, 1, 1)))] == sorted(
        ("b", "B", "a-b", "ab", "甲", "a_b")
    )
