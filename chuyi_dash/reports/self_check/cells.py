"""Cells, tables and page set-up of the workbook."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from chuyi_dash.drawing.text import column_width
from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.reports.self_check.fonts import BODY, HEADING, Face
from chuyi_dash.reports.self_check.parts import heads
from chuyi_dash.table import NUMBER_FORMATS

LINE = Side(style="thin", color="7D8792")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD_FILL = PatternFill("solid", fgColor="E8EDF3")
INK, WARNING = "000000", "B01E1E"
HEAD_ROW = 3
POINTS, HIGHEST = 15, 409
ROOMY = 1.1
"""Room for lines that break before their end."""
MONEY, PERCENT = re.compile(r"-?[0-9,]+\.[0-9]{2}"), re.compile(r"([0-9.]+)%")


def put(
    sheet: Worksheet, row: int, column: int, value: str | int, *, face: Face = BODY, size: float = 11,
    warning: bool = False, boxed: bool = False, middle: bool = False,
) -> None:  # fmt: skip
    """Write a cell whose text stays text, even where it begins like a formula."""
    cell = sheet.cell(row=row, column=column, value=value)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    cell.font = Font(name=face.name, size=size, bold=warning, color=WARNING if warning else INK)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center" if middle else None)
    if boxed:
        cell.border = BOX


def put_figure(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write money or a rate as a number that shows the very words of the report.

    Anything else is text.
    """
    put(sheet, row, column, text, size=10, boxed=True)
    cell = sheet.cell(row=row, column=column)
    if MONEY.fullmatch(text):
        cell.value, cell.number_format = float(text.replace(",", "")), NUMBER_FORMATS["money"]
    elif found := PERCENT.fullmatch(text):
        cell.value, cell.number_format = round(float(found[1]) / 100, 6), NUMBER_FORMATS["percent"]
    cell.alignment = Alignment(vertical="center", horizontal="right")


def fit_row(sheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Set a row's height for the longest of (text, width of its column).

    Not every reader of the file finds the height by itself.
    """
    lines = max(sum(1 + int(ROOMY * column_width(line) / width) for line in text.split("\n")) for text, width in texts)
    sheet.row_dimensions[row].height = min(HIGHEST, 6 + POINTS * lines)


def make_table(
    sheet: Worksheet, document: Document, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str | int]],
    figures: Collection[int] = (),
) -> None:  # fmt: skip
    """Write a table: title, what must travel with the figures, headings and rows.

    The headings stay in sight; ``figures`` are the columns of numbers, from 1.
    """
    facts = " · ".join((*document.marks, *(f"{label}：{value}" for label, value in heads(document))))
    put(sheet, 1, 1, f"{document.title}：{sheet.title}", face=HEADING, size=14)
    put(sheet, 2, 1, facts, size=10, warning=bool(document.marks))
    for row in (1, 2):
        sheet.cell(row=row, column=1).alignment = Alignment(vertical="center")
    for index, (label, width) in enumerate(columns, start=1):
        put(sheet, HEAD_ROW, index, label, face=HEADING, boxed=True, middle=True)
        sheet.cell(row=HEAD_ROW, column=index).fill = HEAD_FILL
        sheet.column_dimensions[get_column_letter(index)].width = width
    fit_row(sheet, HEAD_ROW, columns)
    for row, values in enumerate(rows, start=HEAD_ROW + 1):
        for index, value in enumerate(values, start=1):
            if index in figures:
                put_figure(sheet, row, index, str(value))
            else:
                put(sheet, row, index, value, size=10, boxed=True)
        fit_row(sheet, row, [(str(value), width) for value, (_label, width) in zip(values, columns, strict=True)])
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.print_title_rows = f"1:{HEAD_ROW}"


def prepare_print(sheet: Worksheet, document: Document) -> None:
    """Set A4 across, as wide as the page, with the page's number and the marks at its edges."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    header, footer = sheet.oddHeader, sheet.oddFooter
    assert header is not None
    assert footer is not None
    footer.center.text = "— &P —"
    header.right.text = "　".join(document.marks) or None
