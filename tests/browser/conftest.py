"""A real Chromium on the real server, over a database of this test session's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import looks
import numpy as np
import pytest
from contexts import REPORTER, STEWARD, XIANGXI, fill_office
from databases import Databases
from hunan import outlines_in_var
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, sync_playwright
from processes import run_command
from providers import clean_environment, sign_in, signed_in_server
from sqlalchemy import Engine

from bench.browser import AT_REST, FLAGS, LISTEN, WANTED
from bench.browser import chromium as chromium_path
from bench.server import serve
from chuyi_dash.config import Config, database_url
from chuyi_dash.db.engine import connect

PROJECT = Path(__file__).parents[2]
LAPTOP, PROJECTOR, PHONE = (1366, 768), (1920, 1080), (390, 844)
CLICKS = 8
TIMEOUT = 60_000  # ms; long, because a busy machine is no defect
PROBES = re.compile(r"/_stcore/(health|host-config)$")
READER: dict[str, Any] = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
BLANK_MAPS = """['clear', 'drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced'].forEach(
    name => { window.WebGL2RenderingContext.prototype[name] = () => {}; })"""
"""Maps are there with all they do, and paint nothing: painting in software is as much work as the rest of a page."""
THEME = "(() => { const app = document.querySelector('.stApp'); return app && getComputedStyle(app).colorScheme; })()"
"""The theme that Streamlit shows; nothing while a page is being loaded once more."""
ASKED_SINCE = """async before => {
    await new Promise(done => setTimeout(done, 1000));
    await new Promise(done => requestIdleCallback(done));
    return window.spoken.asked > before;
}"""
"""Whether the page asks the server for something, once all that was due within its own next second has been done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put these tests last: Playwright leaves its event loop set, and others run loops of their own."""
    items.sort(key=lambda item: Path(__file__).parent in item.path.parents)


def new_screen(context: BrowserContext, base: str, *, maps: bool = False) -> Screen:
    """A new tab on a server; its maps are painted where a test looks at them."""
    page = context.new_page()
    if not maps:
        page.add_init_script(BLANK_MAPS)
    return Screen(page, base)


@dataclass
class Screen:
    """One browser tab on the app, and all that it said and asked for."""

    page: Page
    base: str
    console: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))

    def _note(self, message: Any) -> None:
        url = str(message.location.get("url", ""))
        if message.type == "error" and not PROBES.search(url):
            self.console.append(f"{message.text} {url}")

    def open(self, path: str = "", size: tuple[int, int] = LAPTOP, **query: str) -> Screen:
        """Go to a page and wait until it has run."""
        self.page.bring_to_front()  # a tab behind another draws, and answers, once a second
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.goto(f"{self.base}/{path}" + (f"?{urlencode(query)}" if query else ""))
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the script has run and what it sent is drawn."""
        self.page.locator(".cd-title h1").wait_for()
        self.page.wait_for_function(AT_REST)

    @property
    def query(self) -> dict[str, str]:
        """The address's query."""
        return {key: values[0] for key, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def main(self) -> Locator:
        """The page, its navigation bar included."""
        return self.page.get_by_test_id("stMainBlockContainer")

    @property
    def bar(self) -> list[str]:
        """The names in the navigation bar, this screen's own among them."""
        entries = self.page.locator(".st-key-navigation").locator("a p, [aria-current=page]")
        return [name.strip() for name in entries.all_inner_texts()]

    def go(self, title: str) -> None:
        """Take the navigation bar's link to a screen, and wait until that is there."""
        self.page.locator(".st-key-navigation").get_by_role("link", name=title).click()
        self.page.locator(".cd-title h1").get_by_text(title, exact=True).wait_for()
        self.settle()

    @property
    def title(self) -> str:
        """The heading."""
        return self.page.locator(".cd-title h1").inner_text()

    @property
    def scope(self) -> str:
        """What the scope box shows."""
        return self.page.get_by_role("combobox", name="范围").input_value()

    def text(self) -> str:
        """All text in the page, cells of tables included."""
        return self.main.text_content() or ""

    def words(self) -> list[str]:
        """All that the product's own parts say, charts and tables left out."""
        return self.main.locator(".stHtml, .stAlert").all_inner_texts()

    def notices(self) -> list[str]:
        """The texts of all alerts."""
        return self.page.get_by_test_id("stAlert").all_inner_texts()

    @property
    def theme(self) -> str:
        """The theme that Streamlit shows."""
        return str(self.page.evaluate(THEME))

    def wait_for_theme(self, theme: str) -> None:
        """Wait until Streamlit shows the theme, and what asked for it has left the address."""
        self.page.wait_for_function(
            f"theme => {THEME} === theme && !/embed_options|kept/.test(location.search)", arg=theme
        )
        self.settle()

    def wait_for_query(self, key: str, value: str | None) -> None:
        """Wait until the address holds the value (None: no such key), and the page has run with it."""
        self.page.wait_for_function(
            "([key, value]) => new URLSearchParams(location.search).get(key) === value",
            arg=[key, value],
        )
        self.settle()

    def assert_no_exception(self) -> None:
        """The app showed no exception of Streamlit's."""
        shown = self.page.get_by_test_id("stException")
        assert shown.count() == 0, shown.all_inner_texts()

    def chips(self) -> dict[str, int]:
        """The overview's number of targets by the word of their status."""
        rows = self.page.locator(".cd-chip")
        return {chip.locator("span").last.inner_text(): int(chip.locator("b").inner_text()) for chip in rows.all()}

    def legend(self) -> list[tuple[str, str]]:
        """Colour and words of each entry of the first legend, dots left out."""
        entries = self.page.locator(".cd-legend").first.locator("li:not(:has(.cd-dot))")
        return [
            (str(entry.locator(".cd-swatch").get_attribute("data-colour")), entry.inner_text().strip())
            for entry in entries.all()
        ]

    def choose(self, label: str, option: str) -> None:
        """Pick an option of a select box by its text."""
        self.page.get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def canvas(self) -> Locator:
        """The map's canvas, once it is there."""
        found = self.page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first
        found.wait_for()
        return found

    def pixels(self) -> np.ndarray:
        """The map as (pixels, 3) of 0-255, from a screenshot of its canvas."""
        image = Image.open(BytesIO(self.canvas().screenshot())).convert("RGB")
        return np.asarray(image, dtype=int).reshape(-1, 3)

    def place(self, across: float, down: float) -> tuple[float, float]:
        """The point of the window at these shares of the map's width and height."""
        self.canvas().scroll_into_view_if_needed()
        box = self.canvas().bounding_box()
        assert box is not None
        return box["x"] + box["width"] * across, box["y"] + box["height"] * down

    def point(self, across: float, down: float) -> str:
        """Put the pointer over the map; return what the map says is there."""
        x, y = self.place(across, down)
        self.page.mouse.move(x - 4, y - 4)
        self.page.mouse.move(x, y)
        tooltip = self.page.locator(".deck-tooltip").filter(visible=True)
        tooltip.first.wait_for()
        return tooltip.first.inner_text()

    def click_map(self, across: float, down: float, key: str) -> str:
        """Click the map until the address has the key; the first line of the map's own word for the place.

        The map takes no press for a click that it needs more than a quarter of a second to deal with, as a busy machine
        may. Such a click asks the server for nothing and is made again, a bounded number of times; a click that was
        taken is never made twice, which would take the choice back.
        """
        for _attempt in range(CLICKS):
            self.settle()
            said = self.point(across, down)
            before = self.page.evaluate("window.spoken.asked")
            self.page.mouse.down()
            self.page.mouse.up()
            if self.page.evaluate(ASKED_SINCE, before):
                self.page.wait_for_function("key => new URLSearchParams(location.search).has(key)", arg=key)
                self.settle()
                return said.splitlines()[0]
        raise AssertionError(f"none of {CLICKS} clicks on the map asked for anything at {self.page.url}")

    def grid(self, key: str) -> list[list[str]]:
        """Headings and cells of a table on the screen, as assistive software reads them."""
        canvas = self.page.locator(f".st-key-{key} [data-testid=data-grid-canvas]")
        canvas.locator("tbody td").first.wait_for(state="attached")
        rows: list[list[str]] = canvas.evaluate(
            "grid => [...grid.querySelectorAll('tr')].map(row => [...row.children].map(cell => cell.textContent))"
        )
        return rows


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium's path; without one nothing here can be known, so the tests fail, in CI as elsewhere."""
    found = chromium_path()
    if found is None:
        pytest.fail(WANTED, pytrace=False)
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's one driver."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A browser for profiles of a test's own, which have fetched nothing yet."""
    running = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
    yield running
    running.close()


@pytest.fixture(scope="session")
def context(
    playwright: Playwright, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """One profile on disk for most tests: scripts are fetched once, and compiled once as in a reader's browser."""
    found = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"), executable_path=chromium, args=list(FLAGS), accept_downloads=True, **READER
    )
    found.set_default_timeout(TIMEOUT)
    found.add_init_script(LISTEN)
    yield found
    found.close()


