"""Where a place stands in a picture: Mercator's projection, as the maps of browsers have it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from chuyi_dash.geo import Point, Shape

At = Callable[[Point], tuple[float, float]]
"""Longitude and latitude to a picture's units, right of and below its upper left corner."""


@dataclass(frozen=True, slots=True)
class Projection:
    """Land fitted to a picture, north up and true to angles.

    ``west`` and ``north`` are the land's edges, in degrees and as a northing; all else is in the picture's units.
    ``scale`` is units per degree of longitude; ``left`` and ``top`` are where the land begins; ``width`` and
    ``height`` how much room it takes.
    """

    west: float
    north: float
    scale: float
    width: float
    height: float
    left: float = 0
    top: float = 0

    def at(self, point: Point) -> tuple[float, float]:
        """Return where longitude and latitude stand in the picture."""
        x, y = point
        return self.left + (x - self.west) * self.scale, self.top + (self.north - northing(y)) * self.scale

    def moved(self, left: float, top: float) -> Projection:
        """Return the same with the land's upper left corner there."""
        return replace(self, left=left, top=top)

    def centred(self, left: float, top: float, width: float, height: float) -> Projection:
        """Return the same with the land in the middle of a box."""
        return self.moved(left + (width - self.width) / 2, top + (height - self.height) / 2)

    @property
    def middle(self) -> Point:
        """Longitude and latitude of the middle of the land's box."""
        return self.west + self.width / self.scale / 2, _latitude(self.north - self.height / self.scale / 2)


def fit(shapes: Iterable[Shape], width: float, height: float = math.inf) -> Projection:
    """Fit the shapes to a box of this width and at most this height.

    They begin at its upper left corner.
    """
    bounds = [shape.bounds for shape in shapes]
    west, east = min(box[0] for box in bounds), max(box[2] for box in bounds)
    south, north = northing(min(box[1] for box in bounds)), northing(max(box[3] for box in bounds))
    scale = min(width / (east - west), height / (north - south))
    return Projection(west, north, scale, (east - west) * scale, (north - south) * scale)


def northing(latitude: float) -> float:
    """Return how far north of the equator a latitude is drawn, in degrees of longitude."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def _latitude(north: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(north))) - math.pi / 2)
