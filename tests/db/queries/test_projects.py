"""Projects one by one: late duties, names, events and money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import small_facts as small
from sqlalchemy import Connection, insert

from chuyi_dash.as_of import AsOf
from chuyi_dash.db.queries.projects import (
    events_of_project,
    milestones_of_counting_projects,
    money_by_project_and_origin,
    projects_on,
)
from chuyi_dash.db.tables import InstitutionFormerName, ProjectFormerName
from chuyi_dash.metrics.money import Money

DAY = date(2024, 6, 30)


def test_a_duty_is_late_from_the_day_after_it_is_due_until_it_is_done(connection: Connection) -> None:
    small.project(connection, "p")
    small.milestone(connection, "p", "2024-01-31", "2024-03-01")

    def late(day: str) -> int:
        (row,) = projects_on(connection, AsOf(date.fromisoformat(day)))
        return row.late

    assert [late("2024-01-31"), late("2024-02-01"), late("2024-02-29"), late("2024-03-01")] == [0, 1, 1, 0]


def test_every_late_duty_counts_and_a_stopped_project_has_none(connection: Connection) -> None:
    for code in ("p", "q"):
        small.project(connection, code)
        for name in ("一", "二", "三"):
            small.milestone(connection, code, "2024-01-31", name=name)
    small.event(connection, "q", "suspended", "2024-02-01")
    assert [(row.code, row.late) for row in projects_on(connection, AsOf(DAY))] == [("p", 3), ("q", 0)]
    assert {row.project for row in milestones_of_counting_projects(connection, AsOf(DAY))} == {"p"}


def test_former_names_are_the_projects_own_and_its_schools(connection: Connection) -> None:
    small.school(connection, "s", name="楚怡学校")
    small.project(connection, "p", institution_code="s")
    small.project(connection, "q")
    connection.execute(insert(ProjectFormerName), {"project_code": "p", "name": "旧项目"})
    connection.execute(insert(InstitutionFormerName), {"institution_code": "s", "name": "老学校"})
    first, second = projects_on(connection, AsOf(DAY))
    assert (first.institution, first.former_names) == ("楚怡学校", ("旧项目", "老学校"))
    assert (second.institution, second.former_names) == (None, ())


def test_events_come_oldest_first_and_none_after_the_day(connection: Connection) -> None:
    small.project(connection, "p")
    small.event(connection, "p", "building", "2023-01-01", note="开工")
    small.event(connection, "p", "approved", "2023-01-01")
    small.event(connection, "p", "applied", "2022-05-01", source_key=small.SAMPLE)
    small.event(connection, "p", "accepted", "2025-01-01")
    found = events_of_project(connection, "p", AsOf(DAY))
    assert [(row.stage, row.sample) for row in found] == [("applied", True), ("approved", False), ("building", False)]
    assert (found[2].note, found[2].source, found[2].on) == ("开工", small.PRESS, date(2023, 1, 1))
    assert [row.stage for row in events_of_project(connection, "p", AsOf(DAY, True))] == ["approved", "building"]
    assert events_of_project(connection, "nowhere", AsOf(DAY)) == ()


def test_duties_come_by_day_with_where_they_are_due(connection: Connection) -> None:
    small.school(connection, "s")
    small.project(connection, "p", institution_code="s", division_code=small.COUNTY)
    small.project(connection, "q", division_code=None)
    small.milestone(connection, "p", "2024-05-01", "2024-05-02")
    small.milestone(connection, "q", "2024-01-01", name="b")
    small.milestone(connection, "q", "2024-01-02", name="a", source_key=small.SAMPLE)
    found = milestones_of_counting_projects(connection, AsOf(DAY))
    assert [(row.project, row.name, row.sample) for row in found] == [
        ("q", "b", False),
        ("q", "a", True),
        ("p", "开工", False),
    ]
    here = found[2]
    assert (here.institution, here.prefecture, here.division) == ("s", small.FIRST, small.COUNTY)
    assert (here.due, here.done, here.target) == (date(2024, 5, 1), date(2024, 5, 2), "heritage-base")
    assert (found[0].institution, found[0].prefecture, found[0].done) == (None, None, None)
    assert [row.source for row in found] == [small.PRESS, small.SAMPLE, small.PRESS]
    assert [row.name for row in milestones_of_counting_projects(connection, AsOf(DAY, True))] == ["b", "开工"]
    assert [row.name for row in milestones_of_counting_projects(connection, AsOf(DAY), "p")] == ["开工"]


def test_the_newest_money_of_each_origin_stands_exact_to_the_cent(connection: Connection) -> None:
    small.project(connection, "p")
    small.funding(connection, "p", "2023-01-01", budget=Decimal("100.10"), in_place=0, spent=None)
    small.funding(connection, "p", "2024-01-01", budget=Decimal("123456789012.34"), in_place=Decimal("0.1"), spent=None)
    small.funding(connection, "p", "2024-12-31", budget=999)
    small.funding(connection, "p", "2023-05-01", origin="中央财政", budget=7, source_key=small.SAMPLE)
    found = money_by_project_and_origin(connection, AsOf(DAY))
    assert found == {
        "p": (
            Money("中央财政", Decimal("7.00"), None, None, small.SAMPLE),
            Money("地方财政", Decimal("123456789012.34"), Decimal("0.10"), None, small.PRESS),
        )
    }
    assert {type(row.budget) for row in found["p"]} == {Decimal}
    assert [row.origin for row in money_by_project_and_origin(connection, AsOf(DAY, True))["p"]] == ["地方财政"]
    assert money_by_project_and_origin(connection, AsOf(date(2022, 12, 31))) == {}
    assert money_by_project_and_origin(connection, AsOf(DAY), "q") == {}


def test_reported_nothing_and_reported_zero_stay_apart(connection: Connection) -> None:
    small.project(connection, "p")
    small.funding(connection, "p", "2023-01-01", budget=0)
    (money,) = money_by_project_and_origin(connection, AsOf(DAY))["p"]
    assert (money.budget, money.in_place) == (Decimal("0.00"), None)