@pytest.fixture(scope="session")
def environment(databases_of: Callable[[str], Databases]) -> Mapping[str, str]:
    """The environment of the product's processes: a database of their own, filled with facts and sample."""
    outlines_in_var()
    url = databases_of("sqlite").copy("sample")
    return clean_environment(CHUYI_DATABASE_URL=url.render_as_string(hide_password=False))


@pytest.fixture(scope="session")
def status(environment: Mapping[str, str]) -> Callable[..., dict[str, Any]]:
    """``status --json`` on the same database, with more options as given."""
    known: dict[tuple[str, ...], dict[str, Any]] = {}

    def ask(*options: str) -> dict[str, Any]:
        if options not in known:
            known[options] = json.loads(run_command(environment, "status", "--json", *options))
        return known[options]

    return ask


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[str]:
    """A server process of its own; yields its address."""
    with serve(PROJECT / "app.py", directory=PROJECT, env=environment) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def server(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of the one server that most tests share."""
    with served(environment) as base:
        yield base


@pytest.fixture
def cold_server(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a server that no one has asked for anything yet."""
    with served(environment) as base:
        yield base


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Callable[..., Screen]]:
    """Open tabs on a server of the test's choice; ``maps=True`` paints the maps."""
    screens: list[Screen] = []

    def new(base: str, *, maps: bool = False) -> Screen:
        screens.append(new_screen(context, base, maps=maps))
        return screens[-1]

    yield new
    for screen in screens:
        screen.page.close()


