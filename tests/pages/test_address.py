"""Pages whose address holds values that are right one by one and do not go together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chuyi_dash.views.keys import EARLIEST, PROVINCE
from chuyi_dash.views.snapshot import DataSource


def test_a_day_to_compare_with_that_comes_after_the_screen_s_own_gives_a_notice_and_the_default(
    show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show("overview", as_of="2023-01-01", since="2024-06-30")
    assert answer.exceptions == []
    assert "since=2024-06-30" in answer.notices
    assert answer.app.date_input(key="since").value == date(2022, 12, 31)


def test_a_screen_s_day_may_move_before_the_day_to_compare_with(
    show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show("overview", as_of="2024-12-31", since="2024-06-30")
    assert answer.notices == ""
    answer.app.date_input(key="day").set_value(date(2023, 1, 1)).run()
    assert answer.exceptions == []
    assert "since=2024-06-30" in answer.notices
    assert answer.app.date_input(key="since").value == date(2022, 12, 31)


def test_on_the_first_days_the_day_to_compare_with_is_one_that_a_link_may_name(
    show: Callable[..., Any], sample_data: DataSource, copied: Callable[[Any], dict[str, str]]
) -> None:
    answer = show("overview", as_of="2020-06-30")
    assert answer.exceptions == []
    assert answer.app.date_input(key="since").value == EARLIEST
    assert answer.app.date_input(key="since").min == EARLIEST
    assert show("overview", **copied(answer.app)).notices == ""


def test_a_copied_link_names_the_choices_that_the_address_leaves_open(
    show: Callable[..., Any], sample_data: DataSource, copied: Callable[[Any], dict[str, str]]
) -> None:
    day = {"as_of": "2024-06-30", "prefecture": PROVINCE, "sourced": "0", "lang": "zh"}
    assert copied(show("data", as_of="2024-06-30").app) == day | {"period": "2024年度"}
    assert copied(show("coverage", as_of="2024-06-30").app) == day | {"target": "county-school"}


@pytest.mark.parametrize("blank", [" ", "\u3000", "\n", "%20"], ids=ascii)
def test_a_value_with_blanks_around_it_is_the_value_on_the_screen_and_in_the_link_it_offers(
    blank: str, show: Callable[..., Any], sample_data: DataSource, copied: Callable[[Any], dict[str, str]]
) -> None:
    query = {
        "as_of": "2025-06-30",
        "prefecture": "430100",
        "sourced": "0",
        "lang": "zh",
        "stage": "approved",
        "q": "长沙",
    }
    answer = show("projects", **{key: f"{blank}{value}{blank}" for key, value in query.items()})
    assert answer.exceptions == []
    assert [notice.value for notice in answer.app.warning] == []
    assert answer.app.selectbox(key="scope").value == "430100"
    assert answer.app.selectbox(key="filter_stage").value == "approved"
    assert answer.app.text_input(key="filter_q").value == "长沙"
    assert copied(answer.app) == query


@pytest.mark.parametrize(
    ("page", "query", "says"),
    [
        (
            "data",
            {"period": "1999年度"},
            "period=1999年度 无法识别（应为已开始的报送期，如 2024年度），已改用最近一期。",
        ),
        ("overview", {"since": "soon"}, "since=soon 无法识别（应为2020-01-01 至截至日期之间的日期），已改用默认值。"),
        ("projects", {"late": "2"}, "late=2 无法识别（应为1 或 0），已改用默认值。"),
        ("projects", {"target": "county-school"}, "target=county-school 无法识别（应为有项目的目标编号"),
    ],
)
def test_a_notice_names_the_value_what_is_expected_and_what_is_used_instead(
    page: str, query: dict[str, str], says: str, show: Callable[..., Any], sample_data: DataSource
) -> None:
    assert f"网址中的 {says}" in show(page, **query).notices


def test_a_copied_link_leaves_out_what_could_not_be_used_and_what_the_screen_does_not_read(
    show: Callable[..., Any], sample_data: DataSource, copied: Callable[[Any], dict[str, str]]
) -> None:
    found = copied(
        show("projects", as_of="2025-06-30", stage="nope", level="省级", utm_source="x", section="colleges").app
    )
    assert found == {"as_of": "2025-06-30", "prefecture": PROVINCE, "sourced": "0", "lang": "zh", "level": "省级"}


def test_the_tab_and_the_bar_speak_the_language_of_an_address_with_a_blank_at_its_end(
    show: Callable[..., Any], sample_data: DataSource
) -> None:
    answer = show("about", lang="en ")
    assert answer.exceptions == []
    assert "About and sources" in answer.html
