"""A table on a screen, with what stands under it."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest


def screen() -> None:
    """A table of two rows, whose picked row is noted; another without anything under it."""
    import streamlit as st

    from chuyi_dash.table import Column, Table
    from components.widgets.rows import show_rows

    table = Table("目标", "", (Column("名称"), Column("数量", "number")), (("甲", 1), ("乙", 2)))
    st.session_state.setdefault("followed", [])
    follow = st.session_state["followed"].append
    show_rows("kept_frame", table, most=1, follow=follow, sentence="共两行", downloads="kept")
    st.session_state["picked"] = show_rows("bare_frame", table, pick=True)


def run(**state: Any) -> AppTest:
    app = AppTest.from_function(screen, default_timeout=60)
    for key, value in state.items():
        app.session_state[key] = value
    app.run()
    assert [element.value for element in app.exception] == []
    return app


def test_a_table_shows_its_rows_the_same_for_paper_its_sentence_and_its_downloads_once() -> None:
    app = run()
    assert [list(frame.value["名称"]) for frame in app.dataframe] == [["甲", "乙"]] * 2
    bodies = [element.proto.body for element in app.get("html")]
    assert [("cd-print" in body, "共两行" in body) for body in bodies] == [(True, False), (False, True), (True, False)]
    assert [button.proto.label for button in app.get("download_button")] == ["下载 Excel", "下载 CSV"]


def test_a_table_that_is_as_high_as_some_rows_scrolls_the_others() -> None:
    kept, bare = run().dataframe
    assert (kept.proto.row_height, bare.proto.row_height) == (36, 0)


def test_a_picked_row_is_given_to_the_screen() -> None:
    app = run(bare_frame={"selection": {"rows": [1], "columns": [], "cells": []}})
    assert app.session_state["picked"] == [1]
    assert app.session_state["followed"] == []
