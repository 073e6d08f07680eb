"""On a phone: everything within its box, in letters that can be read."""

from __future__ import annotations

from typing import Any

import pytest

PHONE = (390, 844)
SMALLEST = 12  # px
READ = [("", {}), ("coverage", {"prefecture": "430100"}), ("targets", {})]
SMALL_TEXTS = """least => {
    const found = [];
    const walk = document.createTreeWalker(document.querySelector('.stApp'), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.textContent.trim(), box = walk.currentNode.parentElement;
        if (!text || ['STYLE', 'SCRIPT'].includes(box.tagName)) continue;
        if (!box.checkVisibility({visibilityProperty: true})) continue;
        if (parseFloat(getComputedStyle(box).fontSize) < least) found.push(text);
    }
    return found;
}"""
CUT = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg text')]
    .map(text => text.textContent).filter(text => text.endsWith('…'))"""
BOXES = """() => [...document.querySelectorAll('[data-testid=stDeckGlJsonChart]')].map(map => {
    const inner = map.querySelector('canvas').getBoundingClientRect(), outer = map.getBoundingClientRect();
    const card = map.closest('.stVerticalBlock').getBoundingClientRect();
    return [card.left <= outer.left, outer.left <= inner.left, inner.right <= outer.right + 1,
        outer.right <= card.right, inner.bottom <= outer.bottom + 1, card.right <= innerWidth];
})"""


@pytest.mark.parametrize(("path", "query"), READ, ids=["overview", "prefecture", "targets"])
def test_a_phone_shows_whole_maps_whole_titles_and_letters_to_read(
    path: str, query: dict[str, str], screen: Any
) -> None:
    screen.open(path, PHONE, **query)
    assert screen.page.evaluate(SMALL_TEXTS, SMALLEST) == []
    assert screen.page.evaluate(CUT) == []
    maps = screen.page.evaluate(BOXES)
    assert len(maps) == (path != "targets")
    assert all(all(fits) for fits in maps), maps


def test_a_phone_lists_the_targets_with_their_figures_in_place_of_the_wide_table(screen: Any) -> None:
    screen.open("targets", PHONE)
    entries = screen.page.locator(".cd-phone li")
    assert entries.count() == 22
    assert all(len(text.splitlines()) >= 3 for text in entries.all_inner_texts())
    assert not screen.page.locator(".st-key-targets_frame").is_visible()
    screen.page.set_viewport_size({"width": 1366, "height": 768})
    screen.page.locator(".st-key-targets_frame").wait_for()
    assert not entries.first.is_visible()
