"""A table as a file: CSV, and an Excel sheet."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from chuyi_dash.drawing.text import column_width
from chuyi_dash.table import NUMBER_FORMATS, Table, defused

NARROW, WIDE = 8, 60


def csv_bytes(table: Table) -> bytes:
    """Write the table as CSV in UTF-8; unknown cells are empty.

    It begins with a byte-order mark, which Excel needs to read Chinese.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.label for column in table.columns])
    writer.writerows([["" if cell is None else defused(cell) for cell in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table) -> bytes:
    """Write the table as an Excel workbook.

    It has the title, the note, frozen headings, then rows with number formats.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = table.title, table.note
    sheet["A1"].font = Font(bold=True, size=14)
    for index, column in enumerate(table.columns, start=1):
        heading = sheet.cell(row=3, column=index, value=column.label)
        heading.font = Font(bold=True)
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        texts = [column.label, *(str(row[index - 1] or "") for row in table.rows)]
        width = max(column_width(text) + 2 for text in texts)
        sheet.column_dimensions[get_column_letter(index)].width = min(WIDE, max(NARROW, width))
        for number, row in enumerate(table.rows, start=4):
            cell = sheet.cell(row=number, column=index)
            cell.value = row[index - 1]
            if isinstance(row[index - 1], str):
                cell.data_type = "s"
            cell.number_format = NUMBER_FORMATS[column.form]
    sheet.freeze_panes = "A4"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
