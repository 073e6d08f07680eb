"""Every chart and map of every screen to take away: as a picture that can stand alone, and as its table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import streamlit as st
import vl_convert
from openpyxl import load_workbook
from PIL import Image

from chuyi_dash.reports.table import csv_bytes, xlsx_bytes
from chuyi_dash.table import Table
from chuyi_dash.views.snapshot import DataSource
from components.widgets import cards

SCREENS: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "overview": ("overview", {}, ["ranking", "targets"]),
    "coverage": ("coverage", {}, ["coverage", "distribution"]),
    "coverage of one prefecture": ("coverage", {"prefecture": "430600"}, ["coverage", "distribution"]),
    "one target": ("targets", {"target": "heritage-base"}, ["target_distribution", "course"]),
    "projects": ("projects", {}, ["funnel", "arrivals"]),
    "one project": ("projects", {"project": "hb-hunan-industry"}, ["events"]),
    "data": ("data", {}, ["completeness"]),
}

TITLES = {"ranking": "市州任务达到率", "targets": "各项目标完成情况", "completeness": "报送完整率"}
"""Where a picture's title is not its table's."""


@dataclass(frozen=True)
class Offered:
    """What a screen offers under one picture."""

    key: str
    table: Table
    picture: Callable[[], bytes] | None


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[Offered]:
    """All that a screen offers to take away, as if a reader had opened each box under a picture."""
    found: list[Offered] = []

    def opened(*_words: Any, **_options: Any) -> Any:
        box: Any = st.container()
        box.open = True
        return box

    def note(key: str, table: Table, picture: Callable[[], bytes] | None = None) -> None:
        found.append(Offered(key, table, picture))

    monkeypatch.setattr(st, "expander", opened)
    monkeypatch.setattr(cards, "show_downloads", note)
    return found


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that pictures are drawn from."""
    sources: list[str] = []
    chart, vector = vl_convert.vegalite_to_png, vl_convert.svg_to_png

    def of_chart(spec: Any, **options: Any) -> bytes:
        sources.append(json.dumps(spec, ensure_ascii=False))
        return bytes(chart(spec, **options))

    def of_vector(svg: str, **options: Any) -> bytes:
        sources.append(svg)
        return bytes(vector(svg, **options))

    monkeypatch.setattr(vl_convert, "vegalite_to_png", of_chart)
    monkeypatch.setattr(vl_convert, "svg_to_png", of_vector)
    return sources


@pytest.mark.parametrize("name", SCREENS)
def test_every_chart_and_map_is_a_picture_that_stands_alone_and_a_table(
    name: str, show: Callable[..., Any], sample_data: DataSource, offered: list[Offered], drawn: list[str]
) -> None:
    page, query, expected = SCREENS[name]
    answer = show(page, **query)
    assert answer.exceptions == []
    shown = [*answer.app.get("vega_lite_chart"), *answer.app.get("arrow_vega_lite_chart")]
    shown += answer.app.get("deck_gl_json_chart")
    pictures = [row for row in offered if row.picture is not None]
    assert [row.key for row in pictures] == expected
    assert len(shown) == len(expected) + (name == "overview")  # whose bullets are one picture in two columns
    for row in pictures:
        drawn.clear()
        image = Image.open(BytesIO(row.picture()))
        shades = np.unique(np.asarray(image.convert("L")))
        assert image.format == "PNG"
        assert image.width > 1700, row.key
        assert image.height > 250, row.key
        assert len(shades) > 20, row.key  # letters and lines, not one flat ground
        said = drawn[0]
        assert [mark for mark in ("截至", "来源") if mark not in said] == [], row.key
        assert ("示例" in said) == ("示例" in row.table.note), row.key
        assert TITLES.get(row.key, row.table.title.split("：")[0]) in said, row.key
        assert load_workbook(BytesIO(xlsx_bytes(row.table))).active.max_row >= len(row.table.rows)
        assert csv_bytes(row.table).decode("utf-8-sig").count("\n") >= len(row.table.rows)


def test_a_table_too_long_for_paper_says_how_many_rows_it_leaves_out(
    show: Callable[..., Any], sample_data: DataSource
) -> None:
    html = show("projects").html
    total = int(re.search(r"共 (\d+) 个项目", html)[1])
    printed = html.split("cd-print", 1)[1].split("</table>", 1)[0].count("<tr>") - 1
    assert printed == 250 < total
    assert f"另有 {total - printed} 行未印出" in html
