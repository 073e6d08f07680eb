"""Maps as paths: true to the outlines, within their box, names clear of each other."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from chuyi_dash.geo import Point, Shape
from components.screens.present.maps import LABEL, UNITS, Canvas, fit, labels, path, text_width


def rectangle(west: float, south: float, east: float, north: float) -> Shape:
    ring = ((west, south), (east, south), (east, north), (west, north), (west, south))
    middle = ((west + east) / 2, (south + north) / 2)
    return Shape("430100", "长沙市", "430100", ((ring,),), middle, (west, south, east, north))


def walk(d: str) -> list[tuple[int, int]]:
    """The points of a path of one ring."""
    start = re.match(r"M(-?\d+) (-?\d+)l", d)
    assert start
    steps = re.findall(r"(-?\d+)([+-]\d+)", d[start.end() :])
    points = [(int(start[1]), int(start[2]))]
    for x, y in steps:
        points.append((points[-1][0] + int(x), points[-1][1] + int(y)))
    return points


def test_a_ring_becomes_a_closed_path_back_to_its_start() -> None:
    shape = rectangle(110, 27, 111, 28)
    canvas = fit([shape], 40, 40)
    d = path(shape, canvas)
    assert d.endswith("z")
    assert d.count("M") == 1
    assert walk(d)[0] == walk(d)[-1]
    assert len(set(walk(d))) == 4


def test_north_is_up_and_east_is_right() -> None:
    canvas = fit([rectangle(110, 27, 111, 28)], 40, 40)
    assert canvas.at((110.5, 28))[1] < canvas.at((110.5, 27))[1]
    assert canvas.at((110, 27.5))[0] < canvas.at((111, 27.5))[0]


def test_a_point_too_small_to_see_draws_nothing() -> None:
    canvas = fit([rectangle(110, 27, 111, 28)], 40, 40)
    assert path(rectangle(110.5, 27.5, 110.5, 27.5), canvas) == ""


@given(
    west=st.floats(108, 113),
    south=st.floats(24, 29),
    width=st.floats(0.1, 5),
    height=st.floats(0.1, 5),
    box=st.tuples(st.floats(10, 60), st.floats(10, 45)),
)
def test_every_shape_fills_its_box_one_way_and_leaves_it_neither_way(
    west: float, south: float, width: float, height: float, box: tuple[float, float]
) -> None:
    shape = rectangle(west, south, west + width, south + height)
    canvas = fit([shape], *box)
    assert canvas.width <= box[0] * UNITS + 1
    assert canvas.height <= box[1] * UNITS + 1
    assert canvas.width >= box[0] * UNITS - 1 or canvas.height >= box[1] * UNITS - 1
    assert all(0 <= x <= canvas.width and 0 <= y <= canvas.height for x, y in walk(path(shape, canvas)))


PLACES = st.lists(
    st.tuples(st.tuples(st.floats(110, 111), st.floats(27, 28)), st.text("长沙湘Ab1", min_size=1, max_size=6)),
    max_size=20,
)


def boxes(canvas: Canvas, names: list[tuple[Point, str]]) -> list[tuple[float, float, float, float]]:
    found = []
    for label in labels(names, canvas):
        x, y = label.left * canvas.width / 100, label.top * canvas.height / 100
        half = text_width(label.text) * LABEL / 2
        found.append((x - half, y - LABEL / 2, x + half, y + LABEL / 2))
    return found


@given(PLACES)
def test_no_two_names_overlap_and_the_first_is_always_there(names: list[tuple[Point, str]]) -> None:
    canvas = fit([rectangle(110, 27, 111, 28)], 40, 40)
    placed = boxes(canvas, names)
    assert bool(placed) == bool(names)
    for a, b in combinations(placed, 2):
        apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
        assert apart, (a, b)


def test_a_name_in_the_way_is_nudged_and_one_too_many_is_left_out() -> None:
    canvas = fit([rectangle(110, 27, 111, 28)], 20, 20)
    at = (110.5, 27.5)
    assert [label.text for label in labels([(at, "长沙"), ((110.5, 27.55), "湘潭")], canvas)] == ["长沙", "湘潭"]
    crowd = [(at, name) for name in ("一二三", "四五六", "七八九", "十百千", "万亿兆")]
    assert 1 <= len(labels(crowd, canvas)) < len(crowd)
