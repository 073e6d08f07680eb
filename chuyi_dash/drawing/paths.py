"""Outlines as the paths of SVG and as rings of points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from chuyi_dash.drawing.projection import At
from chuyi_dash.geo import MultiPolygon, Point, Shape


def rings(polygons: MultiPolygon, at: At) -> list[list[tuple[int, int]]]:
    """Return outer rings and holes in whole units of the picture."""
    return [[_whole(at(point)) for point in ring] for polygon in polygons for ring in polygon]


def path(polygons: MultiPolygon, at: At) -> str:
    """Return an outline as an SVG path in whole units, each point relative to the one before.

    A ring too small to be seen is left out. A picture that needs finer steps has finer units.
    """
    return "".join(_ring(points) for points in rings(polygons, at))


def paths(shapes: Mapping[str, Shape], at: At) -> dict[str, str]:
    """Return the paths of divisions by code, in order of code."""
    return {code: path(shapes[code].polygons, at) for code in sorted(shapes)}


def _ring(points: Sequence[tuple[int, int]]) -> str:
    steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points)]
    moves = [f"{x}{y:+d}" for x, y in steps if x or y]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(moves)}z" if moves else ""


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])
