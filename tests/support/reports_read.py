"""Self-check reports read back with the libraries that readers of the files would use."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import docx
from lxml import etree, html
from openpyxl import load_workbook

from chuyi_dash.geo import Boundaries
from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.reports.self_check.word import write_word
from chuyi_dash.reports.self_check.workbook import write_workbook

RESULTS = "一是办学条件改善。\n\n二是<b>产教</b>融合 & 加深。"
FORMULA, HOSTILE_FILE = "=HYPERLINK(1)", "-开工令&1.pdf"
WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def word_bytes(document: Document, boundaries: Boundaries | None) -> bytes:
    """Write the report as a Word file and return its content."""
    out = io.BytesIO()
    write_word(document, boundaries, out)
    return out.getvalue()


def workbook_bytes(document: Document) -> bytes:
    """Write the report as a workbook and return its content."""
    out = io.BytesIO()
    write_workbook(document, out)
    return out.getvalue()


@dataclass(frozen=True)
class Read:
    """The words of one of a report's three forms.

    ``texts`` are in order, ``rows`` are the rows of its tables as cells, ``marks`` is the text of its marks.
    """

    texts: list[str]
    rows: set[tuple[str, ...]]
    marks: str

    @property
    def whole(self) -> str:
        """All texts and cells, a line each."""
        return "\n".join([*self.texts, *(text for row in self.rows for text in row)])


def read_word(content: bytes) -> Read:
    """Read the Word file's paragraphs, table rows and headers."""
    file = docx.Document(io.BytesIO(content))
    section = file.sections[0]
    headers = [section.header, section.even_page_header]
    return Read(
        texts=[paragraph.text for paragraph in file.paragraphs],
        rows={tuple(cell.text for cell in row.cells) for table in file.tables for row in table.rows},
        marks="\n".join(paragraph.text for header in headers for paragraph in header.paragraphs),
    )


def read_workbook(content: bytes) -> Read:
    """Read the workbook's cells as they show."""
    book = load_workbook(io.BytesIO(content))
    rows = {tuple(shown(cell) for cell in row) for sheet in book.worksheets for row in sheet.iter_rows()}
    cover = book.worksheets[0]
    return Read([shown(cover["A1"])], rows, shown(cover["A2"]))


def shown(cell: Any) -> str:
    """Give a cell as a reader sees it."""
    if cell.value is None:
        return ""
    if cell.number_format == "0.0%":
        return f"{cell.value:.1%}"
    if cell.number_format == "#,##0.00":
        return f"{cell.value:,.2f}"
    return str(cell.value)


def read_page(text: str) -> Read:
    """Read the page's paragraphs, headings, table rows and marks."""
    tree = html.document_fromstring(text.encode())
    words = [node.text_content() for node in tree.xpath("//h1 | //h2 | //h3 | //p")]
    rows = {tuple(cell.text_content() for cell in row.xpath("th|td")) for row in tree.xpath("//tr")}
    return Read(words, rows, "".join(tree.xpath("string(//p[@class='marks'])").split()))


def part(content: bytes, name: str) -> Any:
    """Parse one XML part of an Office file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))
