"""Forum mode's first scene beside an empty Streamlit page, in one browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.server import serve

EMPTY = Path(__file__).parents[2] / "bench" / "empty"
TURNS, MOST_TURNS = 3, 12
RATIO = 1.5
RAN = """() => {
    const app = document.querySelector('.stApp');
    return app?.dataset.testScriptState === 'notRunning' && app.dataset.testConnectionState === 'CONNECTED'
        && !document.querySelector('[data-testid="stSkeleton"]');
}"""
ON_SCREEN = """() => {
    const stage = document.querySelector('[data-testid="stBidiComponentIsolated"]')?.shadowRoot;
    return stage?.querySelector('.scene:not([hidden]) h2')?.getBoundingClientRect().height > 0;
}"""


@pytest.fixture
def empty() -> Iterator[str]:
    """The address of an empty Streamlit page."""
    with serve(EMPTY / "app.py", directory=EMPTY) as port:
        yield f"http://127.0.0.1:{port}"


def seconds(browser: Browser, url: str, ready: str) -> float:
    """From the address to readiness, in a profile that has fetched nothing yet."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    page.wait_for_function(ready, polling="raf")
    taken = time.perf_counter() - start
    context.close()
    return taken


def test_the_first_scene_is_there_in_one_and_a_half_times_an_empty_page(
    browser: Browser, server: str, empty: str
) -> None:
    seconds(browser, f"{server}/present", ON_SCREEN)
    pairs: list[tuple[float, float]] = []
    # The least of each side is the one that other work on the machine has disturbed least; a few turns mostly do.
    while len(pairs) < MOST_TURNS:
        pairs += [
            (seconds(browser, empty, RAN), seconds(browser, f"{server}/present", ON_SCREEN)) for _turn in range(TURNS)
        ]
        floor, first = (min(side) for side in zip(*pairs, strict=True))
        if first <= RATIO * floor:
            break
    assert first <= RATIO * floor, pairs
