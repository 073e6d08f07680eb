"""The workbook: text stays text, numbers are numbers, and it prints on A4."""

from __future__ import annotations

import io

from openpyxl import load_workbook
from reports_read import FORMULA, HOSTILE_FILE, RESULTS, workbook_bytes

from chuyi_dash.reports.self_check.document import Document


def test_the_sheets_are_cover_items_projects_money_and_evidence(document: Document) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(document)))
    assert book.sheetnames == ["封面", "自查表", "项目", "资金", "佐证材料"]
    counts = [sheet.max_row - 3 for sheet in book.worksheets[1:]]
    assert counts == [len(rows) for rows in (document.lines, document.projects, document.money, document.evidence)]


def test_what_begins_like_a_formula_stays_text(sealed: Document) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(sealed)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {FORMULA, HOSTILE_FILE} <= {cell.value for cell in cells}
    assert all(cell.data_type in ("s", "n") for cell in cells)


def test_money_and_rates_can_be_added_up(sealed: Document) -> None:
    sheet = load_workbook(io.BytesIO(workbook_bytes(sealed)))["资金"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert rows[-1][0] == "合计"
    for column in (1, 2, 3):
        assert abs(sum(float(str(row[column])) for row in rows[:-1]) - float(str(rows[-1][column]))) < 0.05
    projects = load_workbook(io.BytesIO(workbook_bytes(sealed)))["项目"]
    rates = [row[6] for row in projects.iter_rows(min_row=4, values_only=True)]
    assert any(isinstance(rate, float) for rate in rates)
    assert "—" in rates


def test_a_figure_that_the_system_does_not_have_is_from_no_source(sealed: Document) -> None:
    sheet = load_workbook(io.BytesIO(workbook_bytes(sealed)))["自查表"]
    rows = [(str(row[4]), row[11]) for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert {nature for figure, nature in rows if figure == "暂无数据"} == {"—"}
    assert {nature for figure, nature in rows if "暂无数据" not in figure} <= {"含示例", "有来源"}


def test_headings_stay_in_sight_and_are_printed_on_each_page(document: Document) -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(document)))
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "— &P —"
        assert all(mark in (sheet.oddHeader.right.text or "") for mark in document.marks)
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A4"
        assert sheet.print_title_rows == "$1:$3"
        assert all(dimension.width > 5 for dimension in sheet.column_dimensions.values())


def test_every_sheet_says_round_day_state_code_and_marks(document: Document) -> None:
    for sheet in load_workbook(io.BytesIO(workbook_bytes(document))).worksheets[1:]:
        text = str(sheet["A2"].value)
        assert all(word in text for word in (document.round_name, document.state, *document.marks))
        assert document.check_code is None or document.check_code in text


def test_own_words_keep_their_line_breaks_a_line_to_a_row(draft: Document) -> None:
    rows = list(load_workbook(io.BytesIO(workbook_bytes(draft)))["封面"].iter_rows(values_only=True))
    start = next(place for place, row in enumerate(rows) if row[0] == "建设成效")
    assert [row[1] or "" for row in rows[start : start + 3]] == RESULTS.split("\n")


def test_rows_are_high_enough_for_their_texts_and_never_too_high(long_report: Document) -> None:
    sheet = load_workbook(io.BytesIO(workbook_bytes(long_report)))["自查表"]
    heights = [sheet.row_dimensions[row].height for row in range(4, sheet.max_row + 1)]
    assert heights[0] == 409
    assert all(20 < height < 409 for height in heights[1:])


def test_the_same_document_gives_the_same_bytes(sealed: Document) -> None:
    assert workbook_bytes(sealed) == workbook_bytes(sealed)
