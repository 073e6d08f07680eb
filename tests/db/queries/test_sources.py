"""Which sources stand behind which facts."""

from __future__ import annotations

from datetime import date

import small_facts as small
from sqlalchemy import Connection

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.sources import (
    sources_by_target,
    sources_of_institutions,
    sources_of_money_and_milestones,
    sources_with_fact_counts,
)

DAY = date(2024, 6, 30)


def fill(connection: Connection) -> None:
    small.school(connection, "s", source_key=small.NOTICE)
    small.school(connection, "t", kind="技工", source_key=small.SAMPLE)
    small.project(connection, "p")
    small.event(connection, "p", "approved", "2023-01-01", source_key=small.NOTICE)
    small.event(connection, "p", "building", "2025-01-01", source_key=small.NOTICE)
    small.tally(connection, 1, "2023-01-01", source_key=small.SAMPLE)
    small.answer(connection, "goals", True, "2023-01-01")
    small.industry(connection, "轨道交通", None)
    small.funding(connection, "p", "2023-01-01")
    small.milestone(connection, "p", "2023-01-01")


def test_every_kind_of_fact_counts_and_a_source_without_any_is_listed(connection: Connection) -> None:
    fill(connection)
    small.source(connection, "unused", "official")
    found = {row.key: row.facts for row in sources_with_fact_counts(connection, False)}
    assert found == {small.PRESS: 5, small.NOTICE: 3, small.SAMPLE: 2, "unused": 0}
    assert small.SAMPLE not in {row.key for row in sources_with_fact_counts(connection, True)}


def test_sources_come_by_kind_then_key_with_what_is_known_of_them(connection: Connection) -> None:
    small.source(connection, "a", "press", publisher="报", published=date(2023, 1, 11), url="http://x", note="注")
    found = sources_with_fact_counts(connection, False)
    assert [(row.kind, row.key) for row in found] == [
        ("notice", small.NOTICE),
        ("press", "a"),
        ("press", small.PRESS),
        ("sample", small.SAMPLE),
    ]
    assert (found[1].publisher, found[1].published, found[1].url, found[1].note, found[1].date_note) == (
        "报",
        date(2023, 1, 11),
        "http://x",
        "注",
        None,
    )


def test_a_target_rests_on_the_sources_of_its_facts_up_to_the_day(connection: Connection) -> None:
    fill(connection)
    assert sources_by_target(connection, AsOf(DAY)) == {
        "heritage-base": ((small.NOTICE, 1), (small.PRESS, 1), (small.SAMPLE, 1)),
        "local-plan": ((small.PRESS, 1),),
    }
    assert sources_by_target(connection, AsOf(DAY, True))["heritage-base"] == ((small.NOTICE, 1), (small.PRESS, 1))
    assert sources_by_target(connection, AsOf(date(2026, 1, 1), True))["heritage-base"][0] == (small.NOTICE, 2)


def test_institutions_rest_on_sources_by_kind_once_they_are_open(connection: Connection) -> None:
    fill(connection)
    small.school(connection, "u", source_key=small.NOTICE, opened=DAY)
    both = {"中职": ((small.NOTICE, 2),), "技工": ((small.SAMPLE, 1),)}
    assert sources_of_institutions(connection, AsOf(DAY)) == both
    assert sources_of_institutions(connection, AsOf(DAY, True)) == {"中职": ((small.NOTICE, 2),)}
    assert sources_of_institutions(connection, AsOf(date(2024, 6, 29), True)) == {"中职": ((small.NOTICE, 1),)}


def test_money_up_to_the_day_and_milestones_rest_on_the_sources_of_the_prefecture_s_projects(
    connection: Connection,
) -> None:
    fill(connection)
    small.project(connection, "far", division_code=small.FAR_COUNTY)
    for key in ("money", "later", "duty", "elsewhere"):
        small.source(connection, key, "official")
    small.funding(connection, "p", "2024-06-30", source_key="money")
    small.funding(connection, "p", "2024-07-01", source_key="later")
    small.milestone(connection, "p", "2025-01-01", name="验收", source_key="duty")
    small.milestone(connection, "p", "2025-01-01", name="认定", source_key=small.SAMPLE)
    small.funding(connection, "far", "2023-01-01", source_key="elsewhere")
    found = ("duty", "money", small.PRESS)
    assert sources_of_money_and_milestones(connection, AsOf(DAY, True), small.FIRST) == found
    assert sources_of_money_and_milestones(connection, AsOf(DAY), small.FIRST) == (*found, small.SAMPLE)
    assert sources_of_money_and_milestones(connection, AsOf(DAY), small.SECOND) == ("elsewhere",)
