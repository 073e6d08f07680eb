"""What a sheet asks, and which figures stand beside it."""

from __future__ import annotations

from datetime import date

import pytest
from sheets import AS_OF, CHANGSHA, DUE, XIANGXI

from chuyi_dash.as_of import AsOf
from chuyi_dash.metrics.results import MET as IS_MET
from chuyi_dash.metrics.self_check.model import COUNT, MET, NARRATIVES, SECTIONS, STAGE, TEXT, Question, RoundRow
from chuyi_dash.self_check.generating import sheet_items
from chuyi_dash.views.board import Scope, all_divisions, board
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.overview import milestones
from chuyi_dash.views.projects import Filter, project_detail, project_list
from chuyi_dash.views.snapshot import DataSource

SOURCED = RoundRow("2024", "2024年度", AS_OF, DUE, False, "steward")
SAMPLE = RoundRow("2024s", "2024演练", AS_OF, DUE, True, "steward")
XIANGXI_VIEW = Scope.on(AS_OF, XIANGXI)


def by_section(items: tuple[Question, ...], section: str) -> list[Question]:
    return [item for item in items if item.section == section]


def test_every_prefecture_answers_for_every_clause_once_and_in_order(sample_snapshot: DataSource) -> None:
    for place in board(sample_snapshot, Scope.on(AS_OF)).prefectures():
        items = sheet_items(sample_snapshot, SAMPLE, place.code)
        keys = [item.key for item in items]
        assert len(keys) == len(set(keys))
        assert max(map(len, keys)) <= 120
        sections = [item.section for item in items]
        assert list(dict.fromkeys(sections)) == [name for name in SECTIONS if name in sections]
        numbers = {name: sections.count(name) for name in SECTIONS if name not in ("counties", "projects")}
        assert numbers == {
            "colleges": 1,
            "school": 4,
            "local_plan": 4,
            "fair_policy": 5,
            "supervision": 3,
            "training": 3,
            "narrative": 4,
        }


def test_counties_without_a_school_are_asked_about_by_name_and_the_others_are_named_in_the_total(
    sample_snapshot: DataSource,
) -> None:
    total, *asked = by_section(sheet_items(sample_snapshot, SAMPLE, XIANGXI), "counties")
    cells = coverage(sample_snapshot, XIANGXI_VIEW, "county-school").cells
    assert (total.kind, total.figure.value) == (COUNT, str(sum(cell.state == IS_MET for cell in cells)))
    assert total.figure.names == tuple(cell.name for cell in cells if cell.state == IS_MET)
    wanted = {cell.name: "no" if cell.state == "unmet" else None for cell in cells if cell.state != IS_MET}
    assert {item.name: item.figure.value for item in asked} == wanted
    assert set(wanted.values()) == {"no", None}
    assert {item.kind for item in asked} == {MET}
    province = board(sample_snapshot, Scope.on(AS_OF)).result("county-school").attainment
    assert total.comparison is not None
    assert (total.comparison.met, total.comparison.of) == (province.met, province.of)
    assert 1 <= (total.comparison.rank or 0) <= total.comparison.ranked <= 14


def test_what_nobody_has_reported_is_unknown_and_never_none_at_all(sourced_snapshot: DataSource) -> None:
    items = sheet_items(sourced_snapshot, SOURCED, XIANGXI)
    total = by_section(items, "counties")[0]
    assert total.figure.value is None
    assert total.comparison is not None
    assert total.comparison.rank is None
    assert len(by_section(items, "counties")) == 1 + 8
    for name in ("local_plan", "fair_policy", "supervision", "training"):
        for item in by_section(items, name):
            assert item.figure.value is None
            assert item.comparison is not None
            assert (item.comparison.met, item.comparison.rank, item.comparison.ranked) == (None, None, 0)


def test_public_colleges_are_counted_with_their_names(sourced_snapshot: DataSource) -> None:
    (item,) = by_section(sheet_items(sourced_snapshot, SOURCED, XIANGXI), "colleges")
    assert (item.figure.value, item.figure.names) == ("1", ("湘西民族职业技术学院",))
    assert item.comparison is not None
    assert (item.comparison.met, item.comparison.of, item.comparison.ranked) == (14, 14, 14)


def test_the_chuyi_school_and_its_three_unified_checks_are_four_questions(sourced_snapshot: DataSource) -> None:
    started, *checks = by_section(sheet_items(sourced_snapshot, SOURCED, XIANGXI), "school")
    assert (started.figure.value, started.element) == ("yes", None)
    assert [item.element for item in checks] == ["unified-name", "unified-mark", "unified-style"]
    assert [item.figure.value for item in checks] == [None, None, None]


