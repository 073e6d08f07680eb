"""A card: one frame around a picture with its heading, its sentence and its origin.

The heading gives title, day, scope and sample mark and stands above the picture; the sentence and the origin stand
below it.
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
    """Frame whatever is drawn inside the ``with`` block, under a heading.

    Without a title no heading is written: the picture carries its own.
    """
    with st.container(border=True, key=key):
        if title is not None:
            st.html(render("card_head", title=title, meta=note, sample=sample))
        yield


def foot(sentence: str, origin: str = "") -> None:
    """Write the sentence that puts a picture in words, and the picture's origin below it."""
    st.html(render("card_foot", sentence=sentence, origin=origin))


def show_chart(spec: Spec, sentence: str, key: str) -> None:
    """Show a chart, with its title and sentence as the text for those who cannot see it."""
    st.vega_lite_chart(drawn(spec), theme=None, key=key, alt=spoken(spec, sentence))


def table_behind(key: str, build: Callable[[], Table], picture: Callable[[], bytes] | None = None) -> None:
    """Offer the table behind a picture, with downloads of the table and of the picture.

    The table is built only once someone opens the box.
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
    """Offer a table as Excel and CSV, and its picture as PNG where there is one.

    Each file is made only when someone asks for it.
    """
    excel, text = f"{table.title}.xlsx", f"{table.title}.csv"
    with st.container(horizontal=True):
        st.download_button(_("下载 Excel"), lambda: xlsx_bytes(table), excel, XLSX, f"{key}_xlsx", on_click="ignore")
        st.download_button(_("下载 CSV"), lambda: csv_bytes(table), text, "text/csv", f"{key}_csv", on_click="ignore")
        if picture is not None:
            st.download_button(
                _("下载图片"), picture, f"{table.title}.png", "image/png", f"{key}_png", on_click="ignore"
            )


def configured(table: Table) -> dict[str, Any]:
    """Give each column's width and number format as Streamlit takes them, by heading."""
    return {column.label: _configured(column) for column in table.columns}


def _configured(column: Column) -> Any:
    if column.form == "day":
        return st.column_config.DateColumn(column.label, format="YYYY-MM-DD", width=column.width)
    if column.form == "text":
        return st.column_config.TextColumn(column.label, width=column.width)
    return st.column_config.NumberColumn(column.label, format=FORMATS[column.form], width=column.width)


def frame(table: Table) -> pd.DataFrame:
    """Return the table's rows as a data frame under the table's headings.

    Numbers stay numbers, days become dates, shares become percentages, and whatever is unknown stays empty.
    """
    data = pd.DataFrame(list(table.rows), columns=[column.label for column in table.columns])
    for column in table.columns:
        if column.form in ("number", "percent", "money"):
            scale = PERCENT if column.form == "percent" else 1
            data[column.label] = pd.to_numeric(data[column.label]) * scale
        elif column.form == "day":
            data[column.label] = pd.to_datetime(data[column.label])
    return data
