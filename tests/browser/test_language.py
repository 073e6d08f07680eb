"""The interface in English in a real browser: chosen by a button, kept by links, and within a phone's width."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect


def test_another_language_keeps_the_other_choices_and_comes_with_the_next_screen(screen: Any) -> None:
    chosen = {"target": "heritage-base", "prefecture": "433100", "as_of": "2024-12-31"}
    screen.open("coverage", **chosen)
    links = screen.page.locator(".st-key-navigation a")
    expect(links.nth(1)).to_contain_text("目标")
    screen.page.get_by_role("button", name="English").click()
    screen.wait_for_query("lang", "en")
    screen.page.get_by_role("heading", name="Coverage map").wait_for()
    assert screen.query == chosen | {"lang": "en"}
    expect(screen.main).to_contain_text("Xiangxi")
    expect(links.nth(1)).to_contain_text("Targets")
    assert not re.search("[\u4e00-\u9fff]", screen.page.title())

    links.filter(has_text="Targets").click()
    screen.page.get_by_role("heading", name="Targets").wait_for()
    screen.wait_for_query("lang", "en")
    screen.wait_for_query("prefecture", "433100")
    expect(links.nth(0)).to_contain_text("Overview")

    screen.page.get_by_role("button", name="中文").click()
    screen.wait_for_query("lang", None)
    screen.page.get_by_role("heading", name="目标", exact=True).wait_for()
    assert screen.query["prefecture"] == "433100"
    expect(links.nth(0)).to_contain_text("总览")


def test_nothing_is_cut_off_in_english_on_a_phone(screen: Any) -> None:
    for path in ("", "coverage", "targets", "projects", "data", "about"):
        screen.open(path, size=(390, 844), lang="en")
        widths = screen.page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return [main.scrollWidth, main.clientWidth]; }"
        )
        assert widths[0] <= widths[1], path
