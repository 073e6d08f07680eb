"""The Word file as official papers are: fonts, page numbers, tables, the map, the marks."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.shared import Mm
from PIL import Image
from reports_read import RESULTS, WORD, part, read_word, word_bytes

from chuyi_dash.geo import Boundaries
from chuyi_dash.reports.self_check.countymap import map_words
from chuyi_dash.reports.self_check.document import DRAFT_MARK, SAMPLE_MARK, Document

W = f"{{{WORD['w']}}}"


WordOf = Callable[[Document], bytes]


@pytest.fixture
def content(sealed: Document, word_of: WordOf) -> bytes:
    """The sealed report's file."""
    return word_of(sealed)


def font_of(content: bytes, style: str) -> str:
    (found,) = part(content, "word/styles.xml").xpath(
        "//w:style[w:name/@w:val=$name]/w:rPr/w:rFonts/@w:eastAsia", name=style, namespaces=WORD
    )
    return str(found)


def test_the_page_is_a4_with_the_margins_of_official_papers(content: bytes) -> None:
    section = docx.Document(io.BytesIO(content)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]


def test_chinese_fonts_are_named_and_have_substitutes(content: bytes) -> None:
    fonts = {style: font_of(content, style) for style in ("Title", "Normal", "heading 1", "heading 2")}
    assert fonts == {"Title": "方正小标宋简体", "Normal": "仿宋", "heading 1": "黑体", "heading 2": "楷体"}
    table = part(content, "word/fontTable.xml")
    for name in fonts.values():
        (font,) = table.xpath("//w:font[@w:name=$name]", name=name, namespaces=WORD)
        assert len(font.find(f"{W}altName").get(f"{W}val").split(",")) >= 3
    assert "宋体" in table.xpath("string(//w:font[@w:name='方正小标宋简体']/w:altName/@w:val)", namespaces=WORD)
    (defaults,) = part(content, "word/styles.xml").xpath("//w:docDefaults//w:rPr", namespaces=WORD)
    assert defaults.xpath("string(w:rFonts/@w:eastAsia)", namespaces=WORD) == "仿宋"
    assert defaults.xpath("string(w:lang/@w:eastAsia)", namespaces=WORD) == "zh-CN"
    assert not defaults.xpath("w:rFonts/@w:asciiTheme | w:rFonts/@w:eastAsiaTheme", namespaces=WORD)


def test_quotation_marks_are_set_in_the_chinese_font(content: bytes) -> None:
    runs = part(content, "word/document.xml").xpath("//w:r[contains(w:t, '“')]", namespaces=WORD)
    assert len(runs) > 20
    assert all(run.xpath("string(w:rPr/w:rFonts/@w:hint)", namespaces=WORD) == "eastAsia" for run in runs)


def test_page_numbers_are_a_field_between_dashes_on_odd_and_even_pages(content: bytes) -> None:
    file = docx.Document(io.BytesIO(content))
    assert file.settings.odd_and_even_pages_header_footer
    for footer in (file.sections[0].footer, file.sections[0].even_page_footer):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        kinds = paragraph._p.xpath(".//w:fldChar/@w:fldCharType")
        assert kinds == ["begin", "separate", "end"]
        assert paragraph._p.xpath("string(.//w:instrText)").strip() == "PAGE"


def test_every_table_repeats_its_headings_and_keeps_short_rows_whole(content: bytes) -> None:
    head, *tables = docx.Document(io.BytesIO(content)).tables
    assert len(head.rows) == 3
    assert len(tables) >= 10
    for table in tables:
        first, *others = table.rows
        assert first._tr.xpath("./w:trPr/w:tblHeader")
        assert not any(row._tr.xpath("./w:trPr/w:tblHeader") for row in others)
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in others)
        assert sum(column.width.mm for column in table.columns) == pytest.approx(156, abs=0.5)


def test_a_row_that_no_page_could_hold_may_break(long_report: Document, boundaries: Boundaries) -> None:
    tables = docx.Document(io.BytesIO(word_bytes(long_report, boundaries))).tables
    (row,) = [row for table in tables for row in table.rows if "情况复杂。情况复杂。" in row.cells[-1].text]
    assert not row._tr.xpath("./w:trPr/w:cantSplit")


def test_the_map_is_a_picture_with_its_words(sealed: Document, content: bytes) -> None:
    file = docx.Document(io.BytesIO(content))
    (shape,) = file.inline_shapes
    words = shape._inline.docPr.get("descr")
    assert words == map_words(sealed)
    assert all(row.name in words for row in sealed.counties)
    assert shape.width <= Mm(156)
    (name,) = [part.partname for part in file.part.package.iter_parts() if part.partname.endswith(".png")]
    blob = next(part.blob for part in file.part.package.iter_parts() if part.partname == name)
    with Image.open(io.BytesIO(blob)) as picture:
        assert picture.width / shape.width.inches > 200
        assert picture.convert("RGB").getcolors(picture.width * picture.height) is not None


def test_without_outlines_the_report_says_what_to_do(sealed: Document) -> None:
    content = word_bytes(sealed, None)
    assert not docx.Document(io.BytesIO(content)).inline_shapes
    assert "python -m chuyi_dash init" in read_word(content).whole


def test_marks_stand_on_every_page_of_a_draft_and_no_draft_mark_on_a_sealed_one(
    document: Document, word_of: WordOf
) -> None:
    section = docx.Document(io.BytesIO(word_of(document))).sections[0]
    assert not section.different_first_page_header_footer
    for header in (section.header, section.even_page_header):
        text = "".join(paragraph.text for paragraph in header.paragraphs)
        assert (DRAFT_MARK in text) is document.draft
        assert (SAMPLE_MARK in text) is document.sample
        for run in header.paragraphs[0].runs:
            assert run.font.size.pt >= (20 if run.text == DRAFT_MARK else 10)


def test_own_words_keep_their_line_breaks(draft: Document, word_of: WordOf) -> None:
    texts = read_word(word_of(draft)).texts
    start = texts.index("二、建设成效") + 1
    assert texts[start : start + 3] == RESULTS.split("\n")


def test_the_parts_stand_in_the_order_of_such_reports(content: bytes, sealed: Document) -> None:
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    headings = [paragraph.text for paragraph in paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [
        "一、任务完成情况", "二、建设成效", "三、资金到位和执行情况", "四、存在问题及分析", "五、改进措施",
        "六、下一步工作计划", "七、佐证材料清单",
    ]  # fmt: skip
    parts = [paragraph.text for paragraph in paragraphs if paragraph.style.name == "Heading 2"]
    assert [text.partition("）")[2] for text in parts[:-1]] == [heading for heading, _sentence in sealed.sections]
    signature = [paragraph.text for paragraph in paragraphs if paragraph.style.name == "落款"]
    assert signature == ["邵阳市（盖章）", "2025年1月20日"]


def test_the_same_document_gives_the_same_bytes(sealed: Document, content: bytes, boundaries: Boundaries) -> None:
    assert word_bytes(sealed, boundaries) == content
    assert word_bytes(replace(sealed, results="另一种说法。"), boundaries) != content
    about = docx.Document(io.BytesIO(content)).core_properties
    assert (about.title, about.keywords) == (sealed.title, sealed.check_code)
    assert about.created is not None
    assert about.created.date() == sealed.made_on
