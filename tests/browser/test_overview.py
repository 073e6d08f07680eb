"""The overview in a real browser: the whole answer at once, and the numbers of the command line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.plan import read_plan
from chuyi_dash.wording.terms import status_word

ANSWER = (
    ".cd-answer",
    ".cd-chips",
    ".st-key-overview_map_card canvas",
    ".st-key-overview_map_card .cd-legend",
    ".cd-ranking",
    ".st-key-overview_overdue_card",
)


def counted(status: dict[str, Any]) -> Counter[str]:
    """Targets by status; the damaged one is in no total."""
    damaged = {target.id for target in read_plan().targets if target.damaged}
    return Counter(row["status"] for row in status["targets"] if row["id"] not in damaged)


@pytest.mark.parametrize("part", ANSWER)
def test_the_answer_is_above_the_fold_on_a_laptop(part: str, overview: Any) -> None:
    box = overview.page.locator(part).first.bounding_box()
    assert box is not None
    assert box["width"] > 0
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 768


def test_the_overview_counts_as_the_command_line_does(overview: Any, status: Callable[..., dict[str, Any]]) -> None:
    expected = counted(status())
    assert overview.chips() == {status_word(code): expected[code] for code in STATUSES if expected[code]}


def test_the_headline_says_how_many_are_done_and_how_many_are_overdue(
    overview: Any, status: Callable[..., dict[str, Any]]
) -> None:
    expected = counted(status())
    headline = overview.page.locator(".cd-answer").inner_text()
    assert re.search(rf"\b{expected['done']} 项已完成", headline)
    assert re.search(rf"\b{expected['overdue']} 项逾期未完成", headline)


def test_the_first_three_and_the_last_three_prefectures_are_named(overview: Any) -> None:
    rows = overview.page.locator(".cd-ranking tbody tr:not(.cd-gap)")
    ranks = [int(row.locator("td").first.inner_text()) for row in rows.all()]
    assert len(ranks) == 6
    assert ranks == sorted(ranks)
    assert ranks[0] == 1


def test_five_overdue_things_are_named_with_who_has_to_act(overview: Any) -> None:
    links = overview.page.locator(".st-key-overview_overdue_card").get_by_test_id("stPageLink").all_inner_texts()
    links = [text for text in links if "逾期" in text]
    assert len(links) == 5
    days = [int(re.search(r"逾期 ([\d,]+) 天", text).group(1).replace(",", "")) for text in links]
    assert days == sorted(days, reverse=True)
    assert all("责任：" in text for text in links)


def test_an_overdue_thing_leads_to_its_own_page(screen: Any) -> None:
    screen.open()
    screen.page.locator(".st-key-overview_overdue_card").get_by_test_id("stPageLink-NavLink").first.click()
    screen.page.wait_for_url(re.compile("/(projects|coverage)\\?"))
    screen.settle()
    screen.assert_no_exception()
    assert screen.query.keys() & {"project", "target"}
