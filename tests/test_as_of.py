"""One value for the state of the facts that a question is about, and so one part of every key."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chuyi_dash.as_of import AsOf
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.snapshot import DataSource

DAY = date(2025, 12, 31)
HERE = AsOf(DAY)
OTHERS = {
    "day": AsOf(date(2025, 12, 30)),
    "sourced": AsOf(DAY, sourced=True),
    "plan": AsOf(DAY, plan="another"),
    "known_by": AsOf(DAY, known_by=datetime(2026, 1, 1, tzinfo=UTC)),
}


@pytest.mark.parametrize("part", OTHERS)
def test_two_that_differ_in_one_part_are_two_keys(part: str) -> None:
    assert OTHERS[part] != HERE
    assert len({HERE, OTHERS[part], AsOf(DAY)}) == 2
    assert len({Scope(HERE), Scope(OTHERS[part]), Scope(AsOf(DAY))}) == 2


@pytest.mark.parametrize("part", OTHERS)
def test_an_answer_is_not_shared_by_two_that_differ(part: str, sourced_snapshot: DataSource) -> None:
    assert board(sourced_snapshot, Scope(HERE)) is board(sourced_snapshot, Scope.on(DAY))
    assert board(sourced_snapshot, Scope(OTHERS[part])) is not board(sourced_snapshot, Scope(HERE))


def test_another_scope_or_day_or_the_switch_keeps_plan_and_moment_of_knowing() -> None:
    at = AsOf(DAY, plan="another", known_by=datetime(2026, 1, 1, tzinfo=UTC))
    asked = Scope(at, "430100")
    assert asked.province() == Scope(at)
    assert asked.within("430200") == Scope(at, "430200")
    for other in (asked.on_day(date(2024, 1, 1)), asked.sourced_only(), asked.province().sourced_only()):
        assert (other.at.plan, other.at.known_by) == ("another", at.known_by)
    assert asked.on_day(date(2024, 1, 1)).as_of == date(2024, 1, 1)
    assert asked.sourced_only().sourced
