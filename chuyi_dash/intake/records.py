"""From a sheet's raw rows to records by column.

Headings are recognised, cells typed, and everything odd is reported.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.cells import read_cell
from chuyi_dash.intake.excel_numbers import column_letter
from chuyi_dash.intake.findings import Findings
from chuyi_dash.intake.rows import Raw, RawRow
from chuyi_dash.intake.spec import EXAMPLE, MARK, SHEETS, Column, Sheet
from chuyi_dash.places.names import nearest_of

HEADING_WITHIN = 10


class Bad:
    """A value that was there and could not be used.

    Rules that need it keep quiet, as its problem is told already.
    """


BAD: Final = Bad()


@dataclass(slots=True)
class Record:
    """One row of a fact sheet.

    ``values`` are by column key, absent for an empty cell; ``given`` keeps the cells' text.
    """

    sheet: Sheet
    row: int
    values: dict[str, Any]
    given: dict[str, str] = field(default_factory=dict)


def heading_text(raw: Raw) -> str:
    """Normalise a heading for comparison: width, spaces and a required mark do not matter."""
    return "".join(unicodedata.normalize("NFKC", str(raw)).split()).rstrip("*")


HEADINGS = {sheet.name: {heading_text(column.heading): column for column in sheet.columns} for sheet in SHEETS}


def known_headings(row: RawRow, sheet: Sheet) -> int:
    """Count the row's cells that are headings of the sheet."""
    return sum(heading_text(raw) in HEADINGS[sheet.name] for raw in row.cells.values())


def read_records(
    sheet: Sheet, rows: Iterable[RawRow], findings: Findings, today: date, text_only: bool
) -> Iterator[Record]:
    """Yield the sheet's records and report problems to ``findings``.

    A row with cells that cannot be used is a record too.
    """
    columns: dict[int, Column | None] | None = None
    before: list[RawRow] = []
    for row in rows:
        if columns is None:
            if known_headings(row, sheet) >= 2:
                columns = _columns(sheet, row, findings)
                continue
            before.append(row)
            if len(before) >= HEADING_WITHIN:
                break
            continue
        record = _record(sheet, row, columns, findings, today, text_only)
        if record is not None:
            yield record
    if columns is None and before:
        _no_headings(sheet, before[0], findings)


def _no_headings(sheet: Sheet, row: RawRow, findings: Findings) -> None:
    expected = "、".join(column.heading for column in sheet.columns if column.required)
    message = _("前 %(most)d 行里没有表头。应有的列：%(expected)s 等，见模板。")
    values = {"most": HEADING_WITHIN, "expected": expected}
    findings.problem("no_headings", message % values, sheet.name, row.number)


def _columns(sheet: Sheet, row: RawRow, findings: Findings) -> dict[int, Column | None]:
    """Match a sheet's headings to its columns by index, reporting those that do not fit.

    A reported heading gets None, so that its cells are not reported again.
    """
    found: dict[int, Column | None] = {}
    known = HEADINGS[sheet.name]
    present = {heading_text(raw) for raw in row.cells.values()}
    free = [column.heading for name, column in known.items() if name not in present]
    for place, raw in row.cells.items():
        column = known.get(heading_text(raw))
        if column is None:
            message = _("没有叫“%(heading)s”的列。") % {"heading": str(raw)[:40]}
            nearest = nearest_of(str(raw), free)
            if nearest:
                message += _("是否应为“%(name)s”？") % {"name": nearest}
            findings.problem("unknown_column", message, sheet.name, row.number, column_letter(place), raw)
            found[place] = None
        elif column in found.values():
            found[place] = None
            findings.problem("duplicate_column", _("这一列出现了两次。"), sheet.name, row.number, column.heading)
        else:
            found[place] = column
    for column in sheet.columns:
        if column.required and column not in found.values():
            message = _("缺少必填的列“%(heading)s”。") % {"heading": column.heading}
            findings.problem("missing_column", message, sheet.name, row.number, column.heading)
    return found


def _record(
    sheet: Sheet, row: RawRow, columns: dict[int, Column | None], findings: Findings, today: date, text_only: bool
) -> Record | None:
    if row.hidden:
        findings.problem("hidden_row", _("这一行被隐藏了，看不见却有内容。请取消隐藏并核对。"), sheet.name, row.number)
    record = Record(sheet, row.number, {})
    for place, raw in row.cells.items():
        column = columns.get(place)
        if column is None:
            if place not in columns:
                _stray(sheet, row, place, raw, findings)
            continue
        cell = read_cell(column, raw, today, text_only)
        record.given[column.key] = str(raw)
        if cell.code:
            findings.problem(cell.code, cell.message, sheet.name, row.number, column.heading, raw)
            record.values[column.key] = BAD
        elif cell.value is not None and cell.value not in ("", ()):
            record.values[column.key] = cell.value
            if cell.how and not column.choices:  # a choice is looked up, and that says what it was taken for
                findings.resolved(sheet.name, column.heading, row.number, str(raw), cell.taken, cell.how)
    mark = record.values.pop("mark", None)
    if mark is not None:
        return _marked(record, mark, findings)
    return record if record.given else None


def _stray(sheet: Sheet, row: RawRow, column: int, raw: Raw, findings: Findings) -> None:
    letter = column_letter(column)
    message = _("%(letter)s 列没有可用的表头，却有内容。请改正表头或删去内容。") % {"letter": letter}
    findings.problem("stray_cell", message, sheet.name, row.number, letter, raw)


def _marked(record: Record, mark: Any, findings: Findings) -> Record | None:
    """Skip a row marked as the template's example, and report a mark or a row that was edited.

    An edited example may be meant. Returns None in each case.
    """
    if mark is BAD:
        return None
    if mark != EXAMPLE:
        message = _("“%(heading)s”列只能写“%(mark)s”或留空。") % {"heading": MARK.heading, "mark": EXAMPLE}
        findings.problem("unknown_choice", message, record.sheet.name, record.row, MARK.heading, mark)
        return None
    example = {column.key: column.example for column in record.sheet.columns if column.example is not None}
    for column in record.sheet.columns:
        value = record.values.get(column.key)
        if column.form == "names":
            value = "；".join(value) if isinstance(value, tuple) else value
        if column is not MARK and value != example.get(column.key) and value is not None:
            message = _("这一行标为示例，但“%(heading)s”改过。要导入就删去标记，不要就删去整行。")
            findings.problem(
                "example_edited", message % {"heading": column.heading}, record.sheet.name, record.row, column.heading,
                record.given.get(column.key),
            )  # fmt: skip
            return None
    return None
