"""Figures in the colours of a theme, and a style sheet that serves both."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import streamlit as st

from chuyi_dash.drawing.palette import DARK, LIGHT, read_palette
from chuyi_dash.views.board import Scope
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.snapshot import DataSource
from components.screens.coverage import coverage_figures, distribution_chart
from components.session.theme import style_sheet


def test_a_dark_screen_has_dark_figures_and_what_is_taken_away_stays_light(
    sample: DataSource, province: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    light = coverage_figures(sample, province, "county-school")
    monkeypatch.setattr(type(st.context), "theme", SimpleNamespace(type=DARK))
    dark = coverage_figures(sample, province, "county-school")
    assert dark.distribution["config"]["background"] == read_palette(DARK).chart["ground"]
    assert dark.legend != light.legend
    assert coverage_figures(sample, province, "county-school") is dark
    taken = distribution_chart(coverage(sample, province, "county-school"), read_palette())
    assert taken == light.distribution
    assert taken["config"]["background"] == "#ffffff"


def test_the_style_sheet_has_each_status_in_both_themes() -> None:
    dark = read_palette(DARK).styles
    for code, style in read_palette(LIGHT).styles.items():
        assert f"--cd-{code}: light-dark({style.colour}, {dark[code].colour})" in style_sheet(LIGHT)
    assert "invert" in style_sheet(DARK)
    assert "invert" not in style_sheet(LIGHT)
