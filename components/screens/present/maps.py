"""Maps as vector paths: flat, sharp at any size, without WebGL, and recoloured in place without being drawn anew.

Units: 100 map units are one stage unit (a hundredth of the stage's width), so that what is drawn beside a map and
what is written on it can be measured against each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chuyi_dash.geo import Point, Shape

UNITS = 100
MARGIN = 20
LABEL = 1.75 * UNITS
NUDGES = ((0, 0), (0, -0.6), (0, 0.6), (-0.6, 0), (0.6, 0), (-0.6, -0.6), (0.6, -0.6), (-0.6, 0.6), (0.6, 0.6))
"""Where a name may stand, in its heights right of and below its point, best first."""
LATIN = 0.58
ASCII = 128


@dataclass(frozen=True, slots=True)
class Canvas:
    """Mercator's projection fitted to a box; ``width`` and ``height`` in map units."""

    west: float
    top: float
    scale: float
    width: int
    height: int

    def at(self, point: Point) -> tuple[int, int]:
        """Longitude and latitude as map units from the upper left corner."""
        x, y = point
        return round((x - self.west) * self.scale) + MARGIN, round((self.top - _mercator(y)) * self.scale) + MARGIN


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map: its middle, in per cent of the map's width and height, and its words."""

    left: float
    top: float
    text: str


@dataclass(frozen=True, slots=True)
class Area:
    """A division as drawn: its outline, and either the state that colours it or a colour of its own."""

    code: str
    d: str
    state: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A school: its middle and radius in map units, and its kind (school, college)."""

    x: int
    y: int
    r: int
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole map: areas in order of code, thick borders, names, dots."""

    canvas: Canvas
    areas: tuple[Area, ...]
    borders: tuple[str, ...]
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...] = ()


def fit(shapes: Iterable[Shape], width: float, height: float) -> Canvas:
    """The canvas on which the shapes fill a box of at most this many stage units."""
    bounds = [shape.bounds for shape in shapes]
    west, east = min(box[0] for box in bounds), max(box[2] for box in bounds)
    bottom, top = _mercator(min(box[1] for box in bounds)), _mercator(max(box[3] for box in bounds))
    across, down = width * UNITS - 2 * MARGIN, height * UNITS - 2 * MARGIN
    scale = min(across / (east - west), down / (top - bottom))
    return Canvas(
        west, top, scale, round((east - west) * scale) + 2 * MARGIN, round((top - bottom) * scale) + 2 * MARGIN
    )


def path(shape: Shape, canvas: Canvas) -> str:
    """A shape's outline as an SVG path in whole map units, each point relative to the one before."""
    return "".join(_ring(ring, canvas) for polygon in shape.polygons for ring in polygon)


def _ring(ring: Sequence[Point], canvas: Canvas) -> str:
    points = [canvas.at(point) for point in ring]
    steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points)]
    moves = [f"{x}{y:+d}" for x, y in steps if x or y]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(moves)}z" if moves else ""


def paths(shapes: Mapping[str, Shape], canvas: Canvas) -> dict[str, str]:
    """The outlines by division code, in order of code."""
    return {code: path(shapes[code], canvas) for code in sorted(shapes)}


def labels(names: Iterable[tuple[Point, str]], canvas: Canvas) -> tuple[Label, ...]:
    """Names at their points, or nudged, where they stay clear of those before them; the others are left out."""
    taken: list[tuple[float, float, float, float]] = []
    placed = []
    for point, text in names:
        x0, y0 = canvas.at(point)
        half = text_width(text) * LABEL / 2
        for across, down in NUDGES:
            x = min(max(x0 + across * LABEL, half), canvas.width - half)
            y = y0 + down * LABEL
            box = (x - half, y - LABEL * 0.55, x + half, y + LABEL * 0.55)
            if not any(_overlap(box, other) for other in taken):
                taken.append(box)
                placed.append(Label(round(100 * x / canvas.width, 2), round(100 * y / canvas.height, 2), text))
                break
    return tuple(placed)


def text_width(text: str) -> float:
    """About how many ems a text is wide."""
    return sum(LATIN if ord(letter) < ASCII else 1.0 for letter in text)


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _mercator(latitude: float) -> float:
    """Northing in degrees of longitude."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))
