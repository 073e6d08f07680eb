"""A table as readers get it: the same cells on the screen, on paper and in a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None
NUMBER_FORMATS = {"number": "#,##0", "percent": "0.0%", "money": "#,##0.00", "day": "yyyy-mm-dd", "text": "@"}
"""How Office shows a cell of each form, in workbooks and in the charts of slides."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with its unit in it.

    ``form`` is text, number, percent (a share), money (万元) or day. ``width`` in pixels holds a long text column in
    bounds on the screen.
    """

    label: str
    form: str = "text"
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, with a title and the note that must travel along.

    The note holds as-of day, source and sample mark.
    """

    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def defused(cell: Cell) -> Cell:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Numbers stay numbers.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
