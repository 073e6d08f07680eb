"""Tables for paper.

Streamlit draws its tables on a canvas, of which only what is scrolled into view prints.
"""

from __future__ import annotations

from typing import cast

import streamlit as st
from markupsafe import Markup

from chuyi_dash.i18n import gettext as _
from chuyi_dash.table import Cell, Column, Table
from chuyi_dash.wording.terms import UNKNOWN, amount, number, percent
from components.widgets.html import render
from components.widgets.remembering import drawn_once

MOST_ROWS = 250
"""A longer table belongs into a workbook, not onto paper; the print says how many rows it leaves out."""

SHORT = 10
"""Letters of a cell that is not broken; a day has as many."""


def show_printed(table: Table) -> None:
    """Show the table to a printing browser alone: all rows, headings on each sheet.

    On the screen it takes no room.
    """
    st.html(_printed(table))


@drawn_once(entries=64)
def _printed(table: Table) -> str:
    left_out = len(table.rows) - MOST_ROWS
    return render(
        "printed",
        heads=[(column.label, _style(column, column.label)) for column in table.columns],
        rows=[
            [_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)]
            for row in table.rows[:MOST_ROWS]
        ],
        more=_("另有 %(number)d 行未印出，请下载 Excel。") % {"number": left_out} if left_out > 0 else "",
    )


def _cell(cell: Cell, column: Column) -> tuple[str, Markup]:
    text = _shown(cell, column)
    return text, _style(column, text)


def _style(column: Column, text: str) -> Markup:
    """Style a cell: figures stand to the right; short words and days stay on one line.

    So a row takes no more lines than due.
    """
    if column.form in ("number", "percent", "money"):
        return Markup('class="cd-number"')
    return Markup("nowrap") if len(text) <= SHORT else Markup("")


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return UNKNOWN
    if column.form == "percent":
        return percent(cast(float, cell))
    if column.form == "money":
        return amount(cell)  # type: ignore[arg-type]
    if column.form == "number" and isinstance(cell, int):
        return number(cell)
    return str(cell)
