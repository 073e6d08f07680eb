from __future__ import annotations

import pytest
import shapely

from chuyi_dash.geo import Shape, scatter

RING = ((111.0, 27.0), (111.4, 27.0), (111.4, 27.1), (111.1, 27.1), (111.1, 27.4), (111.0, 27.4), (111.0, 27.0))
BENT = Shape("439101", "示例县", "439100", ((RING,),), (111.06, 27.06), (111.0, 27.0, 111.4, 27.4))


@pytest.mark.parametrize("n", [0, 1, 2, 40])
def test_the_points_are_as_many_as_asked_apart_and_inside(n: int) -> None:
    points = scatter(BENT, n)
    assert len(set(points)) == n
    assert all(shapely.Polygon(RING).contains(shapely.Point(point)) for point in points)


def test_a_single_point_is_the_label() -> None:
    assert scatter(BENT, 1) == (BENT.label,)


def test_the_points_are_the_same_every_time() -> None:
    assert scatter(BENT, 7) == scatter(BENT, 7)
