"""A sheet's items, figures, answers and states in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from chuyi_dash.i18n import DEFAULT_LANGUAGE, use_language
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.self_check.model import (
    ACCEPTED,
    CONFIRMED,
    COUNT,
    DRAFT,
    KEPT,
    MET,
    NARRATIVES,
    NO,
    RETURNED,
    SECTIONS,
    STAGE,
    STATES,
    SUBMITTED,
    TEXT,
    YES,
    Answer,
    Comparison,
    Difference,
    Draft,
    Figure,
    Question,
    RoundRow,
    SheetState,
    SheetView,
    StateChange,
)
from chuyi_dash.plan import read_plan
from chuyi_dash.wording.self_check import (
    accepted_sentence,
    accepted_table,
    answer_words,
    clause_words,
    comparison_words,
    difference_table,
    disagreement_words,
    figure_words,
    history_words,
    item_name,
    item_question,
    missing_words,
    section_title,
    sheet_headline,
    size_words,
    state_word,
    states_sentence,
    states_table,
)

PLAN = read_plan()
UNKNOWN = Figure(None)
AT = datetime(2025, 3, 1, 1, 30, tzinfo=UTC)
ROUND = RoundRow("2024", "2024年度", date(2024, 12, 31), date(2025, 3, 31), True, "steward")


def item(section: str, kind: str, target: str | None, figure: Figure = UNKNOWN, **changes: Any) -> Question:
    row = Question(
        key="key", section=section, kind=kind, target=target, clause=PLAN.target(target).clause if target else None,
        division="430100", project=None, element=None, name=None, figure=figure, comparison=None,
    )  # fmt: skip
    return replace(row, **changes)


def answer(agree: bool | None, value: str | None = None, **changes: Any) -> Answer:
    return replace(Answer("key", agree, value, None, None, 1, AT, "official", None), **changes)


COLLEGES = item("colleges", COUNT, "prefecture-college", Figure("2", ("甲学院", "乙学院")))
PLACES = {
    str(place): Division(str(place), f"{name}市", name, name, "prefecture", None)
    for place, name in enumerate("甲乙丙丁")
}
SCHOOL = item("school", MET, "prefecture-school", Figure(YES))
PROJECT = item("projects", STAGE, "heritage-base", Figure("building", (), 1, 4, 1.0115, None), project="p", name="基地")


def every_item() -> list[Question]:
    """One of each kind that a sheet can hold."""
    rows = [
        item("counties", COUNT, "county-school", Figure("7")),
        item("counties", MET, "county-school", Figure(NO), element="public-school", name="甲县"),
        COLLEGES,
        SCHOOL,
        PROJECT,
    ]
    for section, target in (
        ("school", "prefecture-school"), ("local_plan", "local-plan"), ("fair_policy", "fair-policy"),
        ("supervision", "supervision"), ("training", "skills-training"),
    ):  # fmt: skip
        kind = COUNT if section == "training" else MET
        rows += [item(section, kind, target, element=row.id, name=row.name_zh) for row in PLAN.target(target).items]
    return rows + [item("narrative", TEXT, None, element=name) for name in NARRATIVES]


@pytest.mark.parametrize("language", [DEFAULT_LANGUAGE, "en"])
def test_every_item_has_a_name_and_a_question_of_its_own(language: str) -> None:
    use_language(language)
    try:
        rows = every_item()
        assert {row.section for row in rows} == set(SECTIONS)
        asked = [(section_title(row.section), item_name(row, PLAN), item_question(row, PLAN)) for row in rows]
    finally:
        use_language(DEFAULT_LANGUAGE)
    assert len(set(asked)) == len(asked)
    assert all(part.strip() and "%(" not in part for parts in asked for part in parts)


def test_an_item_quotes_its_clause_and_says_where_the_words_are_lost() -> None:
    assert clause_words(SCHOOL, PLAN) == PLAN.target("prefecture-school").quote
    assert clause_words(item("projects", STAGE, "secondary-programme"), PLAN)
    assert clause_words(item("projects", STAGE, "training-base"), PLAN) != ""
    assert clause_words(item("narrative", TEXT, None, element="results"), PLAN) == ""


def test_figures_name_what_is_behind_them() -> None:
    assert figure_words(COLLEGES, PLAN) == "2 所：甲学院、乙学院"
    assert figure_words(SCHOOL, PLAN) == "是"
    assert figure_words(PROJECT, PLAN) == "建设；4 个节点中逾期 1 个；资金到位率 101.2%，预算执行率 暂无数据"


def test_an_unknown_figure_is_never_a_zero() -> None:
    for row in every_item():
        text = figure_words(replace(row, figure=Figure(None)), PLAN)
        assert "0" not in text
        assert row.kind == TEXT or "暂无数据" in text
    assert figure_words(item("training", COUNT, "skills-training", Figure("0"), element="industries"), PLAN) == "0 人次"


def test_the_province_stands_beside_with_the_prefecture_s_place_and_what_it_goes_by() -> None:
    beside = replace(SCHOOL, comparison=Comparison(9, 14, 3, 12))
    assert comparison_words(beside, PLAN) == "全省 14 个市州中 9 个达到；12 个有数据的市州中居第 3 位"
    counted = item("training", COUNT, "skills-training", comparison=Comparison(1200, None, None, 5))
    assert comparison_words(counted, PLAN) == "全省 1,200 人次；本市州无数据，不排名"
    assert comparison_words(replace(SCHOOL, comparison=Comparison(None, 14, 2, 13)), PLAN) == "全省暂无数据"
    colleges = replace(COLLEGES, comparison=Comparison(14, 14, 1, 14))
    assert comparison_words(colleges, PLAN).endswith("；14 个有数据的市州中居第 1 位（按院校数）")
    element = item("local_plan", MET, "local-plan", element="tasks", comparison=Comparison(9, 14, 2, 13))
    assert comparison_words(element, PLAN) == (
        "全省 14 个市州中 9 个达到；13 个各项数据齐全的市州中居第 2 位（按本目标已达到的项数）"
    )
    partly = replace(element, comparison=Comparison(9, 14, None, 13))
    assert comparison_words(partly, PLAN) == "全省 14 个市州中 9 个达到；本市州本目标各项数据不全，不排名"
    county = item("counties", MET, "county-school", element="public-school", comparison=Comparison(90, 122, 2, 14))
    assert comparison_words(county, PLAN).endswith("；14 个有数据的市州中居第 2 位（按达到的县市区占比）")
    assert comparison_words(SCHOOL, PLAN) == ""


def test_an_answer_says_whether_it_is_the_system_s() -> None:
    assert answer_words(SCHOOL, None, PLAN) == answer_words(SCHOOL, answer(None), PLAN) == "未填报"
    assert answer_words(SCHOOL, answer(True, YES), PLAN) == "是（与系统一致）"
    assert answer_words(SCHOOL, Draft(True), PLAN) == "是（与系统一致）"
    assert answer_words(SCHOOL, answer(True, NO), PLAN) == "否（系统数据后来变了，请重新确认）"
    assert answer_words(COLLEGES, answer(False, "3"), PLAN) == "3 所（与系统不一致）"
    assert answer_words(replace(COLLEGES, figure=Figure(None)), answer(False, "0"), PLAN) == "0 所"
    assert answer_words(PROJECT, answer(False, "accepted"), PLAN) == "终期验收（与系统不一致）"
    assert (
        answer_words(item("narrative", TEXT, None, element="results"), answer(False, "两行\n文字"), PLAN)
        == "两行\n文字"
    )


def test_a_disagreement_stays_in_words_once_it_is_settled() -> None:
    own = answer(False, NO)
    words = [disagreement_words(SCHOOL, replace(own, settled=how)) for how in (None, CONFIRMED, KEPT)]
    assert len(set(words)) == 3
    assert all(word.startswith("与系统不一致") for word in words)
    assert disagreement_words(SCHOOL, answer(True, YES)) == disagreement_words(SCHOOL, None) == ""
    assert disagreement_words(replace(SCHOOL, figure=Figure(None)), own) == ""


def test_what_keeps_an_item_back_has_words_and_a_finished_one_has_none() -> None:
    assert missing_words(SCHOOL, None) == "还没有自查结论"
    assert missing_words(SCHOOL, answer(False, NO)) == "没有写明与系统不一致的理由"
    assert missing_words(SCHOOL, answer(True, NO)) == "系统数据后来变了，请重新确认"
    assert missing_words(COLLEGES, answer(False)) == "还没有填写本地数据"
    assert missing_words(SCHOOL, answer(False, NO, reason="停工")) == missing_words(SCHOOL, answer(True, YES)) == ""


def test_states_have_a_word_each() -> None:
    assert [state_word(state) for state in STATES] == ["填报", "已提交", "退回修改", "通过"]
    assert state_word(None) == "未开始"
    assert (
        history_words(StateChange(RETURNED, AT, "steward", "缺佐证"))
        == "2025-03-01 09:30，steward：退回修改。理由：缺佐证"
    )


def sheet(state: str | None, missing: tuple[str, ...] = ()) -> SheetView:
    return SheetView(
        1, ROUND, "430100", "长沙市", state, 1, (SCHOOL,), {}, {}, {}, (), missing, (), None, None, None
    )  # fmt: skip


def test_a_sheet_s_headline_says_what_is_left_to_do() -> None:
    assert sheet_headline(sheet(DRAFT, ("key",)), "长沙市") == "长沙市2024年度自查还有 1 项没有填完，共 1 项。"
    assert "可以提交" in sheet_headline(sheet(DRAFT), "长沙市")
    assert sheet_headline(sheet(None, ("key",)), "长沙市") == "长沙市2024年度自查还没有开始填报，共 1 项。"
    heads = {sheet_headline(sheet(state), "长沙市") for state in (DRAFT, SUBMITTED, ACCEPTED)}
    assert len(heads) == 3


def test_a_round_is_counted_by_state_with_who_is_late() -> None:
    rows = [
        SheetState(str(place), f"{name}市", state, 3, 5, late, 1, AT if late else None, None)
        for place, (name, (state, late)) in enumerate(
            zip("甲乙丙丁", product((ACCEPTED, None), (False, True)), strict=True)
        )
    ]
    assert states_sentence(ROUND, rows, PLACES) == (
        "2024年度自查，4 个市州：通过 2 个、未开始 2 个。逾期的有乙市、丁市。未处理的分歧 4 处。"
    )
    table = states_table(ROUND, rows, PLACES)
    assert "含示例数据" in table.note
    assert [row[1] for row in table.rows] == ["通过", "通过", "未开始", "未开始"]
    assert len(accepted_table(ROUND, rows[:2], PLACES).rows) == 2
    assert accepted_sentence(ROUND, rows[:2], PLACES).startswith("2024年度自查已有 2 个市州通过：甲市、乙市")
    assert "还没有市州通过" in accepted_sentence(ROUND, [], PLACES)


def test_an_english_reader_finds_places_by_their_english_names() -> None:
    rows = [SheetState("433100", "湘西土家族苗族自治州", ACCEPTED, 5, 5, True, 0, AT, "0123456789abcdef")]
    places = {
        row.code: row
        for row in (
            Division("433100", "湘西土家族苗族自治州", "湘西州", "Xiangxi", "prefecture", "430000"),
            Division("433125", "保靖县", "保靖", "Baojing County", "county", "433100"),
        )
    }
    county = item("counties", MET, "county-school", division="433125", element="public-school", name="保靖县")
    use_language("en")
    try:
        compared = difference_table(ROUND, ROUND, "433100", [Difference(county, None, YES)], places)
        sentences = (states_sentence(ROUND, rows, places), accepted_sentence(ROUND, rows, places), compared.title)
        tables = (states_table(ROUND, rows, places), accepted_table(ROUND, rows, places))
    finally:
        use_language(DEFAULT_LANGUAGE)
    assert all("Xiangxi" in text for text in sentences)
    assert [table.rows[0][0] for table in tables] == ["Xiangxi", "Xiangxi"]
    assert "Baojing County" in compared.rows[0]


def test_sizes_read_as_people_write_them() -> None:
    assert [size_words(size) for size in (1, 2048, 3 * 1024 * 1024)] == ["1 KB", "2 KB", "3.0 MB"]
