"""A link copied today shows the same later, and can be taken along with a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from codes import read_codes
from sqlalchemy import Engine, delete, insert, select

from chuyi_dash.db.tables import Source, Tally

LATER = date(2031, 1, 15)


@pytest.fixture
def newer_fact(engine: Engine) -> Iterator[Callable[[], None]]:
    """Let a fact of a later day come in; taken back afterwards, because other tests use the same database."""

    def arrive() -> None:
        with engine.begin() as connection:
            press = connection.scalar(select(Source.key).where(Source.kind == "press").order_by(Source.key).limit(1))
            row = {"target_id": "heritage-base", "division_code": "430000", "stage_code": "approved", "count": 21}
            connection.execute(insert(Tally).values(**row, date=LATER, source_key=press))

    yield arrive
    with engine.begin() as connection:
        connection.execute(delete(Tally).where(Tally.date == LATER))


def shared(screen: Any) -> tuple[str, Any]:
    """The link that the screen offers, and the place of its code."""
    screen.page.locator(".st-key-share button").click()
    code = screen.page.locator("img.cd-qr")
    code.wait_for()
    screen.settle()
    return screen.page.get_by_test_id("stPopoverBody").locator("code").inner_text().strip(), code


def test_a_copied_link_shows_the_same_day_after_newer_facts_and_its_code_says_the_same(
    tab: Callable[[str], Any], server: str, newer_fact: Callable[[], None]
) -> None:
    first = tab(server).open("coverage", target="heritage-base")
    link, code = shared(first)
    query = {key: values[0] for key, values in parse_qs(urlsplit(link).query).items()}
    assert link.startswith(f"{server}/coverage?")
    assert query.pop("as_of") < LATER.isoformat()
    assert query == {"prefecture": "430000", "sourced": "0", "lang": "zh", "target": "heritage-base"}
    assert read_codes(code.screenshot()) == [link]
    assert "链接" in code.get_attribute("alt")
    first.page.keyboard.press("Escape")
    code.wait_for(state="detached")
    first.settle()
    seen = first.words()

    newer_fact()
    second = tab(server).open("coverage", target="heritage-base")
    assert "截至2031年1月15日" in second.text()
    second.page.goto(link)
    second.settle()
    second.assert_no_exception()
    assert second.notices() == []
    assert second.words() == seen

    second.go("目标")
    assert "截至2031" not in second.text()
    second.choose("范围", "岳阳市")
    second.wait_for_query("prefecture", "430600")
    link, _code = shared(second)
    assert "prefecture=430600" in link
