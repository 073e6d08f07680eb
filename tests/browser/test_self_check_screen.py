"""What only a browser shows of the self-check: numbers that move, ways that hold, a load that loses nothing, paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sheets import CHANGSHA

from bench.browser import AT_REST

Office = Callable[[str], tuple[str, BrowserContext]]
LAST = "next_steps"


@contextmanager
def at(office: Office, person: str, query: str) -> Iterator[Page]:
    """Somebody at the self-check."""
    base, profile = office(person)
    page = profile.new_page()
    page.goto(f"{base}/self-check?{query}")
    settle(page)
    yield page
    page.close()


def settle(page: Page) -> None:
    page.locator(".cd-title h1").get_by_text("自查", exact=True).wait_for()
    page.wait_for_function(AT_REST)


def number_in(text: str, before: str) -> int:
    return int(re.search(f"{before} (\\d+) 项", text)[1])


@pytest.fixture(scope="module")
def sheet(office: Office) -> Iterator[Page]:
    with at(office, "reporter", "section=local_plan") as page:
        yield page


def test_the_numbers_move_with_an_answer_and_one_press_takes_the_rest(sheet: Page) -> None:
    left = number_in(sheet.locator(".cd-answer").inner_text(), "还有")
    press_all = sheet.locator(".st-key-agree_with_all button")
    rest = number_in(press_all.inner_text(), "其余")
    sheet.get_by_role("radio", name="否").first.locator("xpath=ancestor::label").click()
    expect(press_all).to_contain_text(f"其余 {rest - 1} 项")
    sheet.get_by_role("radio", name="是").first.locator("xpath=ancestor::label").click()
    expect(sheet.locator(".cd-answer")).to_contain_text(f"还有 {left - 1} 项")
    press_all.click()
    press_all.wait_for(state="detached")
    expect(sheet.locator(".cd-answer")).to_contain_text(f"还有 {left - rest} 项")
    assert sheet.get_by_test_id("stAlert").count() == 0


def test_paper_has_the_answers_in_words(sheet: Page) -> None:
    settle(sheet)
    sheet.emulate_media(media="print")
    item = sheet.locator('[class*="st-key-item_"]').first
    try:
        assert item.locator(".cd-print").is_visible()
        expect(item.locator(".cd-print")).to_contain_text("是（与系统一致）")
        assert not sheet.locator("input, textarea, button").filter(visible=True).count()
    finally:
        sheet.emulate_media(media="null")
    assert not item.locator(".cd-print").is_visible()


def test_a_refused_hand_in_leads_to_an_item_and_stays_there(sheet: Page) -> None:
    sheet.locator(".st-key-submit_sheet button").click()
    ways = sheet.locator(".st-key-missing_items button")
    ways.first.wait_for()
    settle(sheet)
    ways.last.click()
    sheet.wait_for_url(re.compile("section=narrative"))
    settle(sheet)
    item = sheet.locator(f"[id$={LAST.replace('_', '-')}]")
    expect(item).to_be_in_viewport()
    expect(item).to_be_focused()
    sheet.locator(".st-key-submit_sheet button").click()
    settle(sheet)
    assert "section=narrative" in sheet.url


def test_a_change_of_theme_keeps_what_has_been_typed(office: Office) -> None:
    with at(office, "steward", f"prefecture={CHANGSHA}") as page:
        box = page.get_by_label("重新开放的理由")
        page.locator(".st-key-reopen_box button").first.click()
        box.fill("补报一所学校")
        box.blur()
        settle(page)
        page.keyboard.press("Escape")
        page.locator(".st-key-theme button").click()
        page.wait_for_function(
            """() => { const app = document.querySelector('.stApp');
                return app && getComputedStyle(app).colorScheme === 'dark' && !/kept/.test(location); }"""
        )
        settle(page)
        page.locator(".st-key-reopen_box button").first.click()
        expect(box).to_have_value("补报一所学校")


def test_a_foreign_value_in_a_notice_is_neither_picture_nor_link(screen: Any) -> None:
    screen.open(
        "about", as_of="![](//evil.example/x.png)", target="[x](//e.co)", lang="https://e.co", sourced="www.e.co"
    )
    assert len(screen.notices()) == 4
    assert screen.page.get_by_test_id("stAlert").locator("a, img").count() == 0
    assert not any("evil.example/x" in url for url in screen.requests if "?" not in url)
