"""The page to print: whole in itself, escaped, with what a printer needs."""

from __future__ import annotations

import re

from lxml import html
from reports_read import HOSTILE_FILE

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import Boundaries
from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.reports.self_check.printing import print_html


def test_the_page_asks_for_nothing_from_outside(document: Document, boundaries: Boundaries) -> None:
    text = print_html(document, boundaries).replace("http://www.w3.org/2000/svg", "")
    tree = html.document_fromstring(text.encode())
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //a")
    assert not re.search(r"https?://|url\((?!#)|@import", text)


def test_what_people_wrote_is_shown_and_never_run(sealed: Document, boundaries: Boundaries) -> None:
    text = print_html(sealed, boundaries)
    assert "&lt;b&gt;产教&lt;/b&gt;融合 &amp; 加深" in text
    assert "<b>产教" not in text
    assert HOSTILE_FILE in html.document_fromstring(text.encode()).text_content()


def test_it_prints_on_a4_with_headings_on_each_page_and_numbers(document: Document, boundaries: Boundaries) -> None:
    text = print_html(document, boundaries)
    assert "size: A4; margin: 37mm 26mm 35mm 28mm" in text
    assert 'content: "— " counter(page) " —"' in text
    assert "display: table-header-group" in text
    assert ("@top-center" in text) is bool(document.marks)
    tree = html.document_fromstring(text.encode())
    for table in tree.xpath("//table[caption]"):
        assert len(table.xpath("./thead/tr")) == 1
        assert table.xpath("count(./tbody/tr)") >= 1


def test_the_map_is_in_the_page_with_its_words_legend_day_and_origin(
    document: Document, boundaries: Boundaries
) -> None:
    tree = html.document_fromstring(print_html(document, boundaries).encode())
    (figure,) = tree.xpath("//figure")
    assert all(row.name in figure.get("aria-label") for row in document.counties)
    colours = read_palette().states
    (pattern,) = figure.xpath(".//*[local-name()='pattern']")
    hatched = f"url(#{pattern.get('id')})"
    assert pattern[0].get("style") == f"fill:{colours['unreported']}"
    drawn = figure.xpath(".//*[local-name()='path'][@fill]/@fill")
    assert drawn == [hatched if row.state == "unreported" else colours[row.state] for row in document.counties]
    words = figure.text_content()
    for state, word in (("met", "已达到"), ("unmet", "未达到（×）"), ("unreported", "未报送")):
        assert f"{word} {sum(row.state == state for row in document.counties)}个" in words
    assert "数据截至2024年12月31日" in words
    assert "天地图" in words
    assert all(mark in words for mark in document.marks)


def test_names_on_the_map_do_not_lie_on_each_other(document: Document, boundaries: Boundaries) -> None:
    tree = html.document_fromstring(print_html(document, boundaries).encode())
    labels = tree.xpath("//figure//*[local-name()='g']/*[local-name()='g']/*[local-name()='text']")
    assert len(labels) == len(document.counties)
    boxes = [(float(node.get("x")), float(node.get("y")), len(node.text)) for node in labels]
    for place, (x, y, length) in enumerate(boxes):
        for other_x, other_y, other_length in boxes[place + 1 :]:
            assert abs(y - other_y) >= 15 or abs(x - other_x) >= (length + other_length) / 2 * 15


def test_without_outlines_the_page_says_what_to_do(sealed: Document) -> None:
    text = print_html(sealed, None)
    assert "<figure" not in text
    assert "python -m chuyi_dash init" in text
