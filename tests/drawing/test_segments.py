from __future__ import annotations

import pytest
import shapely

from chuyi_dash.drawing.segments import segments
from chuyi_dash.geo import MultiPolygon


def box(west: float, south: float, east: float, north: float) -> tuple[tuple[float, float], ...]:
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


SQUARE: MultiPolygon = ((box(111, 27, 112, 28),),)


def test_lines_rise_at_equal_distances_and_end_at_the_border() -> None:
    lines = segments([SQUARE], 0.25)
    offsets = sorted(start[0] - start[1] for start, _ in lines)
    assert offsets == pytest.approx([83.25, 83.5, 83.75, 84, 84.25, 84.5, 84.75])
    border = shapely.Polygon(SQUARE[0][0]).boundary
    for start, end in lines:
        assert end[0] - start[0] == pytest.approx(end[1] - start[1]) != 0
        assert border.distance(shapely.Point(start)) < 1e-4
        assert border.distance(shapely.Point(end)) < 1e-4


def test_holes_and_the_land_between_parts_stay_empty() -> None:
    parts: MultiPolygon = ((box(111, 27, 112, 28), box(111.3, 27.3, 111.7, 27.7)), (box(112.5, 28.5, 112.9, 28.9),))
    area = shapely.MultiPolygon([(part[0], part[1:]) for part in parts])
    lines = segments([parts], 0.1)
    assert all(area.buffer(1e-4).covers(shapely.LineString(line)) for line in lines)
    assert any(start[0] > 112 for start, _ in lines)


def test_neighbours_hatches_meet() -> None:
    east: MultiPolygon = ((box(112, 27, 113, 28),),)
    lines = segments([SQUARE, east], 0.2)
    ends = {end for _, end in lines if end[0] == 112 and 27 < end[1] < 28}
    starts = {start for start, _ in lines if start[0] == 112 and 27 < start[1] < 28}
    assert ends == starts != set()


def test_an_outline_smaller_than_the_spacing_may_stay_without_a_line() -> None:
    tiny: MultiPolygon = ((box(111.1, 27.3, 111.101, 27.301),),)
    assert segments([tiny], 0.5) == ()
    assert segments([tiny, SQUARE], 0.5) == segments([SQUARE], 0.5)


def test_nothing_to_hatch_gives_no_line() -> None:
    assert segments([], 0.1) == ()


@pytest.mark.parametrize("spacing", [0, -1, float("nan")])
def test_a_spacing_that_is_not_positive_is_refused(spacing: float) -> None:
    with pytest.raises(ValueError, match="positive"):
        segments([SQUARE], spacing)
