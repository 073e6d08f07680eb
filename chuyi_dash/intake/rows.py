"""Rows of one sheet, streamed: values with their types.

They tell as well what a reader of the sheet would not see.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.archive import Handler, parse_steps
from chuyi_dash.intake.excel_numbers import moment_of
from chuyi_dash.intake.findings import UnusableFileError
from chuyi_dash.intake.workbook import LONGEST_TEXT, BookParts, SheetPart, too_long

MOST_BLANK_ROWS = 10_000
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
KEPT_COLUMNS = 100
MOST_MERGED = 200


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that holds a formula; its result is never taken."""

    text: str

    def __str__(self) -> str:
        return f"={self.text}"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose content is an error value or cannot be read."""

    text: str

    def __str__(self) -> str:
        return self.text


Raw = str | int | float | bool | date | Formula | Unreadable


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row that is not blank: its number, its cells by column (1 is A), whether it is hidden."""

    number: int
    cells: dict[int, Raw]
    hidden: bool = False


@dataclass(slots=True)
class SheetFacts:
    """What belongs to the sheet as a whole: merged ranges and hidden columns.

    It is complete once all rows were read.
    """

    merged: list[str] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)


class _Rows(Handler):
    """Collects ready rows; refuses endless blank rows and cells that no workbook can hold."""

    def __init__(self, part: SheetPart, parts: BookParts) -> None:
        super().__init__()
        self.ready: list[RawRow] = []
        self.facts = SheetFacts()
        self._sheet, self._parts = part.name, parts
        self._row = self._column = self._last_filled = 0
        self._cells: dict[int, Raw] = {}
        self._hidden = False
        self._type = ""
        self._style = 0
        self._formula = False
        self._taking = self._in_cell = False
        self._text: list[str] = []
        self._length = 0

    def start(self, name: str, attrs: Any) -> None:
        if name == "c":
            self._column = _column(attrs.get("r"), self._column, self._sheet, self._row)
            self._type, self._formula = attrs.get("t", "n"), False
            style = attrs.get("s", "0")
            self._style = int(style) if style.isdecimal() and len(style) < 10 else 0
            self._text, self._length, self._in_cell = [], 0, True
        elif name in ("v", "t"):
            self._taking = self._in_cell and not self._formula
        elif name == "f":
            self._formula = self._taking = self._in_cell
        elif name == "row":
            self._start_row(attrs)
        elif name == "rPh":
            self._in_cell = False
        elif name == "mergeCell":
            if len(self.facts.merged) < MOST_MERGED:
                self.facts.merged.append(attrs.get("ref", "")[:30])
        elif name == "col" and attrs.get("hidden") in ("1", "true"):
            self._hide_columns(attrs)

    def _start_row(self, attrs: Any) -> None:
        text = attrs.get("r", "")
        number = int(text) if text.isdecimal() and len(text) < 10 else self._row + 1
        if not self._row < number <= LAST_ROW:
            raise UnusableFileError("broken_file", _("行号混乱，文件已损坏。"), self._sheet, self._row or None)
        self._row, self._column, self._cells = number, 0, {}
        self._hidden = attrs.get("hidden") in ("1", "true") or attrs.get("ht") == "0"

    def _hide_columns(self, attrs: Any) -> None:
        first, last = attrs.get("min", ""), attrs.get("max", "")
        if first.isdecimal() and last.isdecimal() and len(first) < 6 and len(last) < 6:
            self.facts.hidden_columns |= set(range(int(first), min(int(last), KEPT_COLUMNS) + 1))

    def end(self, name: str) -> None:
        if name in ("v", "t", "f"):
            self._taking = False
        elif name == "c":
            self._in_cell = False
            value = self._value()
            if value is not None and self._column <= KEPT_COLUMNS:
                self._cells[self._column] = value
        elif name == "rPh":
            self._in_cell = True
        elif name == "row":
            self._end_row()

    def _end_row(self) -> None:
        if self._cells:
            self.ready.append(RawRow(self._row, self._cells, self._hidden))
            self._last_filled = self._row
        elif self._row - self._last_filled > MOST_BLANK_ROWS:
            values = {"row": self._last_filled, "most": MOST_BLANK_ROWS}
            message = _("第 %(row)d 行之后有超过 %(most)d 个空行，没有读完。请删除这些空行。") % values
            raise UnusableFileError("too_many_blank_rows", message, self._sheet, self._row)

    def characters(self, content: str) -> None:
        if self._taking:
            self._length += len(content)
            if self._length > LONGEST_TEXT:
                raise too_long(self._sheet, self._row)
            self._text.append(content)

    def _value(self) -> Raw | None:
        text = "".join(self._text)
        if self._formula:
            return Formula(text)
        if self._type == "inlineStr" or self._type == "str":
            return text if text.strip() else None
        if not text:
            return None
        if self._type == "n":
            return self._numeric(text)
        if self._type == "s":
            known = text.isdecimal() and len(text) < 10 and int(text) < len(self._parts.texts)
            found = self._parts.texts[int(text)] if known else None
            return Unreadable(text) if found is None else found if found.strip() else None
        if self._type == "b":
            return text.strip() == "1"
        return _iso(text) if self._type == "d" else Unreadable(text)

    def _numeric(self, text: str) -> Raw:
        try:
            number = float(text)
        except ValueError:
            return Unreadable(text)
        if not math.isfinite(number):
            return Unreadable(text)
        if self._style in self._parts.date_styles:
            return _serial_day(number, self._parts.since_1904, text)
        return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _serial_day(number: float, since_1904: bool, text: str) -> Raw:
    try:
        found = moment_of(number, since_1904)
    except (OverflowError, ValueError):
        return Unreadable(text)
    return Unreadable(text) if found is None else _day(found)


def _iso(text: str) -> Raw:
    try:
        return _day(datetime.fromisoformat(text))
    except ValueError:
        return Unreadable(text)


def _day(found: datetime) -> Raw:
    return found.date() if found.time() == time() else Unreadable(str(found))


def _column(reference: str | None, before: int, sheet: str, row: int) -> int:
    if not reference:
        return before + 1
    column = 0
    for letter in reference[:4]:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - 64
    if not 0 < column <= LAST_COLUMN:
        raise UnusableFileError("broken_file", _("单元格的位置无法识别，文件已损坏。"), sheet, row or None)
    return column


def read_sheet(
    archive: zipfile.ZipFile, part: SheetPart, parts: BookParts, facts: SheetFacts
) -> Iterator[RawRow]:  # fmt: skip
    """Yield the rows of one sheet that are not blank; ``facts`` is complete when they end.

    Raises UnusableFileError, with sheet and row where known, for what cannot be read within bounds.
    """
    handler = _Rows(part, parts)
    for _step in parse_steps(archive, part.entry, handler):
        ready, handler.ready = handler.ready, []
        yield from ready
    facts.merged, facts.hidden_columns = handler.facts.merged, handler.facts.hidden_columns
