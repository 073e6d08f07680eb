"""Workbooks for tests of the intake.

Their sheets are written by heading; in the large ones every row is good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook

from chuyi_dash.intake.spec import sheet_named
from chuyi_dash.intake.template import FORMATS

Rows = Sequence[Mapping[str, Any]]
SCHOOL = {"学校名称": "岳麓职业中专", "类别": "中职", "举办性质": "公办", "市州": "长沙市", "县市区": "岳麓区"}
PROJECT = {"目标": "“楚怡”产教融合实训基地", "级别": "省级", "项目名称": "岳麓实训基地", "市州": "长沙市"}
COUNT = {"目标": "大规模职业技能培训", "类别": "重点产业", "地区": "长沙市", "截至日期": date(2023, 6, 30), "数量": 500}
ANSWER = {
    "目标": "各地制定实施方案",
    "清单项": "目标任务",
    "市州": "长沙市",
    "日期": date(2023, 6, 30),
    "是否做到": "是",
}


def event(stage: str, day: date, project: str = "岳麓实训基地", **more: Any) -> dict[str, Any]:
    """Make a row of 项目进展."""
    return {"项目": project, "环节": stage, "日期": day, **more}


def money(**amounts: Any) -> dict[str, Any]:
    """Make a row of 经费."""
    return {"项目": "岳麓实训基地", "资金来源": "地方财政", "截至日期": date(2023, 12, 31), **amounts}


def book_of(sheets: Mapping[str, Rows]) -> Workbook:
    """Make a workbook with these sheets.

    The headings are those of the rows, in the format's order. Dates are formatted as dates.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        headings = headings_of(name, rows)
        page.append(headings)
        for number, row in enumerate(rows, start=2):
            for place, heading in enumerate(headings, start=1):
                cell = page.cell(number, place, row.get(heading))
                if isinstance(cell.value, date):
                    cell.number_format = FORMATS["day"]
    return book


def headings_of(name: str, rows: Rows) -> list[str]:
    """List the headings that the rows use: the format's first, in its order, then others."""
    used = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet = sheet_named(name)
    known = [column.heading for column in sheet.columns] if sheet else []
    return [heading for heading in known if heading in used] + [heading for heading in used if heading not in known]


def save(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write the workbook and return its path."""
    book_of(sheets).save(path)
    return path


def save_with_shared_texts(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write the workbook as Excel does, with its texts in one shared list, and return its path.

    Workbooks of openpyxl keep their texts in the cells.
    """
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy/m/d"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        headings = headings_of(name, rows)
        page.write_row(0, 0, headings)
        for number, row in enumerate(rows, start=1):
            for place, heading in enumerate(headings):
                value = row.get(heading)
                page.write(number, place, value, *([day] if isinstance(value, date) else []))
    book.close()
    return path


def save_csv(path: Path, name: str, rows: Rows, encoding: str = "utf-8") -> Path:
    """Write one sheet as CSV and return its path."""
    headings = headings_of(name, rows)
    lines = [",".join(headings)]
    lines += [",".join("" if row.get(heading) is None else str(row[heading]) for heading in headings) for row in rows]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def save_large(path: Path, rows: int) -> Path:
    """Write a mixed workbook of that many good rows and return its path.

    A fifth of them are schools, a fifth projects, the rest events and money.
    """
    book = Workbook(write_only=True)
    part = rows // 5
    for name, content in (
        ("学校", _schools(part)),
        ("项目", _projects(part)),
        ("项目进展", _events(part)),
        ("经费", _amounts(rows - 4 * part)),
    ):
        page = book.create_sheet(name)
        for row in content:
            page.append(row)
    book.save(path)
    return path


def _schools(count: int) -> Iterable[list[Any]]:
    yield ["学校名称", "类别", "举办性质", "市州", "县市区", "开办日期", "说明"]
    for n in range(count):
        yield [f"大表学校{n}", "中职", "公办", "长沙", "浏阳市", date(1990, 1, 1) + timedelta(n % 9000), f"第{n}所"]


def _projects(count: int) -> Iterable[list[Any]]:
    yield ["目标", "级别", "项目名称", "承担学校", "市州", "县市区"]
    for n in range(count):
        yield ["“楚怡”产教融合实训基地", "省级", f"大表项目{n}", f"大表学校{n}", "长沙市", "浏阳"]


def _events(count: int) -> Iterable[list[Any]]:
    yield ["项目", "环节", "日期", "说明"]
    for n in range(count):
        yield [f"大表项目{n}", "立项", date(2022, 5, 1) + timedelta(n % 300), None]
        yield [f"大表项目{n}", "建设", date(2023, 5, 1) + timedelta(n % 300), "开工"]


def _amounts(count: int) -> Iterable[list[Any]]:
    yield ["项目", "资金来源", "截至日期", "预算（万元）", "到位（万元）", "支出（万元）"]
    for n in range(count):
        yield [f"大表项目{n}", "地方财政", date(2023, 12, 31), 100 + n % 900, 50.25, 20]
