"""The Word file opens in LibreOffice: its pages carry the report's words, their numbers and their marks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.wording.terms import day

pytestmark = pytest.mark.libreoffice
KINDS = ("draft", "accepted")


def squeezed(text: str) -> str:
    """Without blanks, and without quotation marks, which may come from a font of their own and then stand elsewhere."""
    return re.sub(r"[\s“”]+", "", text)


@pytest.fixture(scope="module")
def printed(
    report_of: Callable[[str], Document],
    word_of: Callable[[Document], bytes],
    printed_by_libreoffice: Callable[..., dict[str, list[str]]],
) -> dict[str, list[str]]:
    """The text of each page of each report, without blanks."""
    found = printed_by_libreoffice({f"{kind}.docx": word_of(report_of(kind)) for kind in KINDS})
    return {name: [squeezed(page) for page in pages] for name, pages in found.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_has_its_number_and_marks_and_the_first_one_the_head(
    kind: str, report_of: Callable[[str], Document], printed: dict[str, list[str]]
) -> None:
    document = report_of(kind)
    pages = printed[f"{kind}.docx"]
    assert 8 <= len(pages) <= 20
    for number, page in enumerate(pages, start=1):
        assert f"—{number}—" in page
        assert ("草稿" in page) is document.draft
        assert "含示例数据（演示用，非真实）" in page
    for words in (document.title, document.round_name, day(document.as_of), document.check_code or "通过后生成"):
        assert squeezed(words) in pages[0]
    whole = "".join(pages)
    for words in (document.funding, *(sentence for _heading, sentence in document.sections)):
        assert squeezed(words)[:24] in whole
    assert len(re.findall("序号项目所属目标", whole)) >= 2  # the table of projects goes over pages
    assert f"{document.unit}（盖章）{day(document.made_on)}" in whole
