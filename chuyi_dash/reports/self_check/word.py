"""The report as a Word file in the layout of official papers.

Its tables are native, the map is a picture.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from chuyi_dash.drawing.text import ems
from chuyi_dash.geo import Boundaries
from chuyi_dash.reports.reproducible_zip import steady
from chuyi_dash.reports.self_check.countymap import map_png, map_words
from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.reports.self_check.parts import (
    CENTRE,
    RIGHT,
    Block,
    Column,
    Grid,
    Heading,
    Paragraph,
    Picture,
    body,
    heads,
    notes,
    title_lines,
)
from chuyi_dash.reports.self_check.wordstyles import (
    CAPTION,
    INFO,
    INFO_HEAD,
    NOTE,
    SIGNATURE,
    SIZE_3,
    TABLE_HEAD,
    TABLE_TEXT,
    add_frame,
    prepare,
    set_quotes,
)
from chuyi_dash.wording.boundaries import no_boundaries
from chuyi_dash.wording.terms import day

ALIGNMENTS = {CENTRE: WD_ALIGN_PARAGRAPH.CENTER, RIGHT: WD_ALIGN_PARAGRAPH.RIGHT}
PICTURE_WIDTH = 118  # millimetres
CHARACTER = 3.8  # millimetres that a character of a table takes
LONGEST_WHOLE = 20  # lines of a row that is still kept on one page
CELL_MARGIN = Mm(0.7)
PRODUCT = "楚怡行动进展看板"


def write_word(document: Document, boundaries: Boundaries | None, out: Path | BinaryIO) -> None:
    """Write the report as a Word file, into a path or an open binary stream.

    The same document gives the same bytes. Without boundaries the map's place says what to do. OSError where the file
    cannot be written.
    """
    file = docx.Document()
    prepare(file)
    _describe(file, document)
    add_frame(file, document)
    _title(file, document)
    _head(file, document)
    for block in body(document):
        _add(file, block, document, boundaries)
    _sign(file, document)
    set_quotes(file)
    archive = io.BytesIO()
    file.save(archive)
    content = steady(archive.getvalue(), datetime.combine(document.made_on, time(), UTC))
    if isinstance(out, Path):
        out.write_bytes(content)
    else:
        out.write(content)


def _title(file: Any, document: Document) -> None:
    paragraph = file.add_paragraph(style="Title")
    for index, line in enumerate(title_lines(document)):
        run = paragraph.add_run()
        if index:
            run.add_break()
        run.add_text(line)


def _describe(file: Any, document: Document) -> None:
    made = datetime.combine(document.made_on, time())
    about = file.core_properties
    about.title, about.author, about.last_modified_by = document.title, document.unit, PRODUCT
    about.subject = f"{document.round_name} {document.state}"
    about.keywords = document.check_code or ""
    about.comments = "；".join(document.marks)
    about.language, about.created, about.modified, about.revision = "zh-CN", made, made, 1


def _add(file: Any, block: Block, document: Document, boundaries: Boundaries | None) -> None:
    match block:
        case Heading(level, text):
            file.add_paragraph(text, style=f"Heading {level}")
        case Paragraph(text):
            file.add_paragraph(text)
        case Grid():
            _grid(file, block)
        case Picture(caption):
            _picture(file, caption, document, boundaries)


def _head(file: Any, document: Document) -> None:
    """Add the table under the title, with two facts a row."""
    facts = heads(document)
    table = _table(file, (Column("", 26), Column("", 52), Column("", 26), Column("", 52)))
    for start in range(0, len(facts), 2):
        cells = table.add_row().cells
        for (label, value), left in zip(facts[start : start + 2], (0, 2), strict=True):
            _write(cells[left], label, INFO_HEAD)
            _write(cells[left + 1], value, INFO)
    file.add_paragraph(style=NOTE)


def _grid(file: Any, grid: Grid) -> None:
    file.add_paragraph(grid.caption, style=CAPTION)
    table = _table(file, grid.columns)
    headings = table.add_row()
    for cell, column in zip(headings.cells, grid.columns, strict=True):
        _write(cell, column.label, TABLE_HEAD)
    for tag in ("w:cantSplit", "w:tblHeader"):  # repeated on each page that the table goes on to
        headings._tr.get_or_add_trPr().append(OxmlElement(tag))
    for texts in grid.rows:
        row = table.add_row()
        if all(
            ems(text) * CHARACTER < LONGEST_WHOLE * column.width
            for text, column in zip(texts, grid.columns, strict=True)
        ):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, column in zip(row.cells, texts, grid.columns, strict=True):
            _write(cell, text, TABLE_TEXT, ALIGNMENTS.get(column.align))
    file.add_paragraph(style=NOTE)


def _table(file: Any, columns: tuple[Column, ...]) -> Any:
    """Add an empty table with fixed columns and thin lines; rows are added later."""
    table = file.add_table(rows=0, cols=len(columns))
    table.style, table.alignment, table.autofit = file.styles["Table Grid"], WD_TABLE_ALIGNMENT.CENTER, False
    for own, column in zip(table.columns, columns, strict=True):
        own.width = Mm(column.width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN.twips if side in ("top", "bottom") else 2 * CELL_MARGIN.twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
    return table


def _write(cell: Any, text: str, style: str, align: Any = None) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style  # our styles' ids are their names; the library's own way looks through all of them
    paragraph.alignment = align
    paragraph.add_run(text)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _picture(file: Any, caption: str, document: Document, boundaries: Boundaries | None) -> None:
    if boundaries is None or not any(row.code in boundaries.counties_fine for row in document.counties):
        file.add_paragraph(no_boundaries())
        return
    paragraph = file.add_paragraph(style=TABLE_TEXT)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(map_png(document, boundaries)), width=Mm(PICTURE_WIDTH))
    about = shape._inline.docPr
    about.set("name", caption)
    about.set("descr", map_words(document))
    file.add_paragraph(caption, style=CAPTION).paragraph_format.keep_with_next = False


def _sign(file: Any, document: Document) -> None:
    """Add the signature (unit and day), then the notes in small type.

    Unit and day are kept together, four characters from the right margin.
    """
    file.add_paragraph()
    for text, keep in ((f"{document.unit}（盖章）", True), (day(document.made_on), False)):
        paragraph = file.add_paragraph(text, style=SIGNATURE)
        paragraph.paragraph_format.keep_with_next = keep
        paragraph._p.get_or_add_pPr().get_or_add_ind().set(qn("w:rightChars"), "400")
        paragraph.paragraph_format.right_indent = Pt(4 * SIZE_3)
    file.add_paragraph()
    file.add_paragraph("说明", style=CAPTION).alignment = WD_ALIGN_PARAGRAPH.LEFT
    for text in notes(document):
        file.add_paragraph(text, style=NOTE)
