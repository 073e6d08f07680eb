"""The address holds every choice: a copied link opens the same screen, and a wrong one never breaks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from components.session.navigation import screens

ENTRIES = [entry for entry in screens() if entry.name not in ("present", "self-check")]  # they have no day to choose
CHOICES = {"as_of": "2024-06-30", "prefecture": "430600", "sourced": "1", "target": "county-school"}
SHARED = {key: value for key, value in CHOICES.items() if key != "target"}


def shows_the_choices(screen: Any) -> None:
    """The controls show what the address says."""
    assert screen.scope == "岳阳市"
    assert screen.page.locator(".st-key-only_sourced input").is_checked()
    day = screen.page.locator(".st-key-day").inner_text()
    assert [part for part in day.split() if part.isdigit()] == ["2024", "06", "30"]


def test_a_project_that_does_not_exist_gives_a_notice_and_a_way_back(screen: Any) -> None:
    screen.open("projects", project="nope", stage="nope")
    screen.assert_no_exception()
    assert any("nope" in notice for notice in screen.notices())
    screen.page.get_by_text("返回项目清单").click()
    screen.wait_for_query("project", None)
    screen.page.locator(".st-key-projects_frame").wait_for()
    screen.assert_no_exception()


def test_a_copied_link_opens_the_same_screen(tab: Callable[[str], Any], server: str) -> None:
    first = tab(server).open("coverage", **CHOICES)
    shows_the_choices(first)
    assert first.query == CHOICES
    second = tab(server)
    second.page.goto(first.page.url)
    second.settle()
    shows_the_choices(second)
    assert second.page.url == first.page.url
    assert second.legend() == first.legend()
    assert second.words() == first.words()


def test_the_navigation_bar_keeps_day_scope_and_switch_through_every_screen(screen: Any) -> None:
    screen.open("", **SHARED)
    for entry in ENTRIES[1:]:
        screen.go(entry.title)
        assert screen.query == SHARED
        shows_the_choices(screen)


def test_a_switch_of_screen_is_one_step_of_the_browser_s_own_history(screen: Any) -> None:
    screen.open("about", **SHARED)
    assert screen.page.evaluate("history.length") == 2  # the empty tab, and this
    screen.go("目标")
    screen.go("总览")
    assert screen.page.evaluate("history.length") == 4
    for step, title in (
        (screen.page.go_back, "目标"),
        (screen.page.go_back, "说明与来源"),
        (screen.page.go_forward, "目标"),
    ):
        step()
        screen.page.locator(".cd-title h1").get_by_text(title, exact=True).wait_for()
        screen.settle()
        assert screen.query == SHARED
        shows_the_choices(screen)
    assert screen.page.evaluate("history.length") == 4
    screen.assert_no_exception()


def test_the_bar_marks_the_screen_and_its_links_open_elsewhere_with_the_choices(
    screen: Any, tab: Callable[[str], Any], server: str
) -> None:
    screen.open("coverage", **SHARED)
    here = screen.page.locator(".st-key-navigation [aria-current=page]")
    assert here.all_inner_texts() == ["覆盖地图"]
    links = screen.page.locator(".st-key-navigation a")
    paths = [entry.url_path for entry in screens() if entry.name != "coverage"]
    wanted = [f"{server}/{path}?{urlencode(SHARED)}" for path in paths]
    assert links.evaluate_all("all => all.map(link => link.href)") == wanted
    links.first.focus()
    screen.page.keyboard.press("Tab")
    assert links.nth(1).evaluate("link => [document.activeElement === link, getComputedStyle(link).outlineStyle]") == [
        True,
        "solid",
    ]
    screen.page.set_viewport_size({"width": 390, "height": 844})
    assert max(links.evaluate_all("all => all.map(link => link.getBoundingClientRect().right)")) <= 390
    other = tab(server)
    other.page.goto(links.first.evaluate("link => link.href"))
    other.settle()
    assert other.title == "总览"
    shows_the_choices(other)


def test_choosing_writes_the_address_and_the_back_button_takes_the_choice_back(screen: Any) -> None:
    screen.open("targets")
    screen.choose("范围", "岳阳市")
    screen.wait_for_query("prefecture", "430600")
    screen.page.go_back()
    screen.wait_for_query("prefecture", None)
    screen.page.wait_for_function("() => document.querySelector('.st-key-scope input')?.value === '全省'")
    screen.assert_no_exception()


def test_a_scene_with_blanks_that_a_mail_program_has_encoded_once_more_is_the_scene(screen: Any) -> None:
    screen.open("present", scene="%203%20")
    screen.page.locator(".scene:not([hidden])").wait_for()
    shown = screen.page.locator(".scene").evaluate_all("scenes => scenes.findIndex(scene => !scene.hidden) + 1")
    assert shown == 3
    assert screen.page.locator(".notices").count() == 0
