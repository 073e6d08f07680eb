"""Pages whose address holds values that are right one by one and do not go together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from chuyi_dash.views.address import PROVINCE
from chuyi_dash.views.snapshot import Snapshot


def test_a_day_to_compare_with_that_comes_after_the_screen_s_own_gives_a_notice_and_the_default(
    show: Callable[..., Any], sample_data: Snapshot
) -> None:
    answer = show("overview", as_of="2023-01-01", since="2024-06-30")
    assert answer.exceptions == []
    assert "since=2024-06-30" in answer.notices
    assert answer.app.date_input(key="since").value == date(2022, 12, 31)


def test_a_screen_s_day_may_move_before_the_day_to_compare_with(
    show: Callable[..., Any], sample_data: Snapshot
) -> None:
    answer = show("overview", as_of="2024-12-31", since="2024-06-30")
    assert answer.notices == ""
    answer.app.date_input(key="day").set_value(date(2023, 1, 1)).run()
    assert answer.exceptions == []
    assert "since=2024-06-30" in answer.notices
    assert answer.app.date_input(key="since").value == date(2022, 12, 31)


def test_a_copied_link_names_the_choices_that_the_address_leaves_open(
    show: Callable[..., Any], sample_data: Snapshot, copied: Callable[[Any], dict[str, str]]
) -> None:
    day = {"as_of": "2024-06-30", "prefecture": PROVINCE, "sourced": "0", "lang": "zh"}
    assert copied(show("data", as_of="2024-06-30").app) == day | {"period": "2024年度"}
    assert copied(show("coverage", as_of="2024-06-30").app) == day | {"target": "county-school"}
