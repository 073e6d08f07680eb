"""Each screen printed from the browser: A4 landscape, all words, whole tables, no controls."""

from __future__ import annotations

import re
from typing import Any

import looks
import pypdfium2
import pytest
from playwright.sync_api import Page

A4_LANDSCAPE = (842, 595)  # points
MARGIN = 20
RADICALS = "[\u2e80-\u2fdf]"
"""What a printed letter that is a radical too may be read back as."""
HYPHEN = "(?:-|\ufffe|\x02)"
"""What is read back of a hyphen at which a line was broken."""
CONTROLS = """() => [...document.querySelectorAll('.stApp :is(button, input, summary, nav, [data-testid=stDataFrame])')]
    .filter(part => part.checkVisibility() && part.getBoundingClientRect().width > 1)
    .map(part => part.outerHTML.slice(0, 120))"""
WORDS = """() => [...document.querySelectorAll('[data-testid="stMain"] .stHtml')]
    .flatMap(part => [...part.querySelectorAll('h1, h2, h3, p, li, dt, dd, th, td, blockquote')])
    .filter(part => !part.querySelector('p, li, td, div') && (part.closest('.cd-print') || part.checkVisibility()))
    .map(part => part.textContent).filter(text => text.trim())"""
HEADINGS = """() => [...document.querySelectorAll('.cd-print thead')].map(head => head.textContent)"""
PAPER = """async () => {
    const frame = () => new Promise(done => requestAnimationFrame(done));
    await frame(), await frame();
}"""


def pattern(text: str) -> str:
    """The text however its lines were broken; each letter may be read back as a radical."""
    letters = (f"(?:{re.escape(letter)}|{RADICALS})" for letter in re.sub(r"\s", "", text))
    return "".join(letters).replace(re.escape("-"), HYPHEN)


def holds(printed: str, text: str) -> bool:
    return re.search(pattern(text), printed) is not None


def printed(page: Page) -> pypdfium2.PdfDocument:
    """The page on paper; afterwards it is as it was."""
    page.emulate_media(media="print")
    try:
        page.evaluate(PAPER)
        assert page.evaluate(CONTROLS) == []
        return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    finally:
        page.emulate_media(media="null")


def texts_of(document: pypdfium2.PdfDocument) -> list[str]:
    """Each sheet's letters, which stand within the margins of an A4 sheet on its side."""
    sheets = [sheet.get_textpage() for sheet in document]
    assert {tuple(round(length) for length in sheet.get_size()) for sheet in document} == {A4_LANDSCAPE}
    boxes = [sheet.get_charbox(place) for sheet in sheets for place in range(sheet.count_chars())]
    assert min(box[0] for box in boxes if box[2] > box[0]) > MARGIN
    assert max(box[2] for box in boxes) < A4_LANDSCAPE[0] - MARGIN
    texts = [re.sub(r"\s", "", sheet.get_text_range()) for sheet in sheets]
    assert all(len(text) > 30 for text in texts)  # no empty sheet
    return texts


@pytest.mark.parametrize("opened", looks.names(looks.WHOLE), indirect=True, scope="session")
def test_a_screen_prints_whole_on_a4_landscape_without_its_controls(shown: tuple[str, Any]) -> None:
    name, screen = shown
    words = screen.page.evaluate(WORDS)
    texts = texts_of(printed(screen.page))
    assert holds(texts[0], screen.title)
    whole = "".join(texts)
    if looks.of(name).path != "self-check":
        assert [mark for mark in ("截至", "来源") if not holds(whole, mark)] == []
    assert [text for text in words if not holds(whole, text)] == []


def test_a_table_over_several_sheets_repeats_its_headings(screen: Any) -> None:
    screen.open("projects", target="training-base")
    headings = screen.page.evaluate(HEADINGS)
    texts = texts_of(printed(screen.page))
    assert len(texts) > 2
    assert all(holds(text, headings[0]) for text in texts[:-1])
