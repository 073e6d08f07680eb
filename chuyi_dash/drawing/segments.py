"""The lines of the hatching one by one, for a map that has no pattern fill."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy
import shapely

from chuyi_dash.geo import MultiPolygon, Point

DECIMALS = 4
_LINE = 1


def segments(polygons: Iterable[MultiPolygon], spacing_degrees: float) -> tuple[tuple[Point, Point], ...]:
    """Return segments (start, end) of rising diagonals inside the outlines, to 4 decimals.

    The outlines are as ``Shape.polygons``. The lines lie on one grid, ``spacing_degrees`` apart along the parallel,
    so that they run on from one outline into its neighbour. Raises ValueError for a spacing that is not positive.
    """
    if not spacing_degrees > 0:
        raise ValueError("spacing_degrees must be positive")
    areas = numpy.array([shapely.polygons(part[0], part[1:] or None) for whole in polygons for part in whole])
    if not areas.size:
        return ()
    owners, lines = _diagonals(shapely.bounds(areas), spacing_degrees)
    if not owners.size:
        return ()
    crossed, bundle = numpy.unique(owners, return_inverse=True)
    pieces = shapely.get_parts(shapely.intersection(areas[crossed], shapely.multilinestrings(lines, indices=bundle)))
    inside = pieces[shapely.get_type_id(pieces) == _LINE]
    ends = numpy.round(shapely.get_coordinates(inside), DECIMALS).reshape(-1, 2, 2)
    visible = ends[(ends[:, 0] != ends[:, 1]).any(axis=1)]
    return tuple(((a, b), (c, d)) for (a, b), (c, d) in visible.tolist())


def _diagonals(bounds: Any, spacing: float) -> tuple[Any, Any]:
    """Lay diagonals across each area's bounds.

    Returns which area (index) each diagonal is for, and the diagonals, in the areas' order. The diagonals are x - y =
    k * spacing for whole k.
    """
    west, south, east, north = bounds.T
    first = numpy.ceil((west - north) / spacing).astype(int)
    counts = numpy.floor((east - south) / spacing).astype(int) - first + 1
    owners = numpy.repeat(numpy.arange(len(counts)), counts)
    within = numpy.arange(len(owners)) - numpy.repeat(numpy.cumsum(counts) - counts, counts)
    offset = (first[owners] + within) * spacing
    low, high = south[owners], north[owners]
    ends = numpy.stack([offset + low, low, offset + high, high], axis=1).reshape(-1, 2, 2)
    return owners, shapely.linestrings(ends)
