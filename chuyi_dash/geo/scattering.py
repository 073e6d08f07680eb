"""Places for points of which only the county is known."""

from __future__ import annotations

import math
from itertools import pairwise

from chuyi_dash.geo.shapes import Point, Shape

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
ROOM = 0.8
"""Share of the largest circle's radius that is used, so that a point's disc stays clear of the border."""
DECIMALS = 4


def scatter(shape: Shape, n: int) -> tuple[Point, ...]:
    """Spread ``n`` points like a sunflower's seeds around the label, all inside the shape.

    The same shape gives the same points, and the first is the label itself. Pass the shape of the level that is
    drawn: a small district's coarse and fine outlines differ by as much as its points do. They tell the county, not
    the place: say so where they are drawn.
    """
    x, y = shape.label
    room = ROOM * _clearance(shape)
    points = []
    for i in range(n):
        radius, angle = room * math.sqrt(i / n), i * GOLDEN_ANGLE
        points.append((round(x + radius * math.cos(angle), DECIMALS), round(y + radius * math.sin(angle), DECIMALS)))
    return tuple(points)


def _clearance(shape: Shape) -> float:
    """Measure the degrees from the label to the nearest border."""
    return min(
        _distance(shape.label, start, end)
        for polygon in shape.polygons
        for ring in polygon
        for start, end in pairwise(ring)
    )


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else min(1.0, max(0.0, ((px - ax) * dx + (py - ay) * dy) / length))
    return math.hypot(px - ax - along * dx, py - ay - along * dy)
