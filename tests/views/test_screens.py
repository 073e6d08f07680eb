"""Overview, coverage, one target, and the projects, on both databases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.coverage import coverage, distributed
from chuyi_dash.views.overview import FIRST_OVERDUE, changes_since, overview
from chuyi_dash.views.projects import Filter, fold, project_detail, project_list
from chuyi_dash.views.quality import quality
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.views.sources import all_sources
from chuyi_dash.views.targets import target_detail

DAY, END = date(2024, 6, 30), date(2026, 11, 24)


def test_the_overview_ranks_every_prefecture_and_shows_the_longest_overdue(sample_snapshot: DataSource) -> None:
    found = overview(sample_snapshot, Scope.on(DAY))
    assert len(found.ranking) == 14
    ranks = [row.rank for row in found.ranking if row.rank is not None]
    assert ranks == sorted(ranks)
    assert len(found.overdue) == min(FIRST_OVERDUE, found.overdue_total)
    days = [row.days for row in found.overdue]
    assert days == sorted(days, reverse=True)
    assert found.late_total == found.overdue_total, "before the plan's end only milestones can be overdue"
    assert found.sample


def test_in_one_prefecture_overdue_things_are_its_own_and_the_ranking_still_compares_all(
    sample_snapshot: DataSource,
) -> None:
    everywhere = overview(sample_snapshot, Scope.on(DAY))
    here = overview(sample_snapshot, Scope.on(DAY, "430300"))
    assert {row.prefecture for row in here.overdue} <= {"430300"}
    assert here.ranking == everywhere.ranking
    assert here.rank_of("430300").code == "430300"
    with pytest.raises(KeyError):
        here.rank_of("430102")


def test_silence_is_not_failure_among_the_sourced_facts(sourced_snapshot: DataSource) -> None:
    found = overview(sourced_snapshot, Scope.on(END))
    assert all(row.rank is None or row.unreported <= row.due / 2 for row in found.ranking)
    assert not found.sample


def test_changes_name_what_was_gained_and_an_unchanged_pair_of_days_gives_none(sourced_snapshot: DataSource) -> None:
    found = {row.target: row for row in changes_since(sourced_snapshot, Scope.on(date(2023, 1, 1)), date(2022, 12, 30))}
    assert found["heritage-base"].approved == 18
    assert found["prefecture-school"].status_after == "done"
    assert changes_since(sourced_snapshot, Scope.on(date(2023, 1, 2)), date(2023, 1, 2)) == ()


def test_coverage_has_a_cell_for_every_county_in_its_state(sample_snapshot: DataSource) -> None:
    found = coverage(sample_snapshot, Scope.on(DAY), "county-school")
    assert found.level == "county"
    assert len(found.cells) == 122
    named = [name for _code, names in (*found.unmet, *found.unreported) for name in names]
    assert len(named) == sum(cell.state in (UNMET, UNREPORTED) for cell in found.cells)
    assert all((cell.value or 0) >= 1 for cell in found.cells if cell.state == MET)
    assert all(cell.value is None for cell in found.cells if cell.state == UNREPORTED)
    assert found.institutions


def test_coverage_of_one_prefecture_holds_its_counties_and_schools_alone(sample_snapshot: DataSource) -> None:
    found = coverage(sample_snapshot, Scope.on(DAY, "430300"), "county-school")
    assert {cell.prefecture for cell in found.cells} == {"430300"}
    assert len(found.cells) == 5
    assert {row.division for row in found.institutions} <= {cell.code for cell in found.cells} | {"430300"}


def test_a_quota_is_mapped_by_number_with_what_has_no_place_apart(sourced_snapshot: DataSource) -> None:
    found = coverage(sourced_snapshot, Scope.on(END), "heritage-base")
    assert found.level == "prefecture"
    assert {cell.state for cell in found.cells} == {None}
    placed = {cell.code: cell.value for cell in found.cells if cell.value}
    assert placed == {"430100": 1, "431300": 1}
    assert found.unplaced == 18
    assert {cell.value for cell in found.cells if cell.code not in placed} == {None}, "18 lie nobody knows where"


def test_people_trained_stand_by_prefecture_and_add_up_to_the_province(sample_snapshot: DataSource) -> None:
    found = coverage(sample_snapshot, Scope.on(DAY), "skills-training")
    assert len(found.cells) == 14
    values = [cell.value for cell in found.cells if cell.value is not None]
    assert found.result.attainment.approved is not None
    assert sum(values) == found.result.attainment.approved.value
    assert found.unplaced == 0
    assert all(cell.sample for cell in found.cells if cell.value)
    silent = coverage(sample_snapshot, Scope.on(DAY, sourced=True), "skills-training")
    assert {(cell.value, cell.sample) for cell in silent.cells} == {(None, False)}
    assert silent.unplaced is None


def test_every_target_has_its_page(sample_snapshot: DataSource) -> None:
    view = Scope.on(DAY)
    for row in board(sample_snapshot, view).results:
        found = target_detail(sample_snapshot, view, row.target.id)
        assert found.result == row
        assert [point.on for point in found.course] == sorted(point.on for point in found.course)
        assert found.course[-1].on == DAY
        assert bool(found.cells) == (distributed(row.target) and row.attainment.of != 0)
        assert {project.target for project in found.projects} <= {row.target.id}
        assert all(source.facts > 0 for source in found.sources)


@pytest.mark.parametrize(
    ("target", "reached", "named", "tally"),
    [
        ("heritage-base", "approved", 2, 20),
        ("training-base", "approved", 1, 80),
        ("education-group", "approved", 1, 30),
        ("prefecture-school", "started", 3, 14),
    ],
)
def test_each_published_count_beside_fewer_named_projects_is_shown_as_a_disagreement(
    target: str, reached: str, named: int, tally: int, sourced_snapshot: DataSource
) -> None:
    found = target_detail(sourced_snapshot, Scope.on(END), target)
    assert [(name, count.named, count.tally) for name, count in found.disagreements] == [(reached, named, tally)]
    assert "rednet-2023-01-11" in {row.source.key for row in found.sources}
    assert found.clause is not None


def test_an_unknown_target_is_an_error(sourced_snapshot: DataSource) -> None:
    for ask in (target_detail, coverage):
        with pytest.raises(KeyError):
            ask(sourced_snapshot, Scope.on(END), "nowhere")


@pytest.mark.parametrize(
    "words",
    [
        "新化县楚怡",
        "xinhuaxianchuyi",
        "XinHuaXian",
        "xhxcy",
        "新化 文化传承",
        "ｘｉｎｈｕａ",
        "  新 化 ",
        "xinhua chuyi",
    ],
)
def test_a_project_is_found_by_name_pinyin_initials_and_any_width(words: str, sourced_snapshot: DataSource) -> None:
    found = project_list(sourced_snapshot, Scope.on(END), Filter(words=words))
    assert "hb-xinhua-chuyi" in {row.code for row in found.rows}
    assert len(found.rows) < 9


def test_a_project_is_found_by_its_schools_former_name(sample_snapshot: DataSource) -> None:
    everything = project_list(sample_snapshot, Scope.on(DAY), Filter())
    row = next(row for row in everything.rows if row.former_names)
    former = row.former_names[0]
    found = project_list(sample_snapshot, Scope.on(DAY), Filter(words=former))
    assert row.code in {hit.code for hit in found.rows}
    assert len(found.rows) < len(everything.rows)


def test_every_word_must_be_found(sourced_snapshot: DataSource) -> None:
    assert project_list(sourced_snapshot, Scope.on(END), Filter(words="新化 无此校")).rows == ()
    assert len(project_list(sourced_snapshot, Scope.on(END), Filter(words="   ")).rows) == 9


def test_each_filter_leaves_what_it_names(sample_snapshot: DataSource) -> None:
    view = Scope.on(DAY)
    everything = project_list(sample_snapshot, view, Filter())
    for wanted in (Filter(target="college"), Filter(level="市级"), Filter(stage="building"), Filter(late=True)):
        found = project_list(sample_snapshot, view, wanted)
        assert found.rows
        assert len(found.rows) < len(everything.rows)
    late = project_list(sample_snapshot, view, Filter(late=True))
    assert all(row.late > 0 for row in late.rows)
    assert late.late == len(late.rows) == everything.late
    here = project_list(sample_snapshot, Scope.on(DAY, "430300"), Filter())
    assert {row.prefecture for row in here.rows} == {"430300"}


def test_the_funnel_only_narrows_and_with_the_stopped_it_is_everyone(sample_snapshot: DataSource) -> None:
    found = project_list(sample_snapshot, Scope.on(DAY), Filter())
    numbers = [number for _stage, number in found.funnel]
    assert numbers == sorted(numbers, reverse=True)
    stopped = sum(number for _stage, number in found.stopped)
    assert numbers[0] + stopped + found.without_event == len(found.rows)


def test_arrivals_run_quarter_by_quarter_without_a_gap(sample_snapshot: DataSource) -> None:
    found = project_list(sample_snapshot, Scope.on(DAY), Filter())
    days = [day for day, _approved, _accepted in found.arrivals]
    months = [day.year * 12 + day.month for day in days]
    assert {later - earlier for earlier, later in pairwise(months)} == {3}
    assert sum(approved for _day, approved, _accepted in found.arrivals) == sum(
        row.approved_on is not None for row in found.rows
    )


def test_one_project_in_full_and_none_where_there_is_none(sample_snapshot: DataSource) -> None:
    view = Scope.on(DAY)
    row = next(row for row in project_list(sample_snapshot, view, Filter(late=True)).rows if row.prefecture)
    found = project_detail(sample_snapshot, view, row.code)
    assert found is not None
    assert found.row == row
    assert found.events[-1].stage == row.stage
    assert sum(m.done is None or m.done > DAY for m in found.milestones if m.due < DAY) == row.late
    assert found.money_total is None or isinstance(found.money_total.budget, Decimal | None)
    assert {source.key for source in found.sources} >= {row.source}
    assert project_detail(sample_snapshot, view, "nowhere") is None
    assert row.sample
    assert project_detail(sample_snapshot, Scope.on(DAY, sourced=True), row.code) is None


def test_the_data_screen_answers_for_the_province_and_for_one_prefecture(sample_snapshot: DataSource) -> None:
    for prefecture in (None, "430300"):
        data = quality(sample_snapshot, Scope.on(DAY, prefecture))
        assert {row.prefecture for row in data.completeness} == (
            {prefecture} if prefecture else {row.code for row in data.board.prefectures()}
        )


def test_sources_leave_the_sample_out_by_the_switch(sample_snapshot: DataSource) -> None:
    kinds = {row.kind for row in all_sources(sample_snapshot, False)}
    assert kinds - {row.kind for row in all_sources(sample_snapshot, True)} == {"sample"}


def test_folding_makes_widths_cases_and_spaces_alike() -> None:
    assert fold(" ＡＢｃ　１２ 楚 怡 ") == "abc12楚怡"
