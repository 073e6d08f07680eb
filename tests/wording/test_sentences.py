"""Sentences say what their numbers say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from facts_builder import (
    AS_OF,
    CHECKLIST,
    COUNTIES,
    COUNTY_SCHOOL,
    DIVISIONS,
    SETTINGS,
    SMALL,
    answer,
    facts,
    plan,
    projects,
    schools,
    tally,
    target,
)

from chuyi_dash.measures import attain
from chuyi_dash.measures.by_division import states_words
from chuyi_dash.metrics.facts import Facts
from chuyi_dash.metrics.ranking import rank_prefectures
from chuyi_dash.metrics.results import Count
from chuyi_dash.metrics.status import count_statuses, pace, status
from chuyi_dash.plan import Plan, Target
from chuyi_dash.views.board import PlanProgress, Scope, TargetResult
from chuyi_dash.views.overview import Overview
from chuyi_dash.wording import overview as words
from chuyi_dash.wording.projects import disagreement_sentence
from chuyi_dash.wording.targets import measured, verdict


def board_of(targets: tuple[Target, ...], rows: Facts, day: date = AS_OF) -> PlanProgress:
    whole: Plan = plan(*targets)
    results = []
    for each in targets:
        found = attain(each, rows)
        results.append(TargetResult(each, found, status(each, found, whole, day, SETTINGS)))
    return PlanProgress(
        view=Scope.on(day),
        plan=whole,
        settings=SETTINGS,
        divisions={row.code: row for row in DIVISIONS},
        results=tuple(results),
        statuses=count_statuses(whole, ((row.target.id, row.status) for row in results)),
        pace=pace(whole, day),
        sample=False,
    )


def overview_of(board: PlanProgress) -> Overview:
    ranking = rank_prefectures(DIVISIONS, (row.attainment for row in board.results), {}, 0.5)
    return Overview(board, ranking, (), 0, 0, sample=False)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 2, 19), "截至2024年2月19日，全省可判断的 2 项目标中，1 项已完成，1 项达到序时。"),
        (date(2026, 1, 1), "截至2026年1月1日，全省可判断的 2 项目标中，1 项已完成，1 项逾期未完成。"),
    ],
)
def test_the_headline_counts_the_statuses_of_the_day(day: date, text: str) -> None:
    rows = facts(projects=(projects(approved=10), projects("half", approved=6, projects=6)))
    board = board_of((target(), target(id="half"), target(id="broken", damaged=True)), rows, day)
    assert words.headline(board) == text


def test_a_target_without_a_number_is_held_against_no_pace() -> None:
    rows = facts(projects=(projects("heir", approved=3), projects(approved=4)))
    board = board_of((target(id="heir", kind="count", number=None), target()), rows)
    counted, quota = (verdict(row, board) for row in board.results)
    assert "立项 3" in counted
    assert ["序时进度" in text for text in (counted, quota)] == [False, True]


def test_the_headline_says_so_when_nothing_can_be_judged() -> None:
    assert words.headline(board_of((target(),), facts())) == (
        "截至2024年6月30日，全省尚无可以判断的目标：缺数量或资料不足。"
    )


def test_what_stands_outside_the_headline_is_named_and_zero_parts_are_left_out() -> None:
    rows = facts(projects=(projects("heir", approved=3),))
    targets = (target(), target(id="heir", kind="count", number=None), target(id="broken", name_zh="坏", damaged=True))
    assert words.without_verdict(board_of(targets, rows)) == "另有 1 项无数量要求、1 项资料不足；坏原文残缺，不计入。"
    assert words.without_verdict(board_of(targets[1:2], rows)) == "另有 1 项无数量要求。"
    done = board_of((target(),), facts(projects=(projects(approved=10),)))
    assert words.without_verdict(done) == ""


@pytest.mark.parametrize(
    ("day", "part"),
    [(date(2021, 1, 1), "在此之前"), (date(2024, 2, 19), "序时进度 50.0%"), (date(2026, 1, 1), "期末评估")],
)
def test_the_time_sentence_knows_before_within_and_after(day: date, part: str) -> None:
    assert part in words.time_sentence(board_of((target(),), facts(), day))


def test_the_ranking_sentence_names_first_and_last_with_their_shares() -> None:
    lacking = tuple(answer(code, "public-school", False, "county-school") for code in COUNTIES[3:])
    rows = facts(institutions=tuple(schools(code) for code in COUNTIES[:3]), answers=lacking)
    answered = overview_of(board_of((COUNTY_SCHOOL,), rows))
    assert words.ranking_sentence(answered) == "达到率最高的是小（100.0%），最低的是大（25.0%）。"


def test_the_ranking_sentence_of_equals_counts_them_and_a_single_one_is_named() -> None:
    everywhere = overview_of(board_of((COUNTY_SCHOOL,), facts(institutions=tuple(map(schools, COUNTIES)))))
    assert words.ranking_sentence(everywhere) == "2 个市州并列，均为 100.0%。"
    known = facts(institutions=tuple(schools(row.code) for row in DIVISIONS if row.parent_code == SMALL))
    alone = overview_of(board_of((COUNTY_SCHOOL,), known))
    assert words.ranking_sentence(alone) == "可排名的只有小，达到率 100.0%；1 个市州报送不足一半，未排名。"


def test_the_ranking_sentence_explains_why_nobody_is_ranked() -> None:
    assert "暂不排名" in words.ranking_sentence(overview_of(board_of((COUNTY_SCHOOL,), facts())))


def figures(each: Target, rows: Facts) -> str:
    return measured(board_of((each,), rows).results[0])


def test_figures_carry_units_and_keep_the_unknown_apart_from_zero() -> None:
    assert figures(target(), facts()) == "立项 — / 10 个（—），验收 —"
    some = facts(projects=(projects(approved=12, accepted=0),))
    assert figures(target(), some) == "立项 12 / 10 个（120.0%），验收 0"
    only_tally = facts(tallies=(tally(8),))
    assert figures(target(), only_tally) == "立项 8 / 10 个（80.0%），验收 —"


def test_the_damaged_number_is_quoted_and_not_judged() -> None:
    broken = target(damaged=True, number=100, name_zh="坏")
    assert figures(broken, facts()) == "原文“100个”有误，不计"
    board = board_of((broken,), facts())
    assert "不作判断" in verdict(board.results[0], board)


def test_a_published_count_stands_beside_the_named_projects_with_what_the_figures_use() -> None:
    count = Count(named=3, tally=14, tally_source="press", tally_on=date(2022, 12, 31))
    approved = disagreement_sentence("approved", count, "个")
    assert approved == "立项：公布数 14 个（2022年12月31日），具名项目 3 个，相差 11；按较大者计 14。"
    started = disagreement_sentence("started", count, "市州")
    assert started.startswith("开工：公布数 14（2022年12月31日），具名项目 3，相差 11；")
    assert "按较大者计" not in started, "whether a prefecture meets the target is judged one by one"


def test_the_four_states_add_up_in_words() -> None:
    rows = facts(
        institutions=(schools(COUNTIES[0]),),
        answers=(
            answer(COUNTIES[1], "public-school", False, "county-school"),
            answer(COUNTIES[2], "not-applicable", True, "county-school"),
        ),
    )
    sentence = states_words(COUNTY_SCHOOL, attain(COUNTY_SCHOOL, rows))
    assert sentence == "6 个县市区中，已达到 1 个，未达到 1 个，未报送 3 个，不适用 1 个。"


def test_the_scope_is_named_in_a_prefectures_headline() -> None:
    board: Any = board_of((CHECKLIST,), facts(answers=(answer(SMALL, "goals", False),)))
    inside = PlanProgress(
        **{name: getattr(board, name) for name in PlanProgress.__slots__} | {"view": Scope.on(AS_OF, SMALL)}
    )
    assert "小市" in words.headline(inside)
