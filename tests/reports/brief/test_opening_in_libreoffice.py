"""The file opens in LibreOffice: as many pages as slides, with their headlines and days on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from briefings import Briefing

from chuyi_dash.wording.terms import day

pytestmark = pytest.mark.libreoffice
SCOPES: dict[str, dict[str, Any]] = {
    "province.pptx": {},
    "sourced.pptx": {"sourced": True},
    "prefecture.pptx": {"prefecture": "433100"},
}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def pages(brief_of: Callable[..., Briefing], printed_by_libreoffice: Callable[..., Any]) -> dict[str, list[str]]:
    """The text of each page of each briefing."""
    return printed_by_libreoffice({name: brief_of("sample", **changes).content for name, changes in SCOPES.items()})


@pytest.mark.parametrize("name", SCOPES)
def test_libreoffice_shows_every_slide_with_its_headline_and_day(
    name: str, brief_of: Callable[..., Briefing], pages: dict[str, list[str]]
) -> None:
    made = brief_of("sample", **SCOPES[name])
    assert len(pages[name]) == len(made.slides)
    for page, slide in zip(pages[name], made.slides, strict=True):
        text = squeezed(page)
        assert squeezed(slide.shapes.title.text_frame.text) in text
        assert f"截至{day(made.view.as_of)}" in text
