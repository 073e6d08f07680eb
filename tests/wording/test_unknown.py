"""What nobody has reported is said to be unknown: it is no zero, no gap and nobody's last place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.projects import Filter, project_list
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.views.targets import target_detail
from chuyi_dash.wording.coverage import parts_sentence
from chuyi_dash.wording.overview import bullets_sentence
from chuyi_dash.wording.projects import burn_up_sentence, funnel_sentence
from chuyi_dash.wording.targets import verdict

ALL, SOURCED = Scope.on(date(2026, 3, 31)), Scope.on(date(2026, 3, 31), sourced=True)


@pytest.fixture
def snapshot(snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    return snapshot_of("sqlite", "sample")


def test_an_item_that_nobody_answered_is_not_reported_rather_than_nought_per_cent(snapshot: DataSource) -> None:
    assert parts_sentence(coverage(snapshot, SOURCED, "supervision")) == (
        "分项答“是”的市州数：督促检查都未报送；总结推广经验都未报送；宣传都未报送。"
    )
    partly = parts_sentence(coverage(snapshot, ALL, "supervision"))
    assert partly is not None
    assert "督促检查 13/14（92.9%，未报送 1）" in partly
    whole = parts_sentence(coverage(snapshot, ALL, "local-plan"))
    assert whole is not None
    assert "未报送" not in whole


def test_a_course_of_which_too_little_is_reported_is_not_held_against_pace(snapshot: DataSource) -> None:
    assert "比序时" not in burn_up_sentence(target_detail(snapshot, SOURCED, "county-school"))
    assert "比序时少" in burn_up_sentence(target_detail(snapshot, ALL, "county-school"))


def test_only_targets_that_can_be_judged_are_first_or_last(snapshot: DataSource) -> None:
    assert bullets_sentence(board(snapshot, SOURCED)) == "可以判断的 5 项目标，完成比例都是 100.0%。"
    assert "最低的是“楚怡”高水平职业本科专业群（50.0%）" in bullets_sentence(board(snapshot, ALL))


def test_a_scope_without_a_number_is_held_against_no_pace(snapshot: DataSource) -> None:
    here = board(snapshot, Scope.on(date(2026, 3, 31), "430500"))
    said = {row.target.id: verdict(row, here) for row in here.results}
    without = {row.target.id for row in here.results if row.attainment.number is None}
    assert {"college", "spirit-heir"} < without
    assert {id_ for id_, text in said.items() if "序时进度" in text} == set(said) - without


def test_projects_that_all_were_stopped_are_counted_as_such(snapshot: DataSource) -> None:
    text = funnel_sentence(project_list(snapshot, ALL, Filter(stage="revoked")))
    assert "另有撤销 5 个，不在漏斗内" in text
    assert "没有进展记录" not in text
