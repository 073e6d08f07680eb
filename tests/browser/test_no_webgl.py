"""Maps where the browser has no WebGL: the same colours, words and ways to pick, drawn as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Playwright

from bench.browser import LISTEN
from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.facts import statutory_divisions
from components.widgets.map import rgb

WITHOUT = ("--no-sandbox", "--disable-gpu", "--disable-3d-apis", "--disable-background-networking")
NEAR = 3
ON_MAP = "stBidiComponentIsolated"  # what the map lies in, in a tree of its own
MAPS: dict[str, tuple[str, dict[str, str], int]] = {
    "counties": ("coverage", {"target": "county-school"}, 122),
    "overview": ("", {}, 14),
    "prefectures by number": ("coverage", {"target": "heritage-base"}, 14),
    "one prefecture": ("coverage", {"target": "county-school", "prefecture": "433100"}, 8),
    "reports": ("data", {}, 14),
}
SHOWN = [f"{name} {theme}" for name in MAPS for theme in ("light", "dark")]
"""The counties first: tests that look at nothing else share their tabs (pytest goes by the place in this list)."""
COUNTIES = pytest.mark.parametrize("shown", SHOWN[:2], indirect=True)


@pytest.fixture(scope="module")
def context(playwright: Playwright, chromium: str) -> Iterator[BrowserContext]:
    """A browser that cannot draw a deck, as on a virtual desktop."""
    browser = playwright.chromium.launch(executable_path=chromium, args=list(WITHOUT))
    found = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    found.set_default_timeout(60_000)
    found.add_init_script(LISTEN)
    yield found
    browser.close()


@pytest.fixture(scope="module")
def codes(engine: Any) -> dict[str, str]:
    """The prefecture's code for each prefecture's and county's name."""
    with reading(engine) as connection:
        rows = statutory_divisions(connection)
    return {row.name: str(row.parent_code) if row.level == "county" else row.code for row in rows}


def drawn(screen: Any) -> Locator:
    """The map's divisions, once they are there and the page is at rest."""
    found = screen.main.locator(".map .area")
    found.first.wait_for()
    screen.settle()
    return found


def uncovered(areas: Locator) -> Locator:
    """The first division whose middle no dot and no other division covers."""
    areas.first.scroll_into_view_if_needed()
    place = areas.evaluate_all(
        """areas => areas.findIndex(area => {
            const {x, y, width, height} = area.getBoundingClientRect();
            return area.getRootNode().elementFromPoint(x + width / 2, y + height / 2) === area;
        })"""
    )
    assert place >= 0
    return areas.nth(place)


def told(screen: Any) -> list[str]:
    """The lines of what the map says is under the pointer or has the focus."""
    tip = screen.main.locator(".map .tip")
    tip.wait_for()
    return [tip.locator("b").inner_text(), tip.inner_text().split("\n", 1)[1].strip()]


def pixels(screen: Any) -> np.ndarray:
    """The map as (pixels, 3) of 0-255."""
    image = Image.open(BytesIO(screen.main.locator(".map svg").screenshot())).convert("RGB")
    return np.asarray(image, dtype=int).reshape(-1, 3)


@pytest.fixture(scope="module", params=SHOWN)
def shown(request: pytest.FixtureRequest, module_tab: Callable[[], Any]) -> tuple[str, Any]:
    """The name of a map, and the tab in which it is shown, opened once for the tests that only look."""
    name, _blank, theme = request.param.rpartition(" ")
    path, query, _number = MAPS[name]
    return name, module_tab().open(path, theme=theme, **query)


def test_every_map_is_there_in_the_colours_of_its_legend(shown: tuple[str, Any]) -> None:
    name, screen = shown
    areas = drawn(screen)
    assert areas.count() == MAPS[name][2]
    assert screen.main.get_by_test_id("stDeckGlJsonChart").count() == 0
    used = set(areas.evaluate_all("areas => areas.map(area => area.dataset.colour)"))
    assert used <= {colour for colour, _label in screen.legend()}
    seen = pixels(screen)
    assert [colour for colour in used if not (np.abs(seen - rgb(colour)) <= NEAR).all(axis=1).any()] == []
    hatched = areas.evaluate_all(
        "areas => areas.filter(area => area.getAttribute('fill').startsWith('url')).map(area => area.dataset.text)"
    )
    assert all("未报送" in text or "未知" in text or "资料不足" in text for text in hatched)
    screen.assert_no_exception()


