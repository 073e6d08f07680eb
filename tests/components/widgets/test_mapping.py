"""From answers to maps: the legend is made of the classes that colour, and the map stays small."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from chuyi_dash.drawing.content import MapContent
from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import Boundaries
from chuyi_dash.measures.legends import share_legend
from chuyi_dash.metrics.ranking import PrefectureRank
from chuyi_dash.views.board import Scope
from chuyi_dash.views.coverage import Cell, Coverage, coverage
from chuyi_dash.views.overview import overview
from chuyi_dash.views.snapshot import DataSource
from components.widgets.map import AREAS, HATCH, POINTS, deck_of, rgb
from components.widgets.mapping import coverage_legend, coverage_map, overview_map

PALETTE = read_palette()
HEIGHT = 370
MOST_BYTES_OF_AREAS, MOST_BYTES = 130_000, 230_000


def colour_of(content: MapContent, code: str) -> str:
    return next(area.colour for area in content.shades if area.code == code)


@pytest.fixture(scope="module")
def counties(sample: DataSource, province: Scope) -> Coverage:
    return coverage(sample, province, "county-school")


@pytest.fixture(scope="module")
def quota(sample: DataSource, province: Scope) -> Coverage:
    return coverage(sample, province, "training-base")


@pytest.mark.parametrize(
    ("share", "label"),
    [
        (0.0, "<25%"),
        (0.2499, "<25%"),
        (0.25, "25–50%"),
        (0.4999, "25–50%"),
        (0.5, "50–75%"),
        (0.75, "75–<100%"),
        (0.9999, "75–<100%"),
        (1.0, "100%"),
        (None, "资料不足"),
    ],
)
def test_a_prefecture_has_the_colour_that_the_legend_gives_its_share(
    share: float | None, label: str, sample: DataSource, province: Scope, outlines: Boundaries
) -> None:
    answer = overview(sample, province)
    rank = PrefectureRank("430100", 1, 4, 0, share, None, 0, sample=False)
    content = overview_map(replace(answer, ranking=(rank,)), outlines, PALETTE)
    entry = next(entry for entry in share_legend(PALETTE) if entry.label == label)
    assert colour_of(content, "430100") == entry.colour
    assert content.shades[0].hatched == entry.hatched == (share is None)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0, "0 个"),
        (1, "1 个"),
        (2, "2–3 个"),
        (3, "2–3 个"),
        (4, "4–7 个"),
        (7, "4–7 个"),
        (8, "≥8 个"),
        (99, "≥8 个"),
        (None, "未知"),
    ],
)
def test_a_prefecture_has_the_colour_that_the_legend_gives_its_number(
    value: int | None, label: str, quota: Coverage, outlines: Boundaries
) -> None:
    cell = Cell("430100", "长沙市", "430100", None, value, (), sample=False)
    content = coverage_map(replace(quota, cells=(cell,)), outlines, PALETTE)
    entry = next(entry for entry in coverage_legend(quota, PALETTE) if entry.label == label)
    assert colour_of(content, "430100") == entry.colour
    assert content.shades[0].hatched == entry.hatched == (value is None)


def test_the_legend_counts_every_county_once_and_each_has_its_colour(counties: Coverage, outlines: Boundaries) -> None:
    entries = [entry for entry in coverage_legend(counties, PALETTE) if not entry.dot]
    content = coverage_map(counties, outlines, PALETTE)
    for entry in entries:
        number = int(entry.label.rsplit(" ", 1)[1])
        drawn = [area for area in content.shades if area.colour == entry.colour]
        assert len(drawn) == number
        assert all(area.hatched == entry.hatched for area in drawn)
    assert len(content.shades) == 122


def test_the_four_states_look_different() -> None:
    assert len(set(PALETTE.states.values())) == 4


def test_the_whole_county_map_stays_small(
    counties: Coverage, outlines: Boundaries, layers: Callable[[Any], dict[str, dict[str, Any]]]
) -> None:
    deck = deck_of(coverage_map(counties, outlines, PALETTE), HEIGHT)
    areas = layers(deck)[AREAS]["data"]
    assert len(areas) == 122
    assert len(json.dumps(areas, ensure_ascii=False, separators=(",", ":")).encode()) < MOST_BYTES_OF_AREAS
    assert len(deck.to_json().encode()) < MOST_BYTES


def test_counties_that_have_not_reported_are_hatched_and_schools_are_dots(
    counties: Coverage, outlines: Boundaries, layers: Callable[[Any], dict[str, dict[str, Any]]]
) -> None:
    made = layers(deck_of(coverage_map(counties, outlines, PALETTE), HEIGHT))
    assert made[HATCH]["data"][0]["geometry"]["coordinates"]
    placed = [row for row in counties.institutions if row.division in outlines.counties]
    assert len(made[POINTS]["data"]) == len(placed) > 0


def test_a_prefecture_is_drawn_with_its_own_counties_only(
    sample: DataSource, province: Scope, outlines: Boundaries
) -> None:
    content = coverage_map(coverage(sample, replace(province, prefecture="430100"), "county-school"), outlines, PALETTE)
    assert len(content.shades) == 9
    assert all(area.code.startswith("4301") for area in content.shades)
    assert len(content.borders) == 1
    assert not content.whole_province


def test_what_rests_on_the_sample_says_so_under_the_pointer(counties: Coverage, outlines: Boundaries) -> None:
    texts = {area.code: area.text for area in coverage_map(counties, outlines, PALETTE).shades}
    marked = {cell.code for cell in counties.cells if cell.sample}
    assert marked
    assert {code for code, text in texts.items() if "示例" in text} == marked


def test_a_map_s_colours_are_colours() -> None:
    colours = [*PALETTE.sequential, *PALETTE.states.values()]
    assert all(len(rgb(colour)) == 3 for colour in colours)
    assert len(PALETTE.sequential) == 5
