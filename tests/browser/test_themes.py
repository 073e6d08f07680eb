"""Light and dark: by the reader's system, by the address, by the button, and always light on paper."""

from __future__ import annotations

from typing import Any

import numpy as np

from chuyi_dash.drawing.palette import DARK, read_palette
from components.widgets.map import rgb

DAY = "2024-06-30"


def chart_ground(screen: Any) -> str:
    """The colour behind the first chart, as #rrggbb."""
    chart = screen.page.locator("[data-testid=stVegaLiteChart] svg").first
    numbers = chart.evaluate("svg => svg.style.backgroundColor.match(/\\d+/g).map(Number)")
    return "#" + "".join(f"{number:02x}" for number in numbers)


def ground(theme: str) -> str:
    return read_palette(theme).chart["ground"]


def test_without_a_choice_a_screen_follows_the_system(map_screen: Any) -> None:
    screen = map_screen
    screen.page.emulate_media(color_scheme="dark")
    screen.open("coverage")
    assert screen.theme == "dark"
    assert chart_ground(screen) == ground("dark")
    states = read_palette(DARK).states
    assert [colour for colour, _label in screen.legend()][:2] == [states["met"], states["unmet"]]
    met = np.array(rgb(states["met"]))
    for _attempt in range(40):
        if (np.abs(screen.pixels() - met) <= 3).all(axis=1).mean() > 0.05:
            break
        screen.page.wait_for_timeout(250)
    else:
        raise AssertionError("the map is not drawn in the dark theme's colours")
    assert "theme" not in screen.query


def test_an_address_chooses_a_theme_against_the_system_and_links_carry_it(screen: Any) -> None:
    screen.open("coverage", theme="dark", as_of=DAY)
    screen.wait_for_theme("dark")
    assert chart_ground(screen) == ground("dark")
    assert screen.query == {"theme": "dark", "as_of": DAY}
    screen.go("目标")
    assert screen.theme == "dark"
    assert screen.query == {"theme": "dark", "as_of": DAY}
    screen.page.emulate_media(color_scheme="dark")
    screen.open("", theme="light")
    screen.wait_for_theme("light")
    assert chart_ground(screen) == ground("light")


def test_a_button_chooses_the_other_theme_and_keeps_the_other_choices(screen: Any) -> None:
    screen.open("targets", target="heritage-base", as_of=DAY)
    for name, theme in (("深色", "dark"), ("浅色", "light")):
        screen.page.get_by_role("button", name=name).click()
        screen.wait_for_theme(theme)
        assert screen.query == {"target": "heritage-base", "as_of": DAY, "theme": theme}
        assert chart_ground(screen) == ground(theme)
    screen.open("targets", theme="blue")
    assert any("theme=blue" in notice for notice in screen.notices())


def test_a_dark_screen_prints_light(screen: Any) -> None:
    screen.page.emulate_media(color_scheme="dark")
    screen.open("targets", target="heritage-base")
    screen.page.emulate_media(color_scheme="dark", media="print")
    grounds, words = screen.page.evaluate(
        """() => {
            const lightness = colour => Math.max(...colour.match(/[\\d.]+/g).slice(0, 3).map(Number));
            const shown = element => element.checkVisibility() && element.textContent.trim();
            const said = [...document.querySelectorAll(
                '.cd-title h1, .cd-answer, .cd-sentence, .cd-note, .cd-facts dt, .cd-table td, .cd-card-head h2')];
            return [
                lightness(getComputedStyle(document.querySelector('.stApp')).backgroundColor),
                Math.max(...said.filter(shown).map(element => lightness(getComputedStyle(element).color))),
            ];
        }"""
    )
    assert grounds == 255
    assert words < 128
    chart = screen.page.locator("[data-testid=stVegaLiteChart] svg").first
    assert "invert" in chart.evaluate("svg => getComputedStyle(svg).filter")
