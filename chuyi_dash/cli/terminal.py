"""Tables as plain text: Chinese takes two places of a terminal, and columns stand in line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tabulate import tabulate

from chuyi_dash.table import Cell, Column, Table
from chuyi_dash.wording.terms import UNKNOWN, amount, number, percent


def as_text(table: Table) -> str:
    """Write title, note, headings and every row as text.

    Figures stand to the right; what is unknown is a dash.
    """
    rows = [[_shown(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows]
    sides = ["left" if column.form in ("text", "day") else "right" for column in table.columns]
    headings = [column.label for column in table.columns]
    body = tabulate(rows, headings, tablefmt="simple", colalign=sides, disable_numparse=True, preserve_whitespace=True)
    return "\n".join([f"{table.title}（{table.note}）", body])


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return UNKNOWN
    if column.form == "percent" and isinstance(cell, int | float):
        return percent(cell)
    if column.form == "number" and isinstance(cell, int):
        return number(cell)
    if column.form == "money" and isinstance(cell, Decimal):
        return amount(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
