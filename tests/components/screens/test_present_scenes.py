"""The eight scenes: one sentence each, true to the other screens, and honest about what is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import Boundaries, Shape
from chuyi_dash.metrics.results import MET, STATES
from chuyi_dash.plan import read_plan
from chuyi_dash.views.board import Scope, all_divisions
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.keys import SCENES
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.views.story import Presentation, frame_days, story
from chuyi_dash.wording.boundaries import no_boundaries
from chuyi_dash.wording.story import frame_label, gap
from components.screens.present.map_scenes import course
from components.screens.present.scenes import scenes
from components.screens.present.showing import colours, stage_html

DAY = date(2026, 6, 30)
NAMES = ["plan", "reached", "counties", "ranking", "bases", "depth", "owed", "thanks"]


@pytest.fixture(scope="session")
def sample(snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    return snapshot_of("sqlite", "sample")


@pytest.fixture(scope="session")
def sourced(snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    return snapshot_of("sqlite", "sourced")


@pytest.fixture(scope="session")
def squares(sample: DataSource) -> Boundaries:
    """Outlines of the right codes: counties as squares in a row per prefecture."""
    divisions = all_divisions(sample)
    prefectures = [row.code for row in divisions.values() if row.level == "prefecture"]
    counties: dict[str, Shape] = {}
    for row, prefecture in enumerate(prefectures):
        own = [each for each in divisions.values() if each.parent_code == prefecture and each.level == "county"]
        for column, each in enumerate(own):
            counties[each.code] = square(each.code, each.name, prefecture, 109 + column * 0.3, 25 + row * 0.3)
    wide = {
        code: square(code, divisions[code].name, code, 109, 25 + row * 0.3, 3.6) for row, code in enumerate(prefectures)
    }
    return Boundaries("1", "squares.geojson", counties, counties, wide)


def square(code: str, name: str, prefecture: str, west: float, south: float, width: float = 0.3) -> Shape:
    east, north = west + width, south + 0.3
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return Shape(
        code, name, prefecture, ((ring,),), ((west + east) / 2, (south + north) / 2), (west, south, east, north)
    )


def tell(snapshot: DataSource, prefecture: str | None = None, as_of: date = DAY) -> Presentation:
    return story(snapshot, Scope.on(as_of, prefecture))


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def test_there_are_eight_scenes_in_the_order_of_the_story(sample: DataSource, squares: Boundaries) -> None:
    assert [scene.picture for scene in scenes(tell(sample), squares)] == NAMES
    assert len(NAMES) == SCENES


@pytest.mark.parametrize("content", ["sample", "sourced"])
@pytest.mark.parametrize("as_of", [date(2021, 1, 1), date(2022, 4, 8), date(2024, 6, 30), DAY])
def test_every_message_is_one_sentence_and_nothing_unknown_leaks(
    content: str, as_of: date, snapshot_of: Callable[[str, str], DataSource], squares: Boundaries
) -> None:
    told = tell(snapshot_of("sqlite", content), as_of=as_of)
    shown = scenes(told, squares)
    for scene in shown:
        assert scene.message.endswith("。")
        assert scene.message.count("。") == 1, scene.message
        assert "None" not in scene.message
    assert "None" not in text_of(stage_html(told, shown))


def test_the_stage_shows_day_and_sample_mark_in_every_scene(
    sample: DataSource, sourced: DataSource, squares: Boundaries
) -> None:
    with_sample, without = (stage_html(told, scenes(told, squares)) for told in (tell(sample), tell(sourced)))
    assert with_sample.count("截至2026年6月30日</p>") == 0
    assert with_sample.count('截至2026年6月30日 <span class="cd-sample">') == SCENES
    assert without.count("截至2026年6月30日</p>") == SCENES
    assert "示例" not in without


def test_notices_are_escaped(sample: DataSource, squares: Boundaries) -> None:
    told = tell(sample)
    html = stage_html(told, scenes(told, squares), ("scene=<script>alert(1)</script>",))
    assert "<script>" not in html
    assert "scene=&lt;script&gt;" in html


def test_the_map_stops_at_the_start_each_years_end_and_the_day() -> None:
    plan = read_plan()
    ends = [date(year, 12, 31) for year in (2022, 2023, 2024, 2025)]
    assert frame_days(plan, DAY) == (plan.start, *ends, DAY)
    assert frame_days(plan, plan.end) == (plan.start, *ends)
    assert frame_days(plan, date(2023, 5, 1)) == (plan.start, ends[0], date(2023, 5, 1))
    assert frame_days(plan, plan.start) == (plan.start,)
    assert frame_days(plan, date(2021, 1, 1)) == (date(2021, 1, 1),)
    assert frame_days(plan, date(2035, 12, 31))[-2:] == (ends[-1], date(2035, 12, 31))


def test_the_maps_course_agrees_with_the_coverage_screen_on_each_day(sample: DataSource) -> None:
    told = tell(sample)
    for frame, step in zip(told.frames, course(told), strict=True):
        cells = sorted(
            coverage(sample, Scope.on(frame.on), read_plan().story.schools).cells, key=lambda cell: cell.code
        )
        assert step["states"] == "".join(str(STATES.index(cell.state or "")) for cell in cells)
        assert step["counts"][MET] == sum(cell.state == MET for cell in cells)
        assert step["label"] == frame_label(frame, read_plan())
    assert [step["label"] for step in course(told)][1:3] == ["2022年底", "2023年底"]


def test_the_county_map_holds_every_county_in_the_order_of_the_course(sample: DataSource, squares: Boundaries) -> None:
    told = tell(sample)
    drawing = scenes(told, squares)[2].content["map"]
    assert [shade.code for shade, _d in drawing.areas] == sorted(squares.counties)
    assert "".join(str(STATES.index(shade.state)) for shade, _d in drawing.areas) == course(told)[-1]["states"]


def test_bases_are_coloured_by_the_classes_of_the_coverage_map(sample: DataSource, squares: Boundaries) -> None:
    palette = read_palette()
    drawing = scenes(tell(sample), squares)[4].content["map"]
    values = {cell.code: cell.value for cell in coverage(sample, Scope.on(DAY), read_plan().story.bases).cells}
    for shade, _d in drawing.areas:
        value = values[shade.code]
        assert value is not None
        place = sum(value >= bound for bound in palette.count_classes)
        assert shade.colour == palette.sequential[place]


def test_a_base_count_that_is_unknown_is_hatched_and_a_dash(sourced: DataSource, squares: Boundaries) -> None:
    scene = scenes(tell(sourced), squares)[4]
    hatched = [shade.code for shade, _d in scene.content["map"].areas if shade.hatched]
    assert len(hatched) == 12
    assert sum(label.text.endswith(" —") for label in scene.content["map"].labels) <= 12
    assert "18 个没有记载所在市州" in scene.message


def test_one_prefecture_is_told_in_depth_and_only_there(sample: DataSource, squares: Boundaries) -> None:
    province, chosen = (scenes(tell(sample, code), squares) for code in (None, "433100"))
    assert [a.message == b.message for a, b in zip(province, chosen, strict=True)] == [
        name != "depth" for name in NAMES
    ]
    assert chosen[5].message.startswith("湘西土家族苗族自治州")
    assert {shade.code[:4] for shade, _d in chosen[5].content["map"].areas} == {"4331"}


def test_without_a_choice_the_first_in_rank_is_told(sample: DataSource) -> None:
    told = tell(sample)
    assert told.province.rank_of(told.depth.code).rank == 1
    assert not told.chosen


def test_no_named_project_is_unknown_where_others_may_exist(sample: DataSource, sourced: DataSource) -> None:
    assert tell(sourced, "433100").depth.approved is None
    assert tell(sourced, "433100").depth.late is None
    assert (tell(sample, "433100").depth.approved or 0) > 0
    assert tell(sample, "433100").depth.late == tell(sample).province.rank_of("433100").late


def test_what_is_owed_comes_furthest_behind_first_and_unknown_last(sample: DataSource) -> None:
    told = tell(sample)
    assert {row.target.id for row in told.owed} == {
        row.target.id for row in told.province.board.results if row.status in ("overdue", "no_data")
    }
    reached = [row.attainment.attainment for row in told.owed if row.status == "overdue"]
    assert reached == sorted(reached, key=lambda share: share or 0)
    assert [row.status for row in told.owed] == sorted((row.status for row in told.owed), reverse=True)


def test_what_does_not_fit_is_counted(sourced: DataSource) -> None:
    told = tell(sourced)
    content = scenes(told, None)[6].content
    assert len(told.owed) > 10
    assert len(content["rows"]) == 9
    assert content["more"] == f"另有 {len(told.owed) - 9} 项"


def test_a_gap_names_what_lacks_with_its_unit(sample: DataSource, sourced: DataSource) -> None:
    gaps = {row.target.id: gap(row) for row in tell(sample).owed}
    quota = tell(sample).province.board.result("bachelor-programme")
    assert quota.attainment.approved is not None
    assert gaps["bachelor-programme"] == f"还差 {10 - (quota.attainment.approved.value or 0)} 个"
    assert gaps["industry-college"] == "名单未录入"
    assert {row.target.id: gap(row) for row in tell(sourced).owed}["college"] == "立项数未知"


def test_without_outlines_the_map_scenes_say_what_to_do(sample: DataSource) -> None:
    told = tell(sample)
    html = stage_html(told, scenes(told, None))
    assert html.count(no_boundaries()) == 3
    assert 'class="area' not in html


def test_the_sources_are_counted_without_the_sample(sample: DataSource, sourced: DataSource) -> None:
    real, mixed = (scenes(tell(each), None)[7].message for each in (sourced, sample))
    assert mixed.startswith(real.rstrip("。"))
    assert "示例数据仅供演示" in mixed


def test_both_themes_take_their_colours_from_the_settings() -> None:
    palette = read_palette()
    known = {*palette.states.values(), *palette.chart.values()}
    for theme in colours().values():
        assert {colour for name, colour in theme.items() if name != "--hatching"} <= known
