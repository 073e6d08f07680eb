"""Every figure in a chart is the view's own, in the picture and in the workbook behind it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from briefings import Briefing, values_of
from openpyxl import load_workbook

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED
from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.reports.brief.attainment import quotas
from chuyi_dash.reports.brief.depth import key_target
from chuyi_dash.reports.brief.style import rgb
from chuyi_dash.views.board import board
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.funding import funding
from chuyi_dash.views.overview import overview
from chuyi_dash.views.projects import Filter, project_list
from chuyi_dash.views.quality import quality
from chuyi_dash.views.targets import target_detail
from chuyi_dash.wording.quality import subject
from chuyi_dash.wording.shading import share_colour
from chuyi_dash.wording.terms import state_word


@pytest.fixture(params=[{}, {"sourced": True}, {"prefecture": "433100"}])
def made(request: pytest.FixtureRequest, brief_of: Callable[..., Briefing]) -> Briefing:
    """The three briefings that the sample allows."""
    return brief_of("sample", **request.param)


def fills(series: Any) -> list[Any]:
    return [series.points[place].format.fill.fore_color.rgb for place in range(len(list(series.values)))]


def test_the_statuses_are_the_board_s_in_the_settings_colours(made: Briefing) -> None:
    chart = made.chart(2)
    here = board(made.snapshot, made.view)
    assert list(values_of(chart).values()) == [[here.statuses[code] for code in STATUSES]]
    assert fills(chart.plots[0].series[0]) == [rgb(read_palette().styles[code].colour) for code in STATUSES]


def test_quotas_stand_against_pace_in_the_province(made: Briefing) -> None:
    here, found = board(made.snapshot, made.view), values_of(made.chart(3))
    if made.view.prefecture is None:
        rows = quotas(here)
        assert found["序时应达"] == [here.pace] * len(rows)
        assert found["立项 ÷ 规划数"] == [row.attainment.attainment for row in rows]
        assert found["验收 ÷ 规划数"] == [row.attainment.accepted_attainment for row in rows]
    else:
        own = [row.attainment for row in here.results if row.target.measure == "projects" and not row.target.damaged]
        assert found["立项"] == [row.approved.value if row.approved else None for row in own]
        assert found["验收"] == [row.accepted.value if row.accepted else None for row in own]


def test_divisions_by_state_are_the_board_s(made: Briefing) -> None:
    found = values_of(made.chart(4))
    rows = [row for row in board(made.snapshot, made.view).results if row.target.kind in ("coverage", "checklist")]
    for state in (MET, UNMET, UNREPORTED):
        wanted = [len(row.attainment.codes(state)) if row.attainment.divisions else None for row in rows]
        assert found[state_word(state)] == wanted


def test_prefectures_are_the_overview_s_in_its_order_and_classes(made: Briefing) -> None:
    chart, rows = made.chart(6), overview(made.snapshot, made.view).ranking
    found = values_of(chart)
    if made.view.sourced:
        assert found["已达到"] == [row.met for row in rows]
        assert found["未报送"] == [row.unreported for row in rows]
    else:
        assert found["达到率"] == [row.share for row in rows]
        wanted = [rgb(share_colour(row.share, read_palette())) for row in rows]
        assert fills(chart.plots[0].series[0]) == wanted


def test_the_course_of_the_key_target_is_its_page_s(made: Briefing) -> None:
    key = key_target(board(made.snapshot, made.view))
    assert key is not None
    course = target_detail(made.snapshot, made.view, key.target.id).course
    chart = made.chart(7, "进展过程")
    found = values_of(chart)
    assert next(iter(found.values())) == [point.reached for point in course]
    assert found["序时应达"] == pytest.approx([point.due for point in course])
    assert len(chart.plots[0].categories) == len(course)


def test_the_distribution_of_the_key_target_is_the_coverage_s(made: Briefing) -> None:
    key = key_target(board(made.snapshot, made.view))
    assert key is not None
    answer = coverage(made.snapshot, made.view.province(), key.target.id)
    if all(cell.state is None and cell.value is None for cell in answer.cells):
        assert sum(shape.has_chart for shape in made.slides[6].shapes) == 1
        return
    found = values_of(made.chart(7, "按市州"))
    if key.target.measure == "projects":
        assert next(iter(found.values())) == [cell.value for cell in answer.cells]
    else:
        assert sum(found["已达到"]) == sum(cell.state == MET for cell in answer.cells)
        assert sum(found["未报送"]) == sum(cell.state == UNREPORTED for cell in answer.cells)


def test_funnel_and_arrivals_are_the_projects_screen_s(made: Briefing) -> None:
    answer = project_list(made.snapshot, made.view, Filter())
    assert list(values_of(made.chart(8, "到达各阶段")).values()) == [[count for _code, count in answer.funnel]]
    found = values_of(made.chart(8, "各季度"))
    assert found["立项"] == [row[1] for row in answer.arrivals]
    assert found["验收"] == [row[2] for row in answer.arrivals]


def test_money_is_the_funding_view_s(made: Briefing) -> None:
    found = funding(made.snapshot, made.view)
    if found.total is None:
        assert not any(shape.has_chart for shape in made.slides[8].shapes)
        return
    values = values_of(made.chart(9))
    assert values["预算"] == [float(row.budget or 0) for row in found.by_origin]
    assert values["到位"] == [float(row.in_place or 0) for row in found.by_origin]
    assert values["支出"] == [float(row.spent or 0) for row in found.by_origin]


def test_late_milestones_are_the_overview_s(province: Briefing) -> None:
    rows = overview(province.snapshot, province.view).ranking
    (found,) = values_of(province.chart(10)).values()
    assert found == sorted((row.late for row in rows), reverse=True)


def test_reports_are_the_data_screen_s(made: Briefing) -> None:
    answer, found = quality(made.snapshot, made.view), values_of(made.chart(11))
    period = answer.completeness[-1].period
    rows = answer.completeness if made.view.prefecture else answer.of_period(period)
    assert found["按时"] == [row.on_time for row in rows]
    assert found["未报"] == [row.missing for row in rows]


def test_contradictions_are_about_what_the_data_screen_says(made: Briefing) -> None:
    answer = quality(made.snapshot, made.view)
    subjects = {subject(row, answer.board) for row in answer.contradictions}
    tables = [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in made.slides[10].shapes
        if shape.has_table
    ]
    shown = [row[1] for heads, *rows in tables if heads[-1] == "矛盾" for row in rows]
    assert bool(shown) == bool(subjects)
    assert [about for about in shown if about not in subjects | {""} and not about.startswith("另有")] == []


def test_the_workbook_behind_each_chart_holds_what_the_picture_shows(made: Briefing) -> None:
    for chart in made.charts():
        part: Any = chart.part
        sheet = load_workbook(io.BytesIO(part.chart_workbook.xlsx_part.blob)).worksheets[0]
        columns = {str(column[0].value): [cell.value for cell in column[1:]] for column in sheet.iter_cols(min_col=2)}
        for name, values in values_of(chart).items():
            assert columns[name] == pytest.approx(values)


def test_unknown_is_left_out_of_a_chart_and_never_drawn_as_zero(brief_of: Callable[..., Briefing]) -> None:
    found = values_of(brief_of("sample", sourced=True).chart(3))
    assert None in found["立项 ÷ 规划数"]
    assert 0 not in found["立项 ÷ 规划数"]
    assert set(found["验收 ÷ 规划数"]) == {None}


def test_every_chart_has_words_for_those_who_cannot_see_it(briefing: Briefing) -> None:
    for slide in briefing.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
