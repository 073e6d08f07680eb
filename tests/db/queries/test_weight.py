"""Of facts of one day: which source counts."""

from __future__ import annotations

from datetime import date

import pytest
import small_facts as small
from sqlalchemy import Connection

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.facts import newest_answers, newest_tallies
from chuyi_dash.db.queries.projects import projects_on

DAY = date(2024, 6, 30)
AGREED, PRACTICE, LOOKALIKE = "self-check-2024-430100", "self-check-test-430100", "self-checking"
LIGHTEST_FIRST = (small.SAMPLE, PRACTICE, small.PRESS, AGREED)


@pytest.fixture
def weighed(connection: Connection) -> Connection:
    small.source(connection, AGREED, "self_check")
    small.source(connection, PRACTICE, "sample")
    small.source(connection, LOOKALIKE, "press")
    return connection


@pytest.mark.parametrize("number", range(1, len(LIGHTEST_FIRST)))
def test_a_confirmed_self_check_then_other_sources_then_a_sample_round_then_the_sample(
    weighed: Connection, number: int
) -> None:
    small.project(weighed, "p")
    stages = ("accepted", "midterm", "building", "approved")  # the lighter the source, the later its stage
    for place, key in enumerate(LIGHTEST_FIRST[: number + 1]):
        small.tally(weighed, 100 - place, "2024-06-30", source_key=key)
        small.answer(weighed, "tasks", place == number, "2024-06-30", source_key=key)
        small.event(weighed, "p", stages[place], "2024-06-30", source_key=key)
    (count,), (answer,) = newest_tallies(weighed, AsOf(DAY)), newest_answers(weighed, AsOf(DAY))
    assert (count.source, count.count) == (LIGHTEST_FIRST[number], 100 - number)
    assert (answer.source, answer.met) == (LIGHTEST_FIRST[number], True)
    assert projects_on(weighed, AsOf(DAY))[0].stage == stages[number]


def test_a_later_day_outweighs_any_source(weighed: Connection) -> None:
    small.tally(weighed, 10, "2024-06-29", source_key=AGREED)
    small.tally(weighed, 7, "2024-06-30", source_key=small.SAMPLE)
    assert [row.count for row in newest_tallies(weighed, AsOf(DAY))] == [7]
    assert [row.count for row in newest_tallies(weighed, AsOf(DAY, True))] == [10]


def test_a_key_that_only_looks_alike_has_no_weight_of_its_own(weighed: Connection) -> None:
    small.tally(weighed, 10, "2024-06-30", source_key=LOOKALIKE)
    small.tally(weighed, 12, "2024-06-30", source_key=small.PRESS)
    assert [row.count for row in newest_tallies(weighed, AsOf(DAY))] == [12]
