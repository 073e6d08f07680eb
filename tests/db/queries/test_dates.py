"""Which day is the newest that any fact speaks of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import small_facts as small
from sqlalchemy import Connection

from chuyi_dash.db.queries.dates import newest_fact_date

DAY = date(2024, 5, 6)

FACTS: dict[str, Callable[[Connection], None]] = {
    "an event": lambda c: small.event(c, "p", "approved", "2024-05-06"),
    "a tally": lambda c: small.tally(c, 1, "2024-05-06"),
    "an answer": lambda c: small.answer(c, "goals", True, "2024-05-06"),
    "money": lambda c: small.funding(c, "p", "2024-05-06"),
    "a duty done": lambda c: small.milestone(c, "p", "2020-01-01", "2024-05-06"),
    "an industry listed": lambda c: small.industry(c, "轨道交通", None, listed_on=DAY),
    "a school opened": lambda c: small.school(c, "s", opened=DAY),
    "a school closed": lambda c: small.school(c, "s", closed=DAY),
    "a school confirmed": lambda c: small.school(c, "s", confirmed_on=DAY),
}


@pytest.mark.parametrize("add", FACTS.values(), ids=FACTS.keys())
def test_it_is_the_day_of(add: Callable[[Connection], None], connection: Connection) -> None:
    small.project(connection, "p")
    small.tally(connection, 1, "2023-01-01")
    add(connection)
    assert newest_fact_date(connection, False) == DAY


def test_a_duty_not_yet_done_has_no_day(connection: Connection) -> None:
    small.project(connection, "p")
    small.milestone(connection, "p", "2024-05-06")
    assert newest_fact_date(connection, False) is None


def test_sample_facts_are_left_out_by_the_switch(connection: Connection) -> None:
    small.tally(connection, 1, "2023-01-01")
    small.tally(connection, 2, "2024-05-06", source_key=small.SAMPLE)
    assert newest_fact_date(connection, False) == DAY
    assert newest_fact_date(connection, True) == date(2023, 1, 1)


def test_a_database_without_facts_has_none(connection: Connection) -> None:
    assert newest_fact_date(connection, False) is None
