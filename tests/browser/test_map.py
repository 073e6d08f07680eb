"""The maps in a real browser: painted in the legend's colours, and two ways to pick from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.facts import statutory_divisions
from components.widgets.map import rgb

NEAR = 3
STRAY = 0.003  # smoothed edges hit any colour now and then
WHITE = 250
EMPTY = re.compile(r" 0$")
CASES = [(path, size) for path in ("", "coverage") for size in ((1366, 768), (1920, 1080))]
MIDDLE = (0.5, 0.6)


def painted(pixels: np.ndarray, colour: str) -> np.ndarray:
    """Which pixels have this colour (#rrggbb)."""
    return np.asarray((np.abs(pixels - rgb(colour)) <= NEAR).all(axis=1))


def wait_until_drawn(screen: Any, colours: list[str]) -> np.ndarray:
    """The map's pixels once each colour is among them; else those of the last look."""
    for _attempt in range(40):
        pixels = screen.pixels()
        if all(painted(pixels, colour).any() for colour in colours):
            break
        screen.page.wait_for_timeout(250)
    return pixels


def assert_painted_like_the_legend(screen: Any, colours: list[str], needed: list[str]) -> None:
    """The map is not blank, has every needed colour, and most of its land is in the legend's colours."""
    pixels = wait_until_drawn(screen, needed)
    missing = [colour for colour in needed if not painted(pixels, colour).any()]
    land = (pixels < WHITE).any(axis=1)
    known = np.any([painted(pixels, colour) for colour in colours], axis=0)
    assert missing == []
    assert land.mean() > 0.1
    assert (known & land).sum() / land.sum() > 0.5


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0] or 'overview'}-{case[1][0]}")
def drawn(request: pytest.FixtureRequest, module_tab: Callable[..., Any]) -> tuple[str, Any]:
    """A map on a laptop and on a projector, where it is magnified."""
    path, size = request.param
    return path, module_tab(maps=True).open(path, size)


def test_a_map_has_the_colours_of_its_legend(drawn: tuple[str, Any]) -> None:
    path, screen = drawn
    legend = screen.legend()
    colours = [colour for colour, _label in legend]
    if path:
        needed = [colour for colour, label in legend if not EMPTY.search(label)]
        assert len(needed) >= 3
    else:
        needed = [colours[4], colours[3]]
    assert_painted_like_the_legend(screen, colours, needed)


def test_a_browser_with_webgl_keeps_its_deck(drawn: tuple[str, Any]) -> None:
    _path, screen = drawn
    screen.settle()
    assert screen.main.get_by_test_id("stDeckGlJsonChart").count() == 1
    assert screen.main.locator(".map .area").count() == 0


def test_a_click_on_a_map_picks_the_prefecture_under_the_pointer(
    drawn: tuple[str, Any], codes: dict[str, str], names: dict[str, str]
) -> None:
    _path, screen = drawn
    said = screen.click_map(*MIDDLE, "prefecture")
    assert screen.query["prefecture"] == codes[said]
    assert screen.scope == names[codes[said]]
    screen.assert_no_exception()


def test_a_state_that_no_county_has_is_not_on_the_map(map_screen: Any) -> None:
    screen = map_screen.open("coverage", target="county-school", prefecture="430100")
    absent = [colour for colour, label in screen.legend() if EMPTY.search(label)]
    present = [colour for colour, label in screen.legend() if not EMPTY.search(label)]
    assert absent
    pixels = wait_until_drawn(screen, present)
    assert all(painted(pixels, colour).any() for colour in present)
    assert max(painted(pixels, colour).mean() for colour in absent) < STRAY


def test_the_scope_box_picks_a_prefecture_as_a_click_does_and_the_button_leads_back(screen: Any) -> None:
    screen.open("coverage", target="county-school")
    counties = legend_total(screen)
    screen.choose("范围", "长沙市")
    screen.wait_for_query("prefecture", "430100")
    screen.page.locator(".st-key-map_coverage_430100").wait_for()
    assert legend_total(screen) == 9
    assert screen.query["target"] == "county-school"
    screen.page.get_by_role("button", name="返回全省").click()
    screen.wait_for_query("prefecture", None)
    screen.page.locator(".st-key-map_coverage_province").wait_for()
    assert legend_total(screen) == counties == 122
    assert screen.query["target"] == "county-school"


def legend_total(screen: Any) -> int:
    """Divisions in all states, as the legend counts them."""
    return sum(int(label.rsplit(" ", 1)[1]) for _colour, label in screen.legend())


@pytest.fixture(scope="module")
def codes(engine: Any) -> dict[str, str]:
    """The prefecture's code for each prefecture's and county's name."""
    with reading(engine) as connection:
        rows = statutory_divisions(connection)
    return {row.name: str(row.parent_code) if row.level == "county" else row.code for row in rows}


@pytest.fixture(scope="module")
def names(engine: Any) -> dict[str, str]:
    """The full name of each division."""
    with reading(engine) as connection:
        return {row.code: row.name for row in statutory_divisions(connection)}
