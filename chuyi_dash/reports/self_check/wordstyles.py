"""Page, styles, header and footer of the report in Word.

They are as official papers have them (GB/T 9704).
"""

from __future__ import annotations

import re
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from chuyi_dash.reports.self_check.document import DRAFT_MARK, Document
from chuyi_dash.reports.self_check.fonts import BODY, HEADING, NUMBER, SUBHEADING, TITLE, Face, font_table

LATIN = "Times New Roman"
SIZE_2, SIZE_3, SIZE_4, SMALL_4, SIZE_5 = 22, 16, 14, 12, 10.5
LINE = 28
"""Points from line to line of running text: 22 lines on a page."""
TABLE_TEXT, TABLE_HEAD, CAPTION, NOTE = "表内文字", "表头", "图表标题", "注"
INFO, INFO_HEAD, SIGNATURE = "首页信息", "首页项目", "落款"
SHARED = re.compile("[“”‘’…—·×÷]")
WARNING = RGBColor(0xB0, 0x1E, 0x1E)
FOOT_DISTANCE = 28  # millimetres from the page's edge to the page number: 7 below the text


def set_fonts(properties: Any, face: Face, latin: str = LATIN) -> None:
    """Name the Chinese font and the Latin one in run properties.

    What would override them is dropped.
    """
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind, font in (("ascii", latin), ("hAnsi", latin), ("eastAsia", face.name), ("cs", latin)):
        fonts.set(qn(f"w:{kind}"), font)
    fonts.set(qn("w:hint"), "eastAsia")


def prepare(file: Any) -> None:
    """Set page, fonts and styles of an empty file."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(17), Mm(FOOT_DISTANCE)
    _style(file, "Normal", BODY, SIZE_3, line=LINE, indent=2)
    _style(file, "Title", TITLE, SIZE_2, line=36, align=WD_ALIGN_PARAGRAPH.CENTER, after=14)
    _style(file, "Heading 1", HEADING, SIZE_3, line=LINE, indent=2)
    _style(file, "Heading 2", SUBHEADING, SIZE_3, line=LINE, indent=2)
    for name, face, size, align in (
        (TABLE_TEXT, BODY, SIZE_5, None),
        (TABLE_HEAD, HEADING, SIZE_5, WD_ALIGN_PARAGRAPH.CENTER),
        (INFO, BODY, SMALL_4, None),
        (INFO_HEAD, HEADING, SMALL_4, WD_ALIGN_PARAGRAPH.CENTER),
        (NOTE, BODY, SIZE_5, None),
    ):
        _style(file, name, face, size, align=align)
    _style(file, CAPTION, HEADING, SMALL_4, align=WD_ALIGN_PARAGRAPH.CENTER, before=8, after=4)
    for name in (CAPTION, TABLE_HEAD):
        file.styles[name].paragraph_format.keep_with_next = True
    _style(file, SIGNATURE, BODY, SIZE_3, line=LINE, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _clear_template(file)


def _clear_template(file: Any) -> None:
    """Put our fonts and language where the library's empty file has its own.

    Its thumbnail shows nothing of ours and goes.
    """
    (defaults,) = file.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr")
    set_fonts(defaults, BODY)
    language = defaults.find(qn("w:lang"))
    language.set(qn("w:eastAsia"), "zh-CN")
    package = file.part.package
    for part in package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = font_table()
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]


def set_quotes(file: Any) -> None:
    """Mark quotation marks, dashes and dots as Chinese signs.

    Without being told, Word takes them from Latin fonts.
    """
    for text in file.element.body.iter(qn("w:t")):
        if text.text and SHARED.search(text.text):
            properties = text.getparent().get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            if fonts is None:
                fonts = OxmlElement("w:rFonts")
                properties.insert(0, fonts)
            fonts.set(qn("w:hint"), "eastAsia")


def _style(
    file: Any, name: str, face: Face, size: float, *, line: float | None = None, indent: int = 0,
    align: Any = None, before: float = 0, after: float = 0,
) -> None:  # fmt: skip
    known = name in [style.name for style in file.styles]
    style = file.styles[name] if known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if name != "Normal":
        style.base_style = None
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_fonts(style.element.get_or_add_rPr(), face)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.alignment = Pt(before), Pt(after), align
    if line is None:
        layout.line_spacing = 1.1
    else:
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    _tidy(style.element.get_or_add_pPr(), indent)


def _tidy(properties: Any, indent: int) -> None:
    """Set the first line's indent in characters, and drop what the library's template left.

    That is borders and grouping.
    """
    for tag in ("w:pBdr", "w:contextualSpacing", "w:ind"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    if indent:
        element = properties.get_or_add_ind()
        element.set(qn("w:firstLineChars"), str(indent * 100))
        element.set(qn("w:firstLine"), str(indent * SIZE_3 * 20))


def add_frame(file: Any, document: Document) -> None:
    """Add marks to the header and the page number to the footer.

    The page number is on the outer side of odd and of even pages.
    """
    file.settings.odd_and_even_pages_header_footer = True
    section = file.sections[0]
    for header in (section.header, section.even_page_header):
        _marks(header.paragraphs[0], document)
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _marks(paragraph: Any, document: Document) -> None:
    paragraph.style = TABLE_TEXT
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for index, mark in enumerate(document.marks):
        run = paragraph.add_run(("　" if index else "") + mark)
        run.font.bold, run.font.color.rgb = True, WARNING
        run.font.size = Pt(SIZE_2 if mark == DRAFT_MARK else SIZE_5)
        set_fonts(run._r.get_or_add_rPr(), HEADING)


def _page_number(paragraph: Any, align: Any) -> None:
    paragraph.style = TABLE_TEXT
    paragraph.alignment = align
    properties = paragraph._p.get_or_add_pPr().get_or_add_ind()
    properties.set(qn("w:leftChars" if align == WD_ALIGN_PARAGRAPH.LEFT else "w:rightChars"), "100")
    _number_run(paragraph, "— ")
    for kind, text in (("begin", None), (None, " PAGE "), ("separate", None), (None, "1"), ("end", None)):
        run = _number_run(paragraph, text if text == "1" else "")
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text != "1":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)
    _number_run(paragraph, " —")


def _number_run(paragraph: Any, text: str) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(SIZE_4)
    set_fonts(run._r.get_or_add_rPr(), NUMBER, NUMBER.name)
    return run
