"""The interface in English and in Chinese, in a real browser: nothing left over from the other language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from screen_texts import SAID, english_sentences
from sqlalchemy import Engine, text

from chuyi_dash.plan import read_plan

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
SCREENS: dict[str, tuple[str, dict[str, str]]] = {
    "overview": ("", {}),
    "overview-prefecture": ("", {"prefecture": "433100"}),
    "coverage": ("coverage", {}),
    "coverage-quota": ("coverage", {"target": "heritage-base"}),
    "coverage-checklist": ("coverage", {"target": "local-plan"}),
    "targets": ("targets", {}),
    "target": ("targets", {"target": "heritage-base"}),
    "target-tallies": ("targets", {"target": "skills-training"}),
    "projects": ("projects", {}),
    "projects-none": ("projects", {"q": "xyzxyz"}),
    "project": ("projects", {"project": "hb-hunan-industry"}),
    "data": ("data", {}),
    "about": ("about", {}),
    "self-check": ("self-check", {}),
    "present": ("present", {}),
}
CHINESE_SCREENS = ("target", "project", "present")  # the others are looked at in test_screens
NAMES = (
    "SELECT name FROM project",
    "SELECT name FROM institution",
    "SELECT name FROM milestone",
    "SELECT publisher FROM source WHERE publisher IS NOT NULL",
)


@pytest.fixture(scope="module")
def proper(engine: Engine) -> list[str]:
    """Names that stay Chinese where an element of Streamlit's cannot be marked as such, the longest first."""
    with engine.connect() as connection:
        names = {str(name) for query in NAMES for name in connection.execute(text(query)).scalars()}
    for target in read_plan().targets:
        names |= {target.name_zh, target.clause}
    quoted = {"“重点办好”"}
    return sorted(names | quoted, key=len, reverse=True)


@pytest.mark.parametrize("name", SCREENS)
def test_an_english_screen_shows_no_chinese_but_quoted_words_and_names(
    name: str, module_tab: Callable[[], Any], proper: list[str]
) -> None:
    path, query = SCREENS[name]
    screen = module_tab().open(path, **query, lang="en")
    screen.page.wait_for_load_state("networkidle")
    screen.assert_no_exception()
    left = []
    for said in screen.page.evaluate(SAID):
        rest = said
        for known in proper if CHINESE.search(said) else ():
            rest = rest.replace(known, "")
        if CHINESE.search(rest):
            left.append(said[:160])
    assert left == []


@pytest.mark.parametrize("name", CHINESE_SCREENS)
def test_a_chinese_screen_shows_no_english_sentence(name: str, module_tab: Callable[[], Any]) -> None:
    path, query = SCREENS[name]
    screen = module_tab().open(path, **query, lang="zh")
    screen.page.wait_for_load_state("networkidle")
    assert english_sentences(screen.page) == []


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


def test_a_language_that_is_not_offered_is_named_and_the_screen_is_chinese(screen: Any) -> None:
    screen.open("targets", lang="xx")
    assert screen.title == "目标"
    assert any("lang=xx" in notice and "zh、en" in notice for notice in screen.notices())


def test_nothing_is_cut_off_in_english_on_a_phone(screen: Any) -> None:
    for path in ("", "coverage", "targets", "projects", "data", "about"):
        screen.open(path, size=(390, 844), lang="en")
        widths = screen.page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return [main.scrollWidth, main.clientWidth]; }"
        )
        assert widths[0] <= widths[1], path
