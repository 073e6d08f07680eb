"""Cards: a picture in one frame with all that it takes to stand alone.

Title, day, scope and sample mark stand above it, a sentence and its origin below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.reports.table import csv_bytes, xlsx_bytes
from chuyi_dash.table import Column, Table
from components.widgets.arrow_cache import drawn
from components.widgets.charts import Spec, spoken
from components.widgets.html import render

FORMATS = {"number": "localized", "percent": "%.1f%%", "money": "%.2f"}
PERCENT = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@contextmanager
def card(key: str, title: str | None = None, note: str = "", sample: bool = False) -> Iterator[None]:
    """Frame a picture; without a title the picture carries its own."""
    with st.container(border=True, key=key):
        if title is not None:
            st.html(render("card_head", title=title, meta=note, sample=sample))
        yield


def foot(sentence: str, origin: str = "") -> None:
    """Write the sentence under a picture, and where the picture comes from."""
    st.html(render("card_foot", sentence=sentence, origin=origin))


def show_chart(spec: Spec, sentence: str, key: str) -> None:
    """Show a chart, with its title and message for those who do not see it."""
    st.vega_lite_chart(drawn(spec), theme=None, key=key, alt=spoken(spec, sentence))


def table_behind(key: str, build: Callable[[], Table], picture: Callable[[], bytes] | None = None) -> None:
    """Offer the picture's table with downloads, and the picture itself.

    All of it is built only once someone opens it.
    """
    box = st.expander(_("数据表与下载"), key=f"{key}_table", on_change="rerun")
    if box.open:
        with box:
            table = build()
            st.caption(table.note)
            shown, columns = frame(table), configured(table)
            st.dataframe(shown, hide_index=True, column_config=columns, placeholder="—", key=f"{key}_frame")
            show_downloads(key, table, picture)


def show_downloads(key: str, table: Table, picture: Callable[[], bytes] | None = None) -> None:
    """Offer a table as Excel and CSV and its picture as PNG, each made when it is asked for."""
    excel, text = f"{table.title}.xlsx", f"{table.title}.csv"
    with st.container(horizontal=True):
        st.download_button(_("下载 Excel"), lambda: xlsx_bytes(table), excel, XLSX, f"{key}_xlsx", on_click="ignore")
        st.download_button(_("下载 CSV"), lambda: csv_bytes(table), text, "text/csv", f"{key}_csv", on_click="ignore")
        if picture is not None:
            st.download_button(
                _("下载图片"), picture, f"{table.title}.png", "image/png", f"{key}_png", on_click="ignore"
            )


def configured(table: Table) -> dict[str, Any]:
    """Give the number formats of the table's columns as Streamlit takes them."""
    return {column.label: _configured(column) for column in table.columns}


def _configured(column: Column) -> Any:
    if column.form == "day":
        return st.column_config.DateColumn(column.label, format="YYYY-MM-DD", width=column.width)
    if column.form == "text":
        return st.column_config.TextColumn(column.label, width=column.width)
    return st.column_config.NumberColumn(column.label, format=FORMATS[column.form], width=column.width)


def frame(table: Table) -> pd.DataFrame:
    """Put the table's rows under their headings; numbers stay numbers, unknown stays empty."""
    data = pd.DataFrame(list(table.rows), columns=[column.label for column in table.columns])
    for column in table.columns:
        if column.form in ("number", "percent", "money"):
            scale = PERCENT if column.form == "percent" else 1
            data[column.label] = pd.to_numeric(data[column.label]) * scale
        elif column.form == "day":
            data[column.label] = pd.to_datetime(data[column.label])
    return data
