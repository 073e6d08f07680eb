"""Thin outlines out to what a screen can show, while neighbours keep one common border."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas
import numpy
import shapely
from shapely.geometry.base import BaseGeometry
from topojson.core.topology import Topology

from chuyi_dash.geo.shapes import MultiPolygon

STEP = 1.08
SNAP = 0.0001
"""Degrees (about 10 m) within which two drawings of one vertex are taken for the same."""
SLIVER = 0.001
"""Width in degrees up to which a gap between neighbours is closed."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A level of detail.

    ``decimals`` of a degree are kept. Borders may move by ``tolerance`` degrees, and by more, up to ``coarsest``,
    where the outlines would otherwise take more than ``counties`` bytes for one drawing (a group of counties) or
    ``merged`` bytes for all groups' common outlines (None: those are not drawn).
    """

    decimals: int
    tolerance: float
    coarsest: float
    counties: int
    merged: int | None


COARSE = Detail(decimals=3, tolerance=0.009, coarsest=0.05, counties=85_000, merged=35_000)
FINE = Detail(decimals=4, tolerance=0.001, coarsest=0.02, counties=60_000, merged=None)


class SimplificationError(Exception):
    """No permitted tolerance gives valid outlines within the size that a page allows."""


def simplify(outlines: Sequence[BaseGeometry], groups: Sequence[str], detail: Detail) -> list[BaseGeometry]:
    """Thin the outlines to fewer, rounded vertices: the most that fit ``detail`` and stay valid.

    ``groups`` has a prefecture for each outline. For a level with ``merged`` the budget ``counties`` is for all
    outlines at once, otherwise for each group. Raises SimplificationError.
    """
    outlines = _joined(outlines)
    frame = geopandas.GeoDataFrame({"group": list(groups)}, geometry=list(outlines))
    topology = Topology(frame, prequantize=False)
    tolerance = detail.tolerance
    while tolerance <= detail.coarsest:
        thinned = topology.toposimplify(tolerance, prevent_oversimplify=True).to_gdf()
        try:
            rounded = [_rounded(outline, detail.decimals) for outline in thinned.geometry]
            if _sound(rounded, outlines) and _fits(rounded, groups, detail):
                return rounded
        except shapely.errors.GEOSException:
            pass  # a ring shrank to a line: at another tolerance it may not
        tolerance *= STEP
    raise SimplificationError


def _joined(outlines: Sequence[BaseGeometry]) -> Sequence[BaseGeometry]:
    """Give the outlines the same vertices on both sides of every common border."""
    if shapely.coverage_is_valid(list(outlines)):
        return outlines
    cleaned: Sequence[BaseGeometry] = shapely.coverage_clean(
        list(outlines), gap_width=SLIVER, snapping_distance=SNAP
    ).tolist()
    return cleaned


def _rounded(outline: BaseGeometry, decimals: int) -> BaseGeometry:
    """Round the outline's coordinates.

    Common vertices stay common because each rounds the same way.
    """
    moved = shapely.transform(outline, lambda coordinates: numpy.round(coordinates, decimals))
    return shapely.remove_repeated_points(moved)


def merged(outlines: Sequence[BaseGeometry], groups: Sequence[str], decimals: int) -> dict[str, BaseGeometry]:
    """Join each group's outlines into one, along the very borders of its members."""
    wholes = {}
    for group in dict.fromkeys(groups):
        members = [outline for outline, of in zip(outlines, groups, strict=True) if of == group]
        wholes[group] = _rounded(shapely.union_all(members), decimals)
    return wholes


def coordinates(outline: BaseGeometry) -> MultiPolygon:
    """Nest a polygon or multipolygon as tuples of longitude and latitude.

    Outer rings run anticlockwise.
    """
    parts = shapely.get_parts(shapely.orient_polygons(outline))
    return tuple(tuple(tuple(map(tuple, ring.coords)) for ring in (part.exterior, *part.interiors)) for part in parts)


def drawn_bytes(outlines: Sequence[BaseGeometry]) -> int:
    """Count the bytes that the outlines' coordinates take as compact JSON."""
    return sum(len(json.dumps(coordinates(outline), separators=(",", ":"))) for outline in outlines)


def _sound(thinned: Sequence[BaseGeometry], originals: Sequence[BaseGeometry]) -> bool:
    """Tell whether all are valid, none is empty, no part is lost, and neighbours share borders."""
    if not bool(shapely.is_valid(thinned).all()) or bool(shapely.is_empty(thinned).any()):
        return False
    if shapely.get_num_geometries(thinned).tolist() != shapely.get_num_geometries(originals).tolist():
        return False
    return bool(shapely.coverage_is_valid(thinned))


def _fits(outlines: Sequence[BaseGeometry], groups: Sequence[str], detail: Detail) -> bool:
    if detail.merged is not None:
        wholes = merged(outlines, groups, detail.decimals)
        if drawn_bytes(outlines) > detail.counties or drawn_bytes(list(wholes.values())) > detail.merged:
            return False
        return all(whole.is_valid and not whole.is_empty for whole in wholes.values())
    sizes = dict.fromkeys(groups, 0)
    for outline, group in zip(outlines, groups, strict=True):
        sizes[group] += drawn_bytes([outline])
    return max(sizes.values(), default=0) <= detail.counties
