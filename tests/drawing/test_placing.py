"""Where land and names stand in a picture: true to the outlines, within their box, names clear of each other."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuyi_dash.drawing.labels import place_names
from chuyi_dash.drawing.paths import path, rings
from chuyi_dash.drawing.projection import Projection, fit
from chuyi_dash.drawing.text import column_width, ems, largest
from chuyi_dash.geo import Point, Shape

SIZE = 15


def rectangle(west: float, south: float, east: float, north: float) -> Shape:
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    middle = ((west + east) / 2, (south + north) / 2)
    return Shape("430100", "长沙市", "430100", ((ring,),), middle, (west, south, east, north))


def fitted(width: float = 400, height: float = 400) -> Projection:
    return fit([rectangle(110, 27, 111, 28)], width, height)


def walk(d: str) -> list[tuple[int, int]]:
    """The points of a path of one ring."""
    start = re.match(r"M(-?\d+) (-?\d+)l", d)
    assert start
    steps = re.findall(r"(-?\d+)([+-]\d+)", d[start.end() :])
    points = [(int(start[1]), int(start[2]))]
    for x, y in steps:
        points.append((points[-1][0] + int(x), points[-1][1] + int(y)))
    return points


def test_a_ring_becomes_a_closed_path_back_to_its_start_through_the_same_points_as_its_ring() -> None:
    shape = rectangle(110, 27, 111, 28)
    d = path(shape.polygons, fitted().at)
    assert d.endswith("z")
    assert d.count("M") == 1
    assert walk(d)[0] == walk(d)[-1]
    assert len(set(walk(d))) == 4
    assert [walk(d)] == rings(shape.polygons, fitted().at)


def test_north_is_up_and_east_is_right() -> None:
    at = fitted().at
    assert at((110.5, 28))[1] < at((110.5, 27))[1]
    assert at((110, 27.5))[0] < at((111, 27.5))[0]


def test_a_picture_is_true_to_the_ground_in_both_directions() -> None:
    at = fitted().at
    (x0, y0), (x1, y1) = at((110, 27.5)), at((110.01, 27.51))
    assert (y0 - y1) / (x1 - x0) == pytest.approx(1 / 0.887, rel=0.001)  # the cosine of 27.5 degrees


def test_the_middle_of_the_land_is_drawn_in_the_middle_of_the_box() -> None:
    centred = fitted(400, 300).centred(50, 20, 400, 300)
    assert centred.at(centred.middle) == pytest.approx((250, 170))
    assert centred.at(centred.middle) == pytest.approx((centred.left + centred.width / 2, 170))


def test_a_ring_too_small_to_see_draws_nothing() -> None:
    assert path(rectangle(110.5, 27.5, 110.5, 27.5).polygons, fitted().at) == ""


@given(
    west=st.floats(108, 113),
    south=st.floats(24, 29),
    width=st.floats(0.1, 5),
    height=st.floats(0.1, 5),
    box=st.tuples(st.floats(100, 6000), st.floats(100, 4500)),
)
def test_every_shape_fills_its_box_one_way_and_leaves_it_neither_way(
    west: float, south: float, width: float, height: float, box: tuple[float, float]
) -> None:
    shape = rectangle(west, south, west + width, south + height)
    found = fit([shape], *box)
    assert found.width <= box[0] + 0.001
    assert found.height <= box[1] + 0.001
    assert found.width == pytest.approx(box[0]) or found.height == pytest.approx(box[1])
    points = [point for ring in rings(shape.polygons, found.at) for point in ring]
    assert all(0 <= x <= round(found.width) and 0 <= y <= round(found.height) for x, y in points)


PLACES = st.lists(
    st.tuples(st.tuples(st.floats(110, 111), st.floats(27, 28)), st.text("长沙湘Ab1", min_size=1, max_size=6)),
    max_size=20,
)


@given(PLACES)
def test_with_a_reach_no_two_names_overlap_and_the_first_is_always_there(names: list[tuple[Point, str]]) -> None:
    placed = place_names(names, fitted().at, SIZE, room=400, reach=1)
    assert bool(placed) == bool(names)
    assert not any(one.meets(other) for one, other in combinations(placed, 2))


@given(PLACES)
def test_without_a_reach_every_name_is_kept_inside_the_picture(names: list[tuple[Point, str]]) -> None:
    placed = place_names(names, fitted().at, SIZE, room=400)
    assert [label.text for label in placed] == [name for _point, name in names]


def test_a_name_at_the_edge_is_moved_into_the_picture() -> None:
    (label,) = place_names([((110, 27.5), "长沙市")], fitted().at, SIZE, room=400)
    assert label.x - label.width / 2 == pytest.approx(0)


def test_a_name_in_the_way_is_moved_and_one_too_many_is_left_out() -> None:
    at = fitted(200, 200).at
    near = place_names([((110.5, 27.5), "长沙"), ((110.5, 27.55), "湘潭")], at, SIZE, reach=1)
    assert [label.text for label in near] == ["长沙", "湘潭"]
    crowd = [((110.5, 27.5), name) for name in ("一二三", "四五六", "七八九", "十百千", "万亿兆")]
    assert 1 <= len(place_names(crowd, at, SIZE, reach=1)) < len(crowd)


def test_a_chinese_character_is_one_em_and_two_columns_and_a_letter_less() -> None:
    assert ems("长沙市") == 3
    assert column_width("长沙市") == 6
    assert 1 < ems("abc") < 3
    assert ems("长沙2024") > ems("长沙") + ems("2024")


def test_the_largest_size_at_which_a_title_fits_is_taken_and_the_smallest_where_none_does() -> None:
    assert largest("长沙市", 60, (22, 20, 18)) == 20
    assert largest("长沙市" * 9, 60, (22, 20, 18)) == 18
