"""The data screen in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from facts_builder import DIVISIONS, SETTINGS, SMALL, facts, plan, target

from chuyi_dash.measures import attain
from chuyi_dash.metrics.quality import Completeness, Contradiction, Freshness
from chuyi_dash.metrics.status import count_statuses, pace
from chuyi_dash.plan import read_settings
from chuyi_dash.views.board import PlanProgress, Scope, TargetResult
from chuyi_dash.views.quality import Quality
from chuyi_dash.wording.quality import (
    completeness_sentence,
    contradiction_sentence,
    contradictions_sentence,
    contradictions_table,
    freshness_sentence,
)

DAY = date(2026, 1, 10)


def contradiction(severity: str, code: str = "spent_over_in_place") -> Contradiction:
    return Contradiction(code, severity, "quota", "p1", SMALL, "示例项目（地方财政）", ("5.01", "5.00"), sample=True)


def quality(*contradictions: Contradiction) -> Quality:
    whole = plan(target())
    result = TargetResult(target(), attain(target(), facts()), "no_data")
    board = PlanProgress(
        view=Scope.on(DAY),
        plan=whole,
        settings=SETTINGS,
        divisions={row.code: row for row in DIVISIONS},
        results=(result,),
        statuses=count_statuses(whole, [("quota", "no_data")]),
        pace=pace(whole, DAY),
        sample=False,
    )
    return Quality(
        board=board,
        completeness=(
            Completeness(SMALL, "2024年度", 15, 15, 12, due_passed=True),
            Completeness("430200", "2024年度", 15, 5, 5, due_passed=True),
        ),
        freshness=(Freshness("quota", date(2024, 1, 1), 740), Freshness("other", None, None)),
        contradictions=contradictions,
    )


def test_completeness_says_expected_received_late_and_who_lacks_most() -> None:
    assert completeness_sentence(quality(), "2024年度") == (
        "2024年度应报 30 项，已报 20 项（66.7%），其中逾期报送 3 项；缺报最多的是大（缺 10 项）。"
    )


def test_freshness_counts_targets_without_facts_and_with_old_ones() -> None:
    assert freshness_sentence(quality()) == "1 项目标没有任何事实，1 项目标的最新事实已超过一年。"


def test_contradictions_are_counted_by_severity() -> None:
    assert contradictions_sentence(quality()) == "没有发现互相矛盾的事实。"
    text = contradictions_sentence(quality(contradiction("serious"), contradiction("notable")))
    assert text.startswith("共 2 处矛盾，其中严重 1 处")


@pytest.mark.parametrize(
    "code",
    [
        "tally_approved",
        "tally_accepted",
        "tally_started",
        "accepted_before_approved",
        "spent_over_in_place",
        "in_place_over_budget",
        "closed_but_counted",
    ],
)
def test_every_contradiction_names_both_sides(code: str) -> None:
    text = contradiction_sentence(contradiction("serious", code))
    assert "5.01" in text
    assert "5.00" in text


def test_too_much_money_is_told_with_the_office_s_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chuyi_dash.wording.quality.read_settings", lambda: replace(read_settings(), overfunded=2.0))
    text = contradiction_sentence(contradiction("notable", "in_place_over_budget"))
    assert text == "到位 5.01 万元，不低于预算 5.00 万元的 2 倍"


def test_serious_contradictions_come_first() -> None:
    answer = quality(contradiction("notable", "in_place_over_budget"), contradiction("serious"))
    assert [(row[0], row[3]) for row in contradictions_table(answer).rows] == [("严重", "小市"), ("提示", "小市")]