def test_each_project_stands_with_stage_late_milestones_and_both_rates(sample_snapshot: DataSource) -> None:
    items = by_section(sheet_items(sample_snapshot, SAMPLE, XIANGXI), "projects")
    known = project_list(sample_snapshot, XIANGXI_VIEW, Filter()).rows
    assert {item.project: item.figure.value for item in items} == {row.code: row.stage for row in known}
    duties = milestones(sample_snapshot, AsOf(AS_OF))
    for item in items:
        assert item.kind == STAGE
        detail = project_detail(sample_snapshot, XIANGXI_VIEW, str(item.project))
        assert detail is not None
        number = sum(row.project == item.project for row in duties)
        assert item.figure.milestones == (number or None)
        assert item.figure.late == (detail.row.late if number else None)
        rates = (
            (detail.money_total.in_place_rate, detail.money_total.spending_rate) if detail.money_total else (None,) * 2
        )
        assert (item.figure.in_place_rate, item.figure.spending_rate) == rates
        assert item.figure.sample
    assert any(item.figure.late for item in items)
    assert any(item.figure.in_place_rate for item in items)


def test_only_prefectures_that_answered_a_whole_checklist_are_ranked_by_it(sample_snapshot: DataSource) -> None:
    states = board(sample_snapshot, Scope.on(AS_OF)).result("fair-policy").attainment.divisions
    whole = {state.code: sum(met is True for _item, met in state.items) for state in states if None not in
             dict(state.items).values()}  # fmt: skip
    some = {state.code for state in states if any(met is not None for _item, met in state.items)}
    assert XIANGXI in some - whole.keys()
    for state in states:
        for item in by_section(sheet_items(sample_snapshot, SAMPLE, state.code), "fair_policy"):
            assert item.comparison is not None
            mine = whole.get(state.code)
            place = None if mine is None else 1 + sum(other > mine for other in whole.values())
            assert (item.comparison.rank, item.comparison.ranked) == (place, len(whole))


def test_people_trained_are_asked_for_by_the_three_groups(sample_snapshot: DataSource) -> None:
    items = by_section(sheet_items(sample_snapshot, SAMPLE, XIANGXI), "training")
    here = dict(board(sample_snapshot, XIANGXI_VIEW).result("skills-training").attainment.categories)
    whole = dict(board(sample_snapshot, Scope.on(AS_OF)).result("skills-training").attainment.categories)
    assert {str(item.element): int(str(item.figure.value)) for item in items} == here
    assert {str(item.element): item.comparison.met for item in items if item.comparison} == whole
    assert {item.comparison.of for item in items if item.comparison} == {None}


def test_the_largest_prefecture_ranks_first_in_training(sample_snapshot: DataSource) -> None:
    items = {
        code: by_section(sheet_items(sample_snapshot, SAMPLE, code), "training")[0]
        for code in (row.code for row in board(sample_snapshot, Scope.on(AS_OF)).prefectures())
    }
    known = {code: int(item.figure.value) for code, item in items.items() if item.figure.value is not None}
    first = max(known, key=lambda code: known[code])
    comparison = items[first].comparison
    assert comparison is not None
    assert (comparison.rank, comparison.ranked) == (1, len(known))


def test_figures_are_those_of_the_rounds_day(sample_snapshot: DataSource) -> None:
    early = RoundRow("2022", "2022年度", date(2022, 6, 30), DUE, True, "steward")
    then = {item.key: item.figure.value for item in sheet_items(sample_snapshot, early, CHANGSHA)}
    now = {item.key: item.figure.value for item in sheet_items(sample_snapshot, SAMPLE, CHANGSHA)}
    assert sum(then[key] != now[key] for key in then.keys() & now.keys()) > 20


def test_a_round_without_the_sample_shows_none_of_it(sample_snapshot: DataSource, sourced_snapshot: DataSource) -> None:
    for code in (XIANGXI, CHANGSHA):
        assert sheet_items(sample_snapshot, SOURCED, code) == sheet_items(sourced_snapshot, SOURCED, code)
    assert not any(item.figure.sample for item in sheet_items(sample_snapshot, SOURCED, CHANGSHA))


def test_the_reports_own_words_are_asked_for(sourced_snapshot: DataSource) -> None:
    items = by_section(sheet_items(sourced_snapshot, SOURCED, CHANGSHA), "narrative")
    assert [item.element for item in items] == list(NARRATIVES)
    assert {item.kind for item in items} == {TEXT}


def test_only_a_prefecture_has_a_sheet(sourced_snapshot: DataSource) -> None:
    county = next(row.code for row in all_divisions(sourced_snapshot).values() if row.level == "county")
    with pytest.raises(KeyError):
        sheet_items(sourced_snapshot, SOURCED, county)
