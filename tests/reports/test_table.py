"""Tables as CSV and Excel, read back."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from chuyi_dash.reports.table import csv_bytes, xlsx_bytes
from chuyi_dash.table import Column, Table

TABLE = Table(
    title="目标进展",
    note="截至2025年12月31日 · 全省 · 含示例数据（非真实）",
    columns=(
        Column("名称"),
        Column("数量（个）", "number"),
        Column("比例", "percent"),
        Column("经费（万元）", "money"),
        Column("日期", "day"),
    ),
    rows=(
        ("长沙市", 1234, 1.2, Decimal("10.50"), date(2025, 12, 31)),
        ("湘西州", None, None, None, None),
    ),
)


def sheet_of(table: Table) -> list[list[object]]:
    book = load_workbook(io.BytesIO(xlsx_bytes(table)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_excel_opens_with_title_note_headings_and_the_same_cells() -> None:
    title, note, headings, first, second = sheet_of(TABLE)
    assert title[0] == "目标进展"
    assert note[0] == TABLE.note
    assert headings == ["名称", "数量（个）", "比例", "经费（万元）", "日期"]
    assert first[:3] == ["长沙市", 1234, 1.2]
    assert first[3] == 10.5
    assert str(first[4]).startswith("2025-12-31")
    assert second == ["湘西州", None, None, None, None]


def test_headings_stay_in_sight_and_shares_read_as_percentages() -> None:
    sheet = load_workbook(io.BytesIO(xlsx_bytes(TABLE))).active
    assert sheet.freeze_panes == "A4"
    assert sheet["C4"].number_format == "0.0%"


def test_csv_has_the_byte_order_mark_that_excel_needs() -> None:
    data = csv_bytes(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == ["名称", "数量（个）", "比例", "经费（万元）", "日期"]
    assert rows[1] == ["长沙市", "1234", "1.2", "10.50", "2025-12-31"]
    assert rows[2] == ["湘西州", "", "", "", ""]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_is_written_as_text(text: str) -> None:
    table = Table("t", "n", (Column("名称"),), ((text,),))
    cell = load_workbook(io.BytesIO(xlsx_bytes(table))).active["A4"]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == text.strip()
    written = csv_bytes(table).decode("utf-8-sig").split("\r\n", 1)[1]
    assert next(csv.reader(io.StringIO(written, newline="")))[0].startswith("'")


def test_negative_numbers_stay_numbers() -> None:
    table = Table("t", "n", (Column("变化", "number"),), ((-3,),))
    assert sheet_of(table)[3] == [-3]
    assert csv_bytes(table).decode("utf-8-sig").split("\r\n")[1] == "-3"
