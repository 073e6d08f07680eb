"""The self-check as a workbook (自查表), sheet by sheet.

It has the same words and figures as the Word report.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chuyi_dash.reports.reproducible_zip import steady
from chuyi_dash.reports.self_check.cells import HEAD_ROW, fit_row, make_table, prepare_print, put
from chuyi_dash.reports.self_check.document import Document, Line
from chuyi_dash.reports.self_check.fonts import HEADING, TITLE
from chuyi_dash.reports.self_check.parts import NOTHING_WRITTEN, heads, notes
from chuyi_dash.wording.terms import UNKNOWN, day

COVER, SHEET, PROJECTS, MONEY, EVIDENCE = "封面", "自查表", "项目", "资金", "佐证材料"
LABELS, TEXTS = 26, 100
LONGEST = 800  # characters in one cell: a row can be no higher than 409 points


def write_workbook(document: Document, out: Path | BinaryIO) -> None:
    """Write the report as a workbook, into a path or an open binary stream.

    The same document gives the same bytes. OSError where the file cannot be written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    made = datetime.combine(document.made_on, time())
    book.properties.title, book.properties.creator = document.title, document.unit
    book.properties.created = book.properties.modified = made
    _cover(book.create_sheet(COVER), document)
    for name, write in ((SHEET, _sheet), (PROJECTS, _projects), (MONEY, _money), (EVIDENCE, _evidence)):
        write(book.create_sheet(name), document)
    for sheet in book.worksheets:
        prepare_print(sheet, document)
    archive = io.BytesIO()
    book.save(archive)
    content = steady(archive.getvalue(), made.replace(tzinfo=UTC))
    if isinstance(out, Path):
        out.write_bytes(content)
    else:
        out.write(content)


def _cover(sheet: Worksheet, document: Document) -> None:
    """Write whose report it is, which round and day, state, check code and marks.

    Then come the report's sentences, a line to a row.
    """
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = LABELS, TEXTS
    put(sheet, 1, 1, document.title, face=TITLE, size=20, middle=True)
    put(sheet, 2, 1, "　".join(document.marks), face=HEADING, size=14, warning=True, middle=True)
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        sheet.row_dimensions[row].height = 42 if row == 1 else 24
    for row, (label, value) in enumerate(_facts(document), start=HEAD_ROW):
        put(sheet, row, 1, label, face=HEADING, boxed=True)
        put(sheet, row, 2, value, boxed=True)
        fit_row(sheet, row, ((label, LABELS), (value, TEXTS)))


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    yield from heads(document)
    yield "自查总述", document.summary
    yield from document.sections
    yield from _lines("建设成效", document.results or NOTHING_WRITTEN)
    yield "资金到位和执行情况", document.funding
    yield from _lines("存在问题及分析", document.problems or NOTHING_WRITTEN)
    yield from _lines("改进措施", document.measures or NOTHING_WRITTEN)
    yield from _lines("下一步工作计划", document.next_steps or NOTHING_WRITTEN)
    yield "制表日期", day(document.made_on)
    yield from _lines("说明", "\n".join(notes(document)))


def _lines(label: str, text: str) -> Iterator[tuple[str, str]]:
    pieces = [
        line[start : start + LONGEST] for line in text.split("\n") for start in range(0, max(len(line), 1), LONGEST)
    ]
    for index, piece in enumerate(pieces):
        yield ("" if index else label), piece


def _sheet(sheet: Worksheet, document: Document) -> None:
    columns = (
        ("序号", 6), ("部分", 14), ("条款", 10), ("事项", 20), ("系统数据", 28), ("全省比较", 26), ("市州自查", 16),
        ("理由", 22), ("备注", 16), ("佐证", 7), ("分歧", 16), ("数据性质", 9),
    )  # fmt: skip
    rows = [
        (
            index, line.section, line.clause, line.name, line.figure, line.comparison, line.answer, line.reason,
            line.note, "、".join(map(str, line.evidence)), line.disagreement, _nature(line),
        )
        for index, line in enumerate(document.lines, start=1)
    ]  # fmt: skip
    make_table(sheet, document, columns, rows)


def _nature(line: Line) -> str:
    """Name the basis of the system's figure: sample, sourced or unknown."""
    if line.sample:
        return "含示例"
    return "有来源" if line.known else UNKNOWN


def _projects(sheet: Worksheet, document: Document) -> None:
    columns = (
        ("序号", 6), ("项目", 36), ("所属目标", 30), ("级别", 8), ("阶段", 12), ("逾期／全部节点", 12),
        ("资金到位率", 12), ("预算执行率", 12), ("市州自查", 22),
    )  # fmt: skip
    rows = [
        (
            index, row.name, row.target, row.level, row.stage, row.milestones, row.in_place_rate, row.spending_rate,
            row.answer,
        )
        for index, row in enumerate(document.projects, start=1)
    ]  # fmt: skip
    make_table(sheet, document, columns, rows, figures=(7, 8))


def _money(sheet: Worksheet, document: Document) -> None:
    columns = (
        ("资金来源", 20), ("预算（万元）", 18), ("到位（万元）", 18), ("支出（万元）", 18), ("资金到位率", 14),
        ("预算执行率", 14),
    )  # fmt: skip
    rows = [
        (row.origin, row.budget, row.in_place, row.spent, row.in_place_rate, row.spending_rate)
        for row in document.money
    ]
    make_table(sheet, document, columns, rows, figures=(2, 3, 4, 5, 6))


def _evidence(sheet: Worksheet, document: Document) -> None:
    columns = (("序号", 6), ("文件名", 44), ("所证事项", 44), ("大小", 10), ("SHA-256", 68))
    rows = [(index, row.name, row.item, row.size, row.sha256) for index, row in enumerate(document.evidence, start=1)]
    make_table(sheet, document, columns, rows)
