"""Every screen in a real browser: whole, silent, at home, and within the window."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import looks
import pytest
from playwright.sync_api import TimeoutError
from screen_texts import english_sentences

from components.session.navigation import screens

SAMPLE_MARK = re.compile("含示例|示例数据|^示例$")
OVERHANG = """() => {
    const scrolls = element => {
        for (let box = element.parentElement; box && box.dataset.testid !== 'stMain'; box = box.parentElement)
            if (['auto', 'scroll'].includes(getComputedStyle(box).overflowX)) return true;
        return false;
    };
    const ours = '[class*="cd-"], canvas, svg.marks, [data-testid="stVegaLiteChart"], [data-testid="stDataFrame"],'
        + '[data-testid="stDeckGlJsonChart"], [data-testid="stSelectbox"], [data-testid="stDateInput"], button, a';
    return [...document.querySelectorAll('[data-testid="stMainBlockContainer"]')]
        .flatMap(main => [...main.querySelectorAll(ours)])
        .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element))
        .map(element => element.outerHTML.slice(0, 160));
}"""
FITS = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    return document.documentElement.scrollWidth <= innerWidth && main.scrollWidth <= main.clientWidth;
}"""
TITLES = {screen.url_path: screen.title for screen in screens()}
on_every_screen = pytest.mark.parametrize("opened", looks.names(looks.WHOLE), indirect=True, scope="session")


@on_every_screen
def test_a_screen_is_whole_and_says_nothing_to_the_console(shown: tuple[str, Any]) -> None:
    name, screen = shown
    screen.assert_no_exception()
    assert screen.title == TITLES[looks.of(name).path]
    assert screen.bar == [row.title for row in screens()]
    assert screen.console == []
    assert screen.failures == []


@pytest.mark.parametrize("opened", looks.names(looks.FRAMED), indirect=True, scope="session")
def test_a_screen_that_shows_sample_data_says_so(shown: tuple[str, Any]) -> None:
    name, screen = shown
    marks = screen.page.get_by_text(SAMPLE_MARK).filter(visible=True)
    assert marks.count() >= 1 or name == "self-check"  # to a guest while no round is open: no figure


@on_every_screen
def test_a_screen_asks_no_other_host_for_anything(shown: tuple[str, Any]) -> None:
    _name, screen = shown
    home = urlsplit(screen.base).netloc
    linked = screen.page.evaluate("() => [...document.querySelectorAll('link[href]')].map(link => link.href)")
    asked = [urlsplit(url) for url in (*screen.requests, *linked)]
    elsewhere = [url.geturl() for url in asked if url.scheme not in ("data", "blob") and url.netloc != home]
    assert any(url.scheme == "ws" for url in asked)
    assert elsewhere == []


@pytest.mark.parametrize("opened", [*looks.names(looks.WHOLE), "present"], indirect=True, scope="session")
def test_a_screen_shows_no_english_sentence(shown: tuple[str, Any]) -> None:
    _name, screen = shown
    assert english_sentences(screen.page) == []


@on_every_screen
def test_nothing_is_cut_off_on_a_laptop_a_projector_and_a_phone(
    shown: tuple[str, Any], sizes: tuple[tuple[int, int], ...]
) -> None:
    _name, screen = shown
    for width, height in sizes:
        screen.page.set_viewport_size({"width": width, "height": height})
        try:
            screen.page.wait_for_function(f"() => innerWidth === {width} && ({FITS})() && !({OVERHANG})().length")
        except TimeoutError:
            raise AssertionError(f"too wide at {width}: {screen.page.evaluate(OVERHANG)}") from None
