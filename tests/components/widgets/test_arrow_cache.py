"""Rows made ready once are, to the byte, what Streamlit would have made of them at each rerun."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest

from chuyi_dash.drawing.palette import read_palette
from components.widgets.arrow_cache import drawn
from components.widgets.charts import Bar, Spec, bar_chart

BARS = [Bar("长沙", 5, "#123456", "5 个"), Bar("湘西", None, "#654321", "—"), Bar("株洲", 0.5, "#123456", "0.5")]


def chart() -> Spec:
    words = {"axis": "轴", "name": "名", "figures": "数", "status": "状"}
    return bar_chart(BARS, title="题", note="截至2024年6月30日", words=words, palette=read_palette())


def page(spec: dict[str, object]) -> None:
    import streamlit as st

    from components.widgets.arrow_cache import drawn

    st.vega_lite_chart(spec, theme=None, key="lists")
    st.vega_lite_chart(drawn(spec), theme=None, key="ready")


def test_what_is_sent_is_what_streamlit_makes_of_lists() -> None:
    app = AppTest.from_function(page, kwargs={"spec": chart()}).run()
    assert not app.exception
    lists, ready = (element.proto for element in app.get("vega_lite_chart"))
    sent = [(one.name, one.data.data) for one in ready.datasets]
    assert sent == [(one.name, one.data.data) for one in lists.datasets]
    assert len(sent) > 0
    assert json.loads(ready.spec) == json.loads(lists.spec)


def test_rows_are_made_ready_once_and_the_specification_keeps_its_own() -> None:
    spec = chart()
    before = json.dumps(spec)
    first = drawn(spec)
    assert drawn(spec) is first
    assert drawn(chart()) is not first
    assert [table.num_rows for table in first["datasets"].values()] == [len(BARS)]
    assert json.dumps(spec) == before
