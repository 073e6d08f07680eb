"""What neither database lets in, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import small_facts as small
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from chuyi_dash.db.tables import Division

Database = Callable[[str], Engine]
Write = Callable[[Connection], Any]


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Engine:
    engine = module_database("empty")
    with engine.begin() as connection:
        small.ground(connection)
        small.project(connection, "p")
        small.event(connection, "p", "approved", "2022-12-31")
        small.tally(connection, 20, "2022-12-31")
        small.answer(connection, "goals", True, "2023-01-01")
        small.school(connection, "s")
        small.funding(connection, "p", "2023-01-01", budget=1)
        small.milestone(connection, "p", "2023-01-01")
    return engine


def divide(code: str, **changes: Any) -> Write:
    row = small.place_rows()[3] | {"code": code, "name": code} | changes
    return lambda connection: connection.execute(insert(Division), row)


REFUSED: dict[str, Write] = {
    "an event of no project": lambda c: small.event(c, "nowhere", "approved", "2023-01-01"),
    "an event at no stage": lambda c: small.event(c, "p", "nowhere", "2023-01-01"),
    "an event without source": lambda c: small.event(c, "p", "building", "2023-01-01", source_key=None),
    "an event of an unknown source": lambda c: small.event(c, "p", "building", "2023-01-01", source_key="nowhere"),
    "an event twice": lambda c: small.event(c, "p", "approved", "2022-12-31", source_key=small.NOTICE),
    "a project of no target": lambda c: small.project(c, "q", "nowhere"),
    "a project in no division": lambda c: small.project(c, "q", division_code="999999"),
    "a project of no school": lambda c: small.project(c, "q", institution_code="nowhere"),
    "a project at no level": lambda c: small.project(c, "q", level="县级"),
    "a project's name twice": lambda c: small.project(c, "q", name="p"),
    "a project's code twice": lambda c: small.project(c, "p", name="q"),
    "a negative tally": lambda c: small.tally(c, -1, "2023-01-01"),
    "a tally twice": lambda c: small.tally(c, 21, "2022-12-31"),
    "a tally of no target": lambda c: small.tally(c, 1, "2023-01-01", target_id="nowhere"),
    "an answer twice": lambda c: small.answer(c, "goals", False, "2023-01-01"),
    "an answer of no division": lambda c: small.answer(c, "goals", True, "2023-01-01", division_code="999999"),
    "a school closed before it opened": lambda c: small.school(
        c, "t", opened=date(2023, 1, 2), closed=date(2023, 1, 1)
    ),
    "a school closed on the day it opened": lambda c: small.school(
        c, "t", opened=date(2023, 1, 1), closed=date(2023, 1, 1)
    ),
    "a school's name twice": lambda c: small.school(c, "t", name="s"),
    "a school of no owner that we know": lambda c: small.school(c, "t", ownership="集体"),
    "a negative budget": lambda c: small.funding(c, "p", "2023-02-01", budget=-1),
    "negative money in place": lambda c: small.funding(c, "p", "2023-02-01", in_place=-1),
    "negative spending": lambda c: small.funding(c, "p", "2023-02-01", spent=-1),
    "money twice": lambda c: small.funding(c, "p", "2023-01-01", budget=2, source_key=small.NOTICE),
    "money of no origin that we know": lambda c: small.funding(c, "p", "2023-02-01", origin="借款"),
    "a milestone twice": lambda c: small.milestone(c, "p", "2024-01-01"),
    "an industry of no college": lambda c: small.industry(c, "轨道交通", "nowhere"),
    "a zone that counts as statutory": divide("430172", level="zone", statutory=True),
    "a county that does not": divide("430103", statutory=False),
    "a division at no level": divide("430103", level="town"),
    "a division of no parent": divide("430103", parent_code="999999"),
    "a source of no kind that we know": lambda c: small.source(c, "x", "rumour"),
    "a source of no confidence that we know": lambda c: small.source(c, "x", "press", confidence="none"),
    "a source that facts rest on taken away": lambda c: c.execute(text("DELETE FROM source WHERE key = 'press-1'")),
    "a division that facts lie in taken away": lambda c: c.execute(text("DELETE FROM division WHERE code = '430100'")),
    "a project with events taken away": lambda c: c.execute(text("DELETE FROM project")),
    "a second data version": lambda c: c.execute(text("INSERT INTO data_version VALUES (2, 'x')")),
}


@pytest.mark.parametrize("write", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_refuses(write: Write, engine: Engine) -> None:
    with pytest.raises(IntegrityError), engine.begin() as connection:
        write(connection)


ACCEPTED: dict[str, Write] = {
    "a count of 0": lambda c: small.tally(c, 0, "2023-01-01"),
    "the same count from another source": lambda c: small.tally(c, 20, "2022-12-31", source_key=small.NOTICE),
    "a tally without a stage": lambda c: small.tally(c, 20, "2022-12-31", stage_code=None),
    "the same name at another level": lambda c: small.project(c, "q", name="p", level="市级"),
    "two stages on one day": lambda c: small.event(c, "p", "building", "2022-12-31"),
    "money of which nothing is reported": lambda c: small.funding(c, "p", "2023-02-01"),
    "a school of unknown owner": lambda c: small.school(c, "t", ownership=None),
    "another zone": divide("430172", level="zone", statutory=False),
}


@pytest.mark.parametrize("write", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_the_database_takes(write: Write, engine: Engine) -> None:
    with engine.connect() as connection:
        write(connection)
        connection.rollback()


def test_a_tally_without_a_stage_is_unique_as_well(engine: Engine) -> None:
    with engine.connect() as connection:
        small.tally(connection, 20, "2023-01-01", stage_code=None)
        with pytest.raises(IntegrityError):
            small.tally(connection, 21, "2023-01-01", stage_code=None)


@pytest.mark.postgresql
def test_a_date_that_does_not_exist_is_refused_by_postgresql(database_on: Callable[[str, str], Engine]) -> None:
    engine = database_on("postgresql", "sourced")
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("UPDATE tally SET date = '2023-02-30'"))