@pytest.fixture
def screen(tab: Callable[..., Screen], server: str) -> Screen:
    """A new tab on the shared server, for tests that do not look at a map."""
    return tab(server)


@pytest.fixture
def map_screen(tab: Callable[..., Screen], server: str) -> Screen:
    """A new tab on the shared server whose maps are painted."""
    return tab(server, maps=True)


@pytest.fixture
def sizes() -> tuple[tuple[int, int], ...]:
    """Laptop, projector, phone."""
    return LAPTOP, PROJECTOR, PHONE


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make profiles for people of their own: cookies do not tell ports apart."""
    made: list[BrowserContext] = []

    def new(**options: Any) -> BrowserContext:
        made.append(browser.new_context(accept_downloads=True, **READER, **options))
        made[-1].set_default_timeout(TIMEOUT)
        made[-1].add_init_script(LISTEN)
        return made[-1]

    yield new
    for context in made:
        context.close()


@pytest.fixture(scope="session")
def office(
    databases_of: Callable[[str], Databases],
    tmp_path_factory: pytest.TempPathFactory,
    profiles: Callable[..., BrowserContext],
) -> Iterator[Callable[[str], tuple[str, BrowserContext]]]:
    """The self-check at work: a prefecture's sheet half filled, another's accepted; ``office(person)`` is signed in."""
    folder = tmp_path_factory.mktemp("office")
    url = databases_of("sqlite").copy("sample")
    environment = clean_environment(
        CHUYI_DATABASE_URL=url.render_as_string(hide_password=False), CHUYI_EVIDENCE=str(folder / "evidence")
    )
    fill_office(Config(database_url=url, boundaries=None, var_dir=folder / "var"))
    run_command(environment, "user", "add", REPORTER.identity, "--role", "reporter", "--prefecture", XIANGXI)
    run_command(environment, "user", "add", STEWARD.identity, "--role", "steward")
    known: dict[str, BrowserContext] = {}
    with signed_in_server(environment, folder, (REPORTER, STEWARD)) as base:

        def signed_in(person: str) -> tuple[str, BrowserContext]:
            if person not in known:
                known[person] = profiles()
                page = known[person].new_page()
                page.goto(f"{base}/about")
                sign_in(page, {"reporter": REPORTER, "steward": STEWARD}[person])
                page.close()
            return base, known[person]

        yield signed_in


@pytest.fixture(scope="session", params=looks.names(looks.LOOKS))
def opened(
    request: pytest.FixtureRequest, context: BrowserContext, server: str, office: Callable[..., Any]
) -> Iterator[tuple[str, Screen]]:
    """A screen, opened once for the tests of all files that look at it."""
    look = looks.of(request.param)
    base, profile = (server, context) if look.person == looks.GUEST else office(look.person)
    query: dict[str, Any] = dict(look.query)
    screen = new_screen(profile, base, maps=True).open(look.path, **query)
    # It has been painted, and what that said is noted. A map goes on painting all the time: from here on for nobody.
    screen.page.evaluate(BLANK_MAPS)
    screen.page.add_init_script(BLANK_MAPS)
    yield look.name, screen
    screen.page.close()


@pytest.fixture
def shown(opened: tuple[str, Screen]) -> tuple[str, Screen]:
    """The opened screen's name and tab, on a laptop whatever the test before has looked at."""
    _name, screen = opened
    screen.page.bring_to_front()
    width, height = LAPTOP
    if screen.page.viewport_size != {"width": width, "height": height}:
        screen.page.set_viewport_size({"width": width, "height": height})
        screen.page.wait_for_function(f"() => innerWidth === {width}")
    return opened


@pytest.fixture(scope="module")
def module_tab(context: BrowserContext, server: str) -> Iterator[Callable[..., Screen]]:
    """Open a tab that a module's tests share; the one before it is closed. ``maps=True`` paints the maps."""
    screens: list[Screen] = []

    def new(*, maps: bool = False) -> Screen:
        while screens:
            screens.pop().page.close()
        screens.append(new_screen(context, server, maps=maps))
        return screens[-1]

    yield new
    while screens:
        screens.pop().page.close()


@pytest.fixture(scope="module")
def overview(module_tab: Callable[..., Screen]) -> Screen:
    """The overview on a laptop, opened once for tests that only look."""
    return module_tab().open()


@pytest.fixture(scope="session")
def engine(environment: Mapping[str, str]) -> Engine:
    """The same database, for a test's own look."""
    return connect(database_url(environment["CHUYI_DATABASE_URL"]))
