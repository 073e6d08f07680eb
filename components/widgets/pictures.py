"""Charts and maps as PNG to take away: title, day, source, sample mark and legend are inside the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

import vl_convert

from chuyi_dash.drawing.shade import LegendEntry
from chuyi_dash.geo import Point, hatch
from components.widgets.charts import FONT, Spec
from components.widgets.html import render
from components.widgets.map import HATCH_SPACING, MapContent

CHART_WIDTH, MAP_WIDTH = 860, 900
SCALE = 2
MARGIN, HEAD, LEGEND_LINE, FOOT = 24, 84, 26, 34
LEGEND_COLUMNS = 3


def chart_png(spec: Spec) -> bytes:
    """The chart as a picture of fixed width; nothing is fetched from anywhere."""
    fixed = {**spec, "width": CHART_WIDTH, "autosize": {"type": "pad"}, "background": "#ffffff", "padding": 16}
    png: bytes = vl_convert.vegalite_to_png(fixed, scale=SCALE, allowed_base_urls=[])
    return png


def map_png(content: MapContent, legend: Sequence[LegendEntry], *, title: str, note: str, origin: str) -> bytes:
    """The map as a picture with its own title, note, legend and the origin of its lines."""
    png: bytes = vl_convert.svg_to_png(map_svg(content, legend, title=title, note=note, origin=origin), scale=SCALE)
    return png


def map_svg(content: MapContent, legend: Sequence[LegendEntry], *, title: str, note: str, origin: str) -> str:
    """The map as SVG; longitude is shortened by the cosine of the middle latitude, as befits a single province."""
    drawn = [area for area in content.areas if area.code in content.shapes]
    bounds = [content.shapes[area.code].bounds for area in drawn]
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = (MAP_WIDTH - 2 * MARGIN) / ((east - west) * squeeze)
    bottom = HEAD + (north - south) * scale

    def at(point: Point) -> tuple[float, float]:
        return (
            round(MARGIN + (point[0] - west) * squeeze * scale, 1),
            round(HEAD + (north - point[1]) * scale, 1),
        )

    def path(polygons: Sequence[Sequence[Sequence[Point]]]) -> str:
        rings = chain.from_iterable(polygons)
        return "".join("M" + "L".join(f"{x} {y}" for x, y in map(at, ring)) + "Z" for ring in rings)

    hatched = [content.shapes[area.code].polygons for area in drawn if area.hatched]
    lines = -(-len(legend) // LEGEND_COLUMNS)
    return render(
        "map",
        suffix="svg",
        width=MAP_WIDTH,
        height=round(bottom + MARGIN + lines * LEGEND_LINE + FOOT),
        font=FONT,
        title=title,
        note=note,
        origin=origin,
        margin=MARGIN,
        areas=[(path(content.shapes[area.code].polygons), area.colour) for area in drawn],
        hatching=[(at(start), at(end)) for start, end in hatch(hatched, HATCH_SPACING[content.whole_province])],
        borders=[path(shape.polygons) for shape in content.borders],
        labels=[(at(point), name) for point, name in content.labelled],
        spots=[at(spot.at) for spot in content.spots],
        legend=[
            (
                MARGIN + place % LEGEND_COLUMNS * (MAP_WIDTH - 2 * MARGIN) // LEGEND_COLUMNS,
                round(bottom + MARGIN + place // LEGEND_COLUMNS * LEGEND_LINE),
                entry,
            )
            for place, entry in enumerate(legend)
        ],
        foot=round(bottom + MARGIN + lines * LEGEND_LINE + FOOT / 2),
    )