@COUNTIES
def test_a_map_is_whole_and_fills_its_card_at_every_size(shown: tuple[str, Any]) -> None:
    _name, screen = shown
    for width, height in ((390, 844), (1920, 1080), (1366, 768)):  # the last as the tab was
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.page.wait_for_function(f"() => innerWidth === {width}")
        drawn(screen)
        box = screen.main.locator(".map svg").bounding_box()
        land = screen.main.locator(".map .areas").bounding_box()
        assert land["x"] >= box["x"] - 1
        assert land["y"] >= box["y"] - 1
        assert land["x"] + land["width"] <= box["x"] + box["width"] + 1
        assert land["y"] + land["height"] <= box["y"] + box["height"] + 1
        assert land["height"] > 0.85 * box["height"] or land["width"] > 0.85 * box["width"]
        assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", ["", "coverage"])
def test_the_pointer_reads_a_division_and_a_click_picks_its_prefecture(
    path: str, screen: Any, codes: dict[str, str]
) -> None:
    screen.open(path)
    area = uncovered(drawn(screen))
    area.hover()
    name, text = told(screen)
    assert name == area.get_attribute("data-name")
    assert text == area.get_attribute("data-text") != ""
    area.click()
    screen.wait_for_query("prefecture", codes[name])
    drawn(screen)
    screen.assert_no_exception()


@pytest.mark.parametrize("path", ["", "coverage"])
def test_the_keyboard_reads_and_picks_too(path: str, screen: Any, codes: dict[str, str]) -> None:
    screen.open(path)
    areas = drawn(screen)
    assert areas.evaluate_all("areas => areas.filter(area => area.tabIndex === 0).length") == 1
    screen.main.locator(".cd-title").first.evaluate("title => { title.tabIndex = -1; title.focus(); }")
    for _step in range(30):
        screen.page.keyboard.press("Tab")
        if screen.main.locator(".map .area:focus").count():
            break
    first = told(screen)[0]
    screen.page.keyboard.press("ArrowLeft")  # the first division may be the easternmost
    name, text = told(screen)
    focused = screen.main.locator(".map .area:focus")
    assert name != first
    assert focused.get_attribute("aria-label") == f"{name} {text}"
    screen.page.keyboard.press("Enter")
    screen.wait_for_query("prefecture", codes[name])
    screen.assert_no_exception()


def test_a_prefectures_counties_are_read_and_lead_nowhere_as_on_the_deck(screen: Any) -> None:
    screen.open("coverage", target="county-school", prefecture="433100")
    area = uncovered(drawn(screen))
    assert area.get_attribute("role") == "img"
    area.click()
    assert told(screen)[0] == area.get_attribute("data-name")
    screen.settle()
    assert screen.query["prefecture"] == "433100"
    screen.page.get_by_role("button", name="返回全省").click()
    screen.wait_for_query("prefecture", None)
    assert drawn(screen).count() == 122


@COUNTIES
def test_axe_finds_nothing_wrong_in_a_map(shown: tuple[str, Any]) -> None:
    _name, screen = shown
    drawn(screen)
    found = Axe().run(screen.page).response
    reached = [node["target"] for row in found["passes"] for node in row["nodes"]]
    wrong = [(row["id"], node["target"]) for row in found["violations"] for node in row["nodes"]]
    assert any(ON_MAP in str(target) for target in reached)
    assert [(rule, target) for rule, target in wrong if ON_MAP in str(target)] == []


def test_the_map_is_told_and_the_choice_lasts_from_screen_to_screen(screen: Any) -> None:
    screen.open()
    drawn(screen)
    said = screen.main.locator(".map svg").get_attribute("aria-label")
    assert said
    assert said in screen.text()
    failures = len(screen.failures)
    screen.go("覆盖地图")
    assert drawn(screen).count() == 122
    assert len(screen.failures) == failures  # no deck was tried again
    assert Path(screen.page.url.split("?")[0]).name == "coverage"
