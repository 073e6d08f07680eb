"""Forum mode on a real screen: keys, address, sizes, themes, no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from codes import read_codes
from playwright.sync_api import BrowserContext, Page

from bench.server import serve

PROJECT = Path(__file__).parents[2]
SCENES = 8
LAPTOP, PROJECTOR, WALL = (1366, 768), (1920, 1080), (3840, 2160)
LARGE = 32
CONTRAST = 4.5
SHOWN = """() => {
    const host = document.querySelector('[data-testid="stBidiComponentIsolated"]');
    const scenes = [...(host?.shadowRoot?.querySelectorAll('.scene') ?? [])];
    return scenes.findIndex(scene => !scene.hidden) + 1;
}"""
IN_SCENE = """(query) => {
    const stage = document.querySelector('[data-testid="stBidiComponentIsolated"]').shadowRoot;
    const scene = [...stage.querySelectorAll('.scene')].find(scene => !scene.hidden);
    return (%s)(scene, stage, query);
}"""
OVERHANG = (
    IN_SCENE
    % """scene => [...scene.querySelectorAll('*')].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width && (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
}).map(element => element.outerHTML.slice(0, 120))"""
)
OUTSIDE_PICTURE = (
    IN_SCENE
    % """scene => {
    const frame = scene.querySelector('figure').getBoundingClientRect();
    return [...scene.querySelectorAll('figure *')].filter(element => {
        const box = element.getBoundingClientRect();
        return box.height && (box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
    }).map(element => element.outerHTML.slice(0, 120));
}"""
)
TEXT_SIZES = (
    IN_SCENE
    % """scene => [...scene.querySelectorAll('header *, h2, figure *')]
    .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(element => element.getClientRects().length)
    .map(element => [element.textContent.trim().slice(0, 20), parseFloat(getComputedStyle(element).fontSize)])"""
)
COLOURS = (
    IN_SCENE
    % """(scene, stage) => {
    const ground = element => {
        for (let box = element; box; box = box.parentElement) {
            const colour = getComputedStyle(box).backgroundColor;
            if (!colour.startsWith('rgba(0, 0, 0, 0')) return colour;
        }
    };
    return [...scene.querySelectorAll('header *, h2, figure *, footer *')]
        .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
        .filter(element => element.getClientRects().length && !element.matches('.label'))
        .map(element => [element.textContent.trim().slice(0, 20), getComputedStyle(element).color, ground(element)]);
}"""
)
WATCH_COURSE = """(scene, stage) => {
    const box = stage.querySelector('[data-course]'), label = box.querySelector('[data-label]');
    const course = window.course = {areas: [...box.querySelectorAll('.area')], seen: []};
    new MutationObserver(() =>
        course.seen.push([label.textContent, box.querySelector('[data-met]').textContent])
    ).observe(label, {childList: true});
}"""
"""Keeps the areas and notes each day and its number as they are drawn, however slowly this is asked for."""
COUNT_TURNS = """() => {
    window.turned = 0, window.begun = Date.now();
    const replace = history.replaceState;
    history.replaceState = function (...said) { window.turned += 1; return replace.apply(this, said); };
}"""
CODES_FETCHED = """wanted => performance.getEntriesByType("resource")
    .filter(entry => entry.name.includes("link-code") && entry.responseEnd > 0).length === wanted"""
LOADED = "img => img.complete && img.naturalWidth > 0"
HOUR = 3_600_000  # ms
CLICKABLE = "button, input, select, textarea, a[href], [role=button], [role=slider], [role=combobox]"


class Stage:
    """A tab in forum mode."""

    def __init__(self, screen: Any) -> None:
        self.screen = screen
        self.page: Page = screen.page

    def open(self, size: tuple[int, int] = LAPTOP, **query: str) -> Stage:
        """Open forum mode and wait for a scene."""
        self.screen.open("present", size, **query)
        self.page.wait_for_function(f"() => ({SHOWN})() > 0")
        return self

    @property
    def shown(self) -> int:
        """The scene on the screen, from 1."""
        return int(self.page.evaluate(SHOWN))

    def press(self, key: str) -> int:
        """Press a key; the scene after it."""
        self.page.keyboard.press(key)
        return self.shown

    def ask(self, script: str) -> Any:
        """The answer of a script about the scene on the screen."""
        return self.page.evaluate(script)

    def message(self) -> str:
        """The scene's sentence."""
        return self.page.locator(".scene h2").filter(visible=True).inner_text()

    def wait_for(self, scene: int, timeout: float = 10_000) -> None:
        """Wait until a scene is on the screen."""
        self.page.wait_for_function(f"wanted => ({SHOWN})() === wanted", arg=scene, timeout=timeout)


@pytest.fixture
def stage(screen: Any) -> Stage:
    """Forum mode in a new tab on the shared server."""
    return Stage(screen)


@pytest.fixture(scope="module")
def everybodys(module_tab: Callable[[], Any]) -> tuple[Stage, list[Any]]:
    """Forum mode as it comes, opened once for tests that only turn scenes, and what it has sent to the server."""
    sent: list[Any] = []
    stage = Stage(module_tab())
    stage.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    return stage.open(), sent


@pytest.fixture
def first_scene(everybodys: tuple[Stage, list[Any]]) -> Stage:
    """The shared tab at its first scene, wherever the test before has left it."""
    stage, _sent = everybodys
    stage.page.bring_to_front()
    stage.press("Home")
    stage.wait_for(1)
    return stage


@pytest.fixture
def apart(profiles: Callable[..., BrowserContext], screen: Any) -> Stage:
    """Forum mode in a profile of its own, which the test may cut off from the network or from time."""
    return Stage(type(screen)(profiles().new_page(), screen.base))


def luminance(colour: str) -> float:
    """The relative luminance of an rgb() colour, as WCAG defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_arrows_page_keys_space_home_and_end_turn_the_scenes(first_scene: Stage) -> None:
    steps = [
        ("ArrowRight", 2),
        ("PageDown", 3),
        (" ", 4),
        ("ArrowDown", 5),
        ("PageUp", 4),
        ("ArrowLeft", 3),
        ("Shift+Space", 2),
        ("End", SCENES),
        ("ArrowRight", SCENES),
        ("Home", 1),
        ("ArrowLeft", 1),
    ]
    assert [first_scene.press(key) for key, _scene in steps] == [scene for _key, scene in steps]


def test_the_address_follows_and_a_copied_link_opens_the_same_scene(
    stage: Stage, tab: Callable[[str], Any], server: str
) -> None:
    stage.open(prefecture="433100", as_of="2024-06-30")
    before = stage.page.evaluate("history.length")
    for _turn in range(5):
        stage.press("PageDown")
    assert stage.screen.query == {"prefecture": "433100", "as_of": "2024-06-30", "scene": "6"}
    assert stage.page.evaluate("history.length") == before
    assert "湘西" in stage.message()
    copy = Stage(tab(server)).open(**stage.screen.query)
    assert copy.shown == 6
    assert copy.message() == stage.message()


def test_nothing_can_be_clicked_and_no_bar_is_in_sight(first_scene: Stage) -> None:
    stage = first_scene
    assert stage.page.locator(CLICKABLE).filter(visible=True).count() == 0
    for bar in ("stHeader", "stToolbar", "stSidebar", "stStatusWidget"):
        assert stage.page.get_by_test_id(bar).filter(visible=True).count() == 0
    at_the_top = stage.page.evaluate("document.elementFromPoint(innerWidth - 40, 10).shadowRoot !== null")
    assert at_the_top


def test_every_scene_carries_its_day_and_the_sample_mark(stage: Stage) -> None:
    stage.open(as_of="2024-06-30")
    for scene in range(1, SCENES + 1):
        assert stage.shown == scene
        stand = stage.page.locator(".stand").filter(visible=True).inner_text()
        assert "2024年6月30日" in stand
        assert stage.page.locator(".stand .cd-sample").filter(visible=True).count() == 1
        assert stage.message().endswith("。")
        stage.press("PageDown")


def test_only_sourced_facts_tell_a_story_without_sample_mark_that_names_what_is_missing(stage: Stage) -> None:
    stage.open(sourced="1")
    messages = []
    for _scene in range(SCENES):
        assert stage.page.locator(".cd-sample").filter(visible=True).count() == 0
        messages.append(stage.message())
        stage.press("PageDown")
    assert "示例" not in "".join(messages)
    assert "未报送" in messages[2]
    assert "资料不足" in messages[6]


def test_it_asks_no_other_host_and_leaves_no_error(first_scene: Stage) -> None:
    stage = first_scene
    for _turn in range(SCENES):
        stage.press("PageDown")
    stage.page.wait_for_load_state("networkidle")
    home = urlsplit(stage.screen.base).netloc
    asked = [urlsplit(url) for url in stage.screen.requests]
    assert [url.geturl() for url in asked if url.scheme not in ("data", "blob") and url.netloc != home] == []
    assert stage.screen.console == []
    assert stage.screen.failures == []
    stage.screen.assert_no_exception()


def test_a_turn_asks_the_server_for_nothing(first_scene: Stage, everybodys: tuple[Stage, list[Any]]) -> None:
    stage, sent = everybodys
    stage.page.wait_for_load_state("networkidle")
    requests, frames = len(stage.screen.requests), len(sent)
    for key in ("PageDown", "End", "Home", "PageDown", "PageDown"):
        stage.press(key)
    stage.page.wait_for_timeout(1_000)
    assert frames > 0
    assert (len(stage.screen.requests), len(sent)) == (requests, frames)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_figures_are_large_and_nothing_is_cut_off_on_laptop_projector_and_wall(stage: Stage, theme: str) -> None:
    stage.open(PROJECTOR, theme=theme, prefecture="430100")
    for scene in range(1, SCENES + 1):
        for width, height in (PROJECTOR, LAPTOP, WALL):
            stage.page.set_viewport_size({"width": width, "height": height})
            assert stage.shown == scene
            assert stage.ask(OVERHANG) == [], (scene, width)
            assert stage.ask(OUTSIDE_PICTURE) == [], (scene, width)
            floor = LARGE * width / PROJECTOR[0]
            assert [row for row in stage.ask(TEXT_SIZES) if row[1] < floor] == [], (scene, width)
        stage.press("PageDown")


@pytest.mark.parametrize(
    "query",
    [
        {"sourced": "1", "prefecture": "433100"},
        {"lang": "en", "prefecture": "433100"},
        {"lang": "en", "sourced": "1"},
        {"lang": "en", "as_of": "2023-06-30"},
    ],
    ids=lambda query: " ".join(query),
)
def test_the_longest_names_the_fewest_facts_and_english_fit_too(query: dict[str, str], stage: Stage) -> None:
    stage.open(PROJECTOR, **query)
    for scene in range(1, SCENES + 1):
        assert stage.ask(OVERHANG) == [], scene
        assert stage.ask(OUTSIDE_PICTURE) == [], scene
        stage.press("PageDown")


def test_both_themes_are_legible_and_differ(stage: Stage, tab: Callable[[str], Any], server: str) -> None:
    grounds = {}
    for theme, tab_ in (("light", stage), ("dark", Stage(tab(server)))):
        tab_.open(theme=theme, as_of="2023-06-30")
        for scene in range(1, SCENES + 1):
            rows = tab_.ask(COLOURS)
            faint = [row for row in rows if contrast(row[1], row[2]) < CONTRAST]
            assert faint == [], (theme, scene)
            grounds[theme] = next(ground for _text, _colour, ground in rows)
            tab_.press("PageDown")
    assert luminance(grounds["light"]) > 0.9
    assert luminance(grounds["dark"]) < 0.02


def test_the_county_map_fills_up_without_being_drawn_anew(stage: Stage, status: Callable[..., dict[str, Any]]) -> None:
    stage.open()
    stage.page.evaluate(IN_SCENE % WATCH_COURSE)
    stage.press("PageDown")
    stage.press("PageDown")
    box = stage.page.locator("[data-course] svg").bounding_box()
    stage.page.wait_for_function("() => window.course.seen.at(-1)[0] === '2025年底'")
    seen = stage.page.evaluate("() => window.course.seen")
    assert [label for label, _met in seen] == ["2022年4月8日", *(f"{year}年底" for year in range(2022, 2026))]
    target = next(row for row in status()["targets"] if row["id"] == "county-school")
    met = [int(number) for _label, number in seen]
    assert met == sorted(met)
    assert met[0] < met[-1] == target["met"]
    assert stage.page.locator("[data-course] svg").bounding_box() == box
    same = "[...stage.querySelectorAll('[data-course] .area')].every((area, at) => area === window.course.areas[at])"
    assert stage.ask(IN_SCENE % f"(scene, stage) => {same}")
    drawn = "scene => scene.querySelectorAll('.area.met').length"
    assert stage.ask(IN_SCENE % drawn) == target["met"]
    assert stage.page.locator("[data-course] .area").count() == target["of"] == 122


def test_every_turns_by_itself_and_begins_again_after_the_last(stage: Stage) -> None:
    stage.open(every="0.5", scene="7")
    stage.wait_for(SCENES, 5_000)
    stage.wait_for(1, 5_000)
    stage.wait_for(2, 5_000)
    assert stage.screen.query["every"] == "0.5"


def test_eight_hours_of_turning_by_itself_neither_grow_nor_stall(apart: Stage) -> None:
    every = 20  # seconds
    apart.open(every=str(every))
    page, hours = apart.page, 8
    page.clock.install()  # for the whole profile, so that it is one of the test's own
    page.evaluate(COUNT_TURNS)
    apart.press("PageDown")  # from here on the browser's clock is this test's
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def held() -> dict[str, float]:
        devtools.send("HeapProfiler.collectGarbage")
        return {row["name"]: row["value"] for row in devtools.send("Performance.getMetrics")["metrics"]}

    page.clock.run_for(HOUR)
    before, requests = held(), len(apart.screen.requests)
    for _hour in range(hours - 1):
        page.clock.run_for(HOUR)
    after = held()
    turned, passed = page.evaluate("() => [window.turned, Date.now() - window.begun]")
    assert passed >= hours * HOUR
    assert turned == pytest.approx(passed / (1000 * every), abs=2)
    assert after["Nodes"] <= 1.01 * before["Nodes"]
    assert after["JSEventListeners"] <= before["JSEventListeners"]
    assert after["JSHeapUsedSize"] <= 1.05 * before["JSHeapUsedSize"]
    assert len(apart.screen.requests) == requests
    assert apart.screen.failures == []


def test_a_wrong_value_in_the_address_is_named_until_the_first_key(stage: Stage) -> None:
    stage.open(every="soon", scene="99", theme="pink")
    notice = stage.page.locator(".notices")
    assert all(value in notice.inner_text() for value in ("every=soon", "scene=99", "theme=pink"))
    assert stage.shown == 1
    stage.press("PageDown")
    assert notice.count() == 0


def test_escape_goes_to_the_overview_with_the_choices_kept(stage: Stage) -> None:
    stage.open(prefecture="430300", as_of="2025-12-31", scene="3", every="60")
    stage.page.keyboard.press("Escape")
    stage.page.wait_for_url("**/?*")
    stage.screen.settle()
    assert stage.screen.title == "总览"
    assert stage.screen.query == {"prefecture": "430300", "as_of": "2025-12-31"}


def test_q_shows_the_scene_s_link_as_a_code_and_the_last_scene_has_its_own(stage: Stage, server: str) -> None:
    stage.open(theme="dark", scene="6", every="600", as_of="2024-06-30")
    wanted = f"{server}/present?as_of=2024-06-30&prefecture=430000&sourced=0&lang=zh&theme=dark&scene="
    stage.page.keyboard.press("q")
    overlay = stage.page.locator(".code.overlay")
    stage.page.wait_for_function(LOADED, arg=overlay.locator("img").element_handle())
    assert read_codes(stage.page.screenshot()) == [f"{wanted}6"]
    assert "二维码" in overlay.locator("img").get_attribute("alt")
    assert overlay.locator("img").bounding_box()["height"] > LAPTOP[1] / 2
    stage.page.keyboard.press("Escape")
    assert not overlay.is_visible()
    assert stage.press("q") == 6
    assert stage.press("PageDown") == 7
    assert not overlay.is_visible()
    assert stage.press("End") == SCENES
    stage.page.wait_for_function(LOADED, arg=stage.page.locator("[data-last]").element_handle())
    assert read_codes(stage.page.screenshot()) == [f"{wanted}{SCENES}"]


def test_f_fills_the_screen_and_gives_it_back(first_scene: Stage) -> None:
    stage = first_scene
    stage.page.keyboard.press("f")
    stage.page.wait_for_function("() => document.fullscreenElement !== null")
    stage.page.keyboard.press("F")
    stage.page.wait_for_function("() => document.fullscreenElement === null")


def test_a_server_that_goes_and_comes_back_changes_no_scene(
    tab: Callable[[str], Any], environment: Mapping[str, str]
) -> None:
    app = PROJECT / "app.py"
    connected = "state => document.querySelector('.stApp').dataset.testConnectionState === state"
    with serve(app, directory=PROJECT, env=environment) as port:
        stage = Stage(tab(f"http://127.0.0.1:{port}")).open(scene="3")
        stage.page.wait_for_function(connected, arg="CONNECTED")
    stage.page.wait_for_function(f"said => !({connected})(said)", arg="CONNECTED")
    assert [stage.press("PageDown"), stage.press("PageDown")] == [4, 5]
    with serve(app, directory=PROJECT, env=environment, port=port):
        stage.page.wait_for_function(connected, arg="CONNECTED")
        stage.screen.settle()
        assert stage.shown == 5
        assert stage.screen.query["scene"] == "5"
        assert stage.press("PageUp") == 4
        stage.page.keyboard.press("Escape")
        stage.page.wait_for_url(lambda url: urlsplit(url).path == "/")
        stage.screen.settle()
        assert stage.screen.title == "总览"


def test_unplugged_it_goes_on_and_stays_on_escape_and_plugged_in_it_leaves(apart: Stage) -> None:
    stage = apart.open()
    stage.page.wait_for_function(CODES_FETCHED, arg=SCENES)
    network = stage.page.context
    network.set_offline(True)
    assert [stage.press("PageDown"), stage.press("End"), stage.press("Home")] == [2, SCENES, 1]
    stage.page.keyboard.press("q")
    code = stage.page.locator(".code.overlay img")
    stage.page.wait_for_function(LOADED, arg=code.element_handle())
    (link,) = read_codes(stage.page.screenshot())
    assert link.endswith("scene=1")
    stage.page.keyboard.press("q")
    stage.page.keyboard.press("Escape")
    stage.page.locator(".unreachable").wait_for()
    assert stage.press("PageDown") == 2
    network.set_offline(False)
    assert stage.press("PageDown") == 3
    stage.page.keyboard.press("Escape")
    stage.page.wait_for_url(lambda url: urlsplit(url).path == "/")
