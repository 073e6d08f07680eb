"""A table on a screen: rows that may lead somewhere, the same for paper, and downloads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st
from pandas import DataFrame

from chuyi_dash.table import Table
from components.widgets.cards import configured, foot, frame, show_downloads
from components.widgets.printing import show_printed

ROW_HEIGHT = 36


def show_rows(
    key: str,
    table: Table,
    rows: DataFrame | None = None,
    *,
    most: int | None = None,
    height: int | None = None,
    follow: Callable[[int], None] | None = None,
    pick: bool = False,
    sentence: str = "",
    origin: str = "",
    downloads: str | None = None,
) -> list[int]:
    """Show a table with its print, its sentence and its downloads.

    Where ``pick``, return the number of the row picked, from 0, as a list of one; the list is empty otherwise. ``rows``
    is the table's frame where a screen remembers it. ``most`` rows show without scrolling, or ``height`` pixels.
    ``follow`` is called with the number of a picked row before the screen runs again. ``downloads`` begins the
    downloads' keys; None offers none.
    """
    shown: dict[str, Any] = {} if height is None else {"height": height}
    if most is not None:
        shown |= {"height": ROW_HEIGHT * (min(len(table.rows), most) + 1) + 2, "row_height": ROW_HEIGHT}
    if pick or follow:
        shown |= {"on_select": _followed(key, follow) if follow else "rerun", "selection_mode": "single-row"}
    drawn = st.dataframe(
        frame(table) if rows is None else rows,
        hide_index=True,
        column_config=configured(table),
        placeholder="—",
        key=key,
        **shown,
    )
    show_printed(table)
    if sentence:
        foot(sentence, origin)
    if downloads is not None:
        show_downloads(downloads, table)
    return list(drawn["selection"]["rows"]) if pick else []


def _followed(key: str, follow: Callable[[int], None]) -> Callable[[], None]:
    def chosen() -> None:
        for row_number in st.session_state[key]["selection"]["rows"][:1]:
            follow(row_number)

    return chosen
