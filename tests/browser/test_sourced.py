"""The switch for sourced facts only: nothing of the sample is left on any screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.plan import read_plan
from chuyi_dash.wording.terms import status_word


def assert_no_sample(screen: Any) -> None:
    """Neither the mark nor the word, cells of tables included."""
    screen.assert_no_exception()
    assert screen.page.locator(".cd-sample").count() == 0
    for table in screen.page.get_by_test_id("stDataFrame").all():
        table.locator("tbody td").first.wait_for(state="attached")
    text = screen.text()
    assert len(text) > 150
    at = text.find("示例")
    assert at == -1, text[max(0, at - 60) : at + 60]


def test_the_switch_changes_the_numbers_to_those_of_the_command_line(
    screen: Any, status: Callable[..., dict[str, Any]]
) -> None:
    screen.open()
    before, headline = screen.chips(), screen.page.locator(".cd-answer").inner_text()
    screen.page.locator(".st-key-only_sourced label").first.click()
    screen.wait_for_query("sourced", "1")
    screen.page.wait_for_function(
        "old => ![undefined, old].includes(document.querySelector('.cd-answer')?.innerText)", arg=headline
    )
    damaged = {target.id for target in read_plan().targets if target.damaged}
    rows = status("--sourced-only")["targets"]
    expected = Counter(row["status"] for row in rows if row["id"] not in damaged)
    assert screen.chips() == {status_word(code): expected[code] for code in STATUSES if expected[code]}
    assert screen.chips() != before
    assert_no_sample(screen)
