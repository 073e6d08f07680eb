"""The map's shapes: one for each county, named after it, in the colours of the screens."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from briefings import Briefing, text_of
from pptx.enum.dml import MSO_FILL, MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE_TYPE

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import Boundaries
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED
from chuyi_dash.reports.brief.style import rgb
from chuyi_dash.views.coverage import coverage
from chuyi_dash.wording.shading import cell_shade, coverage_key

PAGE = 5


def counties_of(made: Briefing) -> dict[str, Any]:
    names = {cell.name for cell in coverage(made.snapshot, made.view, "county-school").cells}
    freeforms = [s for s in made.slides[PAGE - 1].shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    found = [shape for shape in freeforms if shape.name in names]
    assert len(found) == len({shape.name for shape in found})
    return {shape.name: shape for shape in found}


def test_there_is_one_named_freeform_for_each_of_122_counties(province: Briefing) -> None:
    assert len(counties_of(province)) == 122


def test_each_county_is_filled_in_the_screens_colour_of_its_state(briefing: Briefing) -> None:
    answer = coverage(briefing.snapshot, briefing.view, "county-school")
    shapes = counties_of(briefing)
    assert len(shapes) == len(answer.cells)
    colours = read_palette().states
    for cell in answer.cells:
        fill = shapes[cell.name].fill
        colour = rgb(colours[str(cell.state)])
        if cell.state == UNREPORTED:
            assert fill.type == MSO_FILL.PATTERNED
            assert fill.pattern == MSO_PATTERN.WIDE_UPWARD_DIAGONAL
            assert fill.back_color.rgb == colour
        else:
            assert fill.type == MSO_FILL.SOLID
            assert fill.fore_color.rgb == colour


def test_the_sample_holds_all_three_states_so_that_the_colours_are_tried(province: Briefing) -> None:
    states = {cell.state for cell in coverage(province.snapshot, province.view, "county-school").cells}
    assert {MET, UNMET, UNREPORTED} <= states


def test_each_county_says_its_state_in_words(briefing: Briefing) -> None:
    answer = coverage(briefing.snapshot, briefing.view, "county-school")
    shapes = counties_of(briefing)
    for cell in answer.cells:
        shade = cell_shade(cell, answer, read_palette())
        assert shapes[cell.name]._element.nvSpPr.cNvPr.get("descr") == f"{shade.name}：{shade.text}"


def test_a_prefecture_s_map_has_its_own_counties_and_no_others(brief_of: Callable[..., Briefing]) -> None:
    made = brief_of("sample", prefecture="433100")
    freeforms = [s.name for s in made.slides[PAGE - 1].shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert sorted(freeforms) == sorted(["吉首市", "泸溪县", "凤凰县", "花垣县", "保靖县", "古丈县", "永顺县", "龙山县"])


def test_prefecture_outlines_and_names_lie_over_the_counties(province: Briefing) -> None:
    names = [shape.name for shape in province.slides[PAGE - 1].shapes]
    outlines = [place for place, name in enumerate(names) if name.endswith("界线")]
    labels = [place for place, name in enumerate(names) if name.startswith("标注")]
    last_county = max(names.index(name) for name in counties_of(province))
    assert len(outlines) == len(labels) == 14
    assert last_county < min(outlines) < max(outlines) < min(labels)


def test_labels_do_not_lie_on_each_other(brief_of: Callable[..., Briefing]) -> None:
    for prefecture in (None, "430100", "430200", "430400", "430500"):
        slide = brief_of("sample", prefecture=prefecture).slides[PAGE - 1]
        boxes = [s for s in slide.shapes if s.name.startswith("标注")]
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                apart = (
                    one.left + one.width <= other.left
                    or other.left + other.width <= one.left
                    or one.top + one.height <= other.top
                    or other.top + other.height <= one.top
                )
                assert apart, (one.name, other.name)


def test_the_legend_counts_the_states(province: Briefing) -> None:
    answer = coverage(province.snapshot, province.view, "county-school")
    text = text_of(province.slides[PAGE - 1]).splitlines()
    for key in coverage_key(answer, read_palette()):
        assert key.label in text


def test_the_map_is_true_to_the_ground(province: Briefing, boundaries: Boundaries) -> None:
    """East is right, north is up, and heights and widths have the same scale in both directions."""
    shapes = counties_of(province)
    west, east = shapes["龙山县"], shapes["浏阳市"]
    north, south = shapes["石门县"], shapes["江华瑶族自治县"]
    assert west.left < east.left
    assert north.top < south.top
    by_name = {shape.name: shape.bounds for shape in boundaries.counties.values()}
    for name, (left, bottom, right, top) in by_name.items():
        across, down = shapes[name].width / (right - left), shapes[name].height / (top - bottom)
        assert down * math.cos(math.radians((top + bottom) / 2)) / across == pytest.approx(1, rel=0.005), name
