"""The data screen on facts that were brought in and corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from workbooks import ANSWER, COUNT, save

from chuyi_dash.access.operating import operator
from chuyi_dash.intake.importing import Outcome, import_file

DAY = date(2026, 11, 24)


@pytest.fixture
def corrected(
    database_on: Callable[[str, str], Engine], use: Callable[[str], None], tmp_path: Path
) -> tuple[Outcome, Outcome]:
    """The app reads an answer and a count, brought in by one workbook and corrected by another."""
    engine = database_on("sqlite", "sourced")
    use(engine.url.render_as_string(hide_password=False))
    books = [
        {"清单答复": [ANSWER], "计数": [COUNT]},
        {"清单答复": [ANSWER | {"是否做到": "否"}], "计数": [COUNT | {"数量": 480}]},
    ]
    first, second = (
        import_file(engine, save(tmp_path / f"{who}.xlsx", sheets), operator(who), today=DAY)
        for who, sheets in zip(("小张", "小李"), books, strict=True)
    )
    return first, second


def test_the_chosen_import_shows_what_it_replaced_and_who_had_stated_it(
    show: Callable[..., Any], corrected: tuple[Outcome, Outcome]
) -> None:
    first, second = corrected
    newest = show("data").html
    for words in ("数量：500", "数量：480", "是否做到：是", "是否做到：否", "小张.xlsx", first.sha256, second.sha256):
        assert words in newest
    oldest = show("data", **{"import": str(first.import_id)})
    assert oldest.app.selectbox(key="import_box").value == first.import_id
    assert "数量：500" in oldest.html
    assert "数量：480" not in oldest.html


def test_a_picked_change_tells_the_fact_s_whole_history(
    show: Callable[..., Any], corrected: tuple[Outcome, Outcome]
) -> None:
    answer = show("data")
    key = f"changes_{corrected[1].import_id}_frame"
    answer.app.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    answer.app.run()
    assert "大规模职业技能培训 · 长沙市 · 重点产业 · 2023-06-30：历次导入" in answer.html
    assert "这一事实共有 2 次导入涉及" in answer.html


def test_an_import_that_does_not_exist_is_said_not_to(
    show: Callable[..., Any], corrected: tuple[Outcome, Outcome]
) -> None:
    answer = show("data", **{"import": "99"})
    assert "import=99" in answer.notices
    assert answer.exceptions == []


def test_figures_lead_to_their_rules_and_a_picked_row_to_its_target_with_the_choices_kept(
    show: Callable[..., Any], sample_data: Any
) -> None:
    answer = show("data", prefecture="430100", as_of="2026-06-30")
    links = [link.proto for link in answer.app.get("page_link")]
    rules = [link for link in links if link.label == "这些数字的算法与来源"]
    assert len(rules) == 3
    assert {link.query_string for link in rules} == {"as_of=2026-06-30&prefecture=430100"}
    for key in ("freshness_frame", "contradictions_frame"):
        answer.app.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    answer.app.run()
    led = {link.proto.query_string for link in answer.app.get("page_link")} - {link.query_string for link in links}
    assert sorted(query.split("&")[-1].split("=")[0] for query in led) == ["project", "target", "target"]
    assert all("as_of=2026-06-30&prefecture=430100" in query for query in led)
    assert "更正不改变报送之日" in show("about").html
