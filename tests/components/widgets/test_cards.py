"""Tables as the screen takes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from chuyi_dash.table import Column, Table
from components.widgets.cards import configured, frame

TABLE = Table(
    title="题",
    note="注",
    columns=(
        Column("代码"),
        Column("个数", "number"),
        Column("比例", "percent"),
        Column("金额（万元）", "money"),
        Column("日期", "day"),
    ),
    rows=(
        ("430102", 1200, 1.256, Decimal("12.50"), date(2024, 6, 30)),
        ("430103", 0, 0.0, Decimal("0.00"), None),
        ("430104", None, None, None, None),
    ),
)


def test_shares_become_percent_and_over_100_stays_over_100() -> None:
    assert list(frame(TABLE)["比例"])[:2] == pytest.approx([125.6, 0.0])


def test_unknown_is_empty_and_not_zero() -> None:
    made = frame(TABLE)
    assert made.iloc[2, 1:].isna().all()
    assert list(made["个数"])[:2] == [1200, 0]


def test_a_code_stays_text() -> None:
    assert list(frame(TABLE)["代码"]) == ["430102", "430103", "430104"]


def test_money_is_a_number_and_a_day_a_day() -> None:
    made = frame(TABLE)
    assert made["金额（万元）"][0] == 12.5
    assert made["日期"][0] == pd.Timestamp(2024, 6, 30)


def test_a_table_without_rows_keeps_its_headings() -> None:
    empty = Table(TABLE.title, TABLE.note, TABLE.columns, ())
    assert list(frame(empty).columns) == [column.label for column in TABLE.columns]
    assert frame(empty).empty


def test_every_column_has_a_format_by_its_form() -> None:
    made = configured(TABLE)
    assert list(made) == [column.label for column in TABLE.columns]
    kinds = {label: column["type_config"]["type"] for label, column in made.items()}
    assert kinds == {"代码": "text", "个数": "number", "比例": "number", "金额（万元）": "number", "日期": "date"}
    assert made["比例"]["type_config"]["format"] == "%.1f%%"
