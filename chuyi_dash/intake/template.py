"""The workbook to fill in.

It has a guide, and one sheet per fact table with an example row, drop-downs and formats.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from chuyi_dash.drawing.text import column_width
from chuyi_dash.intake.cells import MOST_COUNT, MOST_MONEY
from chuyi_dash.intake.spec import (
    CHOICES,
    CLEAR,
    GUIDE,
    NO,
    SHEETS,
    YES,
    Column,
    Sheet,
    Value,
    fixed_choices,
)
from chuyi_dash.places.divisions import DivisionName, filed_divisions
from chuyi_dash.plan import Plan, read_plan
from chuyi_dash.table import NUMBER_FORMATS

LAST_ROW = 20_000
_SHOWN_AS = {"day": "day", "coming_day": "day", "count": "number", "money": "money"}
FORMATS = {form: NUMBER_FORMATS[shown] for form, shown in _SHOWN_AS.items()}
REQUIRED, OPTIONAL, GREY = (
    PatternFill("solid", "FFF2CC"),
    PatternFill("solid", "E7EEF7"),
    Font(italic=True, color="808080"),
)
RULES = (
    "每张表一行一条，从第 3 行填起；第 2 行是示例，导入时跳过，可以删去。",
    "黄色表头必填，蓝色表头可留空。不知道的一律留空，不填 0，不猜日期。",
    "日期用日期格式（年-月-日），金额用万元，都不写公式。不要合并单元格，不要隐藏行列，不要改表名和表头。",
    "名称可以写全称、简称、曾用名或编号；系统把认成什么逐条列出，认不准的不猜，退回请你写明。",
    f"更正已导入的内容：再填一行同样的内容和新的值即可，旧值留在历史里。留空的格保持原值；要去掉原值，写“{CLEAR}”。",
    "整个文件要么全部导入，要么一行也不导入；有问题时一次列出全部问题的表、行、列。先用 --dry-run 试一遍。",
)


def choices_of(plan: Plan, divisions: Iterable[DivisionName]) -> dict[str, tuple[str, ...]]:
    """Give every list that a drop-down offers, by its name."""
    by_level: dict[str, list[str]] = {}
    for division in divisions:
        by_level.setdefault(division.level, []).append(division.name)
    prefectures = tuple(by_level["prefecture"])
    return fixed_choices(plan) | {
        "prefectures": prefectures,
        "regions": (*by_level["province"], *prefectures),
        "counties": tuple(by_level["county"]),
    }


def template_bytes(plan: Plan | None = None) -> bytes:
    """Build the import template and return it as a file's content."""
    plan = plan or read_plan()
    choices = choices_of(plan, filed_divisions())
    book = Workbook()
    guide = book.active
    assert isinstance(guide, Worksheet)
    _fill_guide(guide, plan)
    for sheet in SHEETS:
        _fill_sheet(book.create_sheet(sheet.name), sheet)
    _fill_choices(book, choices)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill_guide(page: Worksheet, plan: Plan) -> None:
    page.title = GUIDE
    page.append([f"{plan.title}：数据填报模板"])
    page["A1"].font = Font(bold=True, size=14)
    for rule in RULES:
        page.append([rule])
    page.append([])
    page.append(["表", "列", "必填", "填法", "示例"])
    for cell in page[page.max_row]:
        cell.font, cell.fill = Font(bold=True), OPTIONAL
    for sheet in SHEETS:
        page.append([sheet.name, "", "", sheet.help])
        page.cell(page.max_row, 1).font = Font(bold=True)
        for column in sheet.columns:
            example = column.example
            shown = (YES if example else NO) if isinstance(example, bool) else example
            page.append(["", column.heading, YES if column.required else "", column.help, shown])
            _format(page.cell(page.max_row, 5), column)
    for letter, width in zip("ABCDE", (12, 16, 8, 60, 32), strict=True):
        page.column_dimensions[letter].width = width


def _format(cell: Cell | MergedCell, column: Column) -> None:
    cell.number_format = FORMATS.get(column.form, NUMBER_FORMATS["text"])
    cell.alignment = Alignment(horizontal="left")


def _fill_sheet(page: Worksheet, sheet: Sheet) -> None:
    page.append([column.heading for column in sheet.columns])
    for index, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(index)
        heading = page.cell(1, index)
        heading.font, heading.fill = Font(bold=True), REQUIRED if column.required else OPTIONAL
        page.column_dimensions[letter].width = max(column.width, column_width(column.heading) + 2)
        page.column_dimensions[letter].number_format = FORMATS.get(column.form, NUMBER_FORMATS["text"])
        example = page.cell(2, index, _shown(column.example))
        example.number_format, example.font = FORMATS.get(column.form, NUMBER_FORMATS["text"]), GREY
        validation = _validation(column)
        if validation is not None:
            page.add_data_validation(validation)
            validation.add(f"{letter}2:{letter}{LAST_ROW}")
    page.freeze_panes = "A2"


def _shown(example: Value) -> str | int | float | date | None:
    if isinstance(example, bool):
        return YES if example else NO
    return example  # type: ignore[return-value]


def _validation(column: Column) -> DataValidation | None:
    settings: dict[str, Any] = {"allow_blank": True, "showErrorMessage": True, "showInputMessage": True}
    if column.choices:
        check = DataValidation("list", formula1=f"={column.choices}", **settings)
        # Names are looked up on import, so a short or former name may be typed; closed lists may not be left.
        check.errorStyle = "warning" if column.choices in ("prefectures", "counties", "regions", "targets") else "stop"
    elif column.form in ("day", "coming_day"):
        first = f"DATE({column.since.year},{column.since.month},{column.since.day})"
        last = "DATE(2100,12,31)" if column.form == "coming_day" else "TODAY()"
        check = DataValidation("date", operator="between", formula1=first, formula2=last, **settings)
    elif column.form == "count":
        check = DataValidation("whole", operator="between", formula1="0", formula2=str(MOST_COUNT), **settings)
    elif column.form == "money":
        check = DataValidation("decimal", operator="between", formula1="0", formula2=str(MOST_MONEY), **settings)
    else:
        return None
    check.promptTitle, check.prompt = column.heading, column.help
    check.errorTitle, check.error = column.heading, column.help
    return check


def _fill_choices(book: Workbook, choices: dict[str, tuple[str, ...]]) -> None:
    """Write the choice lists into a hidden sheet under defined names.

    A list in the rule itself may only have 255 characters.
    """
    page = book.create_sheet(CHOICES)
    page.sheet_state = "hidden"
    for index, (name, options) in enumerate(choices.items(), start=1):
        letter = get_column_letter(index)
        page.cell(1, index, name)
        for row, option in enumerate(options, start=2):
            page.cell(row, index, option)
        reference = f"{quote_sheetname(CHOICES)}!${letter}$2:${letter}${len(options) + 1}"
        book.defined_names[name] = DefinedName(name, attr_text=reference)
