"""The county map as a picture that stands alone: title, day, source, sample mark, legend and origin are inside."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from PIL import Image

from chuyi_dash.geo import Boundaries, MultiPolygon, Point, Shape
from chuyi_dash.plan import read_settings
from chuyi_dash.reports.self_check.document import CountyLine, Document
from chuyi_dash.reports.self_check.rendering import render
from chuyi_dash.wording.boundaries import boundaries_note
from chuyi_dash.wording.terms import day, state_word

WIDTH, MARGIN, HEAD, LEGEND, FOOT = 640, 20, 100, 34, 30
HIGHEST = 420  # a prefecture that is tall and narrow must leave room for text on its page
LABEL, CHARACTER = 15, 1.05
COLOURS = 64
STATES = ("met", "unmet", "unreported", "not_applicable")
UNMET_MARK = "×"


@dataclass(frozen=True, slots=True)
class Label:
    """A name where it lies free: its middle, in the picture's units."""

    x: float
    y: float
    text: str


def map_svg(document: Document, boundaries: Boundaries) -> str:
    """The prefecture's counties by state as SVG. ValueError where no county has an outline."""
    shapes = {
        row.code: boundaries.counties_fine[row.code]
        for row in document.counties
        if row.code in boundaries.counties_fine
    }
    if not shapes:
        raise ValueError("no county of this report has an outline")
    at, height = _projection(list(shapes.values()))
    drawn = [row for row in document.counties if row.code in shapes]
    colours = read_settings().states
    base = HEAD + height + MARGIN
    return render(
        "map.svg",
        width=WIDTH,
        height=round(base + LEGEND + FOOT),
        margin=MARGIN,
        title=f"{document.prefecture}县市区公办中等职业学校（{document.round_name}自查）",
        note=f"数据截至{day(document.as_of)} · 来源：楚怡行动进展看板和本次自查",
        marks=document.marks,
        areas=[(_path(shapes[row.code].polygons, at), colours[row.state], row.state == "unreported") for row in drawn],
        labels=_labels(drawn, shapes, at),
        legend=_legend(document.counties, colours),
        legend_top=round(base + LEGEND / 2),
        foot=round(base + LEGEND + FOOT / 2),
        origin=boundaries_note(boundaries),
    )


def map_png(document: Document, boundaries: Boundaries, scale: float = 2) -> bytes:
    """The same as PNG, sharp enough for print."""
    import vl_convert  # Loading it takes a moment that only this picture needs.

    drawn: bytes = vl_convert.svg_to_png(map_svg(document, boundaries), scale=scale)
    # Few colours are in it: a palette makes the file a fraction as large.
    out = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.convert("RGB").quantize(COLOURS).save(out, "PNG")
    return out.getvalue()


def map_words(document: Document) -> str:
    """The picture in words, for those who do not see it."""
    parts = []
    for state in STATES:
        names = [row.name for row in document.counties if row.state == state]
        if names:
            parts.append(f"{state_word(state)}{len(names)}个：{'、'.join(names)}")
    return f"{document.prefecture}各县市区公办中等职业学校办学情况地图。{'；'.join(parts)}。"


def _projection(shapes: Sequence[Shape]) -> tuple[Callable[[Point], tuple[float, float]], float]:
    """Degrees to the picture's units, true to shape at the middle latitude, and the height that the map takes."""
    bounds = [shape.bounds for shape in shapes]
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    squeeze = math.cos(math.radians((south + north) / 2))
    room = WIDTH - 2 * MARGIN
    scale = min(room / ((east - west) * squeeze), HIGHEST / (north - south))
    left = MARGIN + (room - (east - west) * squeeze * scale) / 2

    def at(point: Point) -> tuple[float, float]:
        return round(left + (point[0] - west) * squeeze * scale, 1), round(HEAD + (north - point[1]) * scale, 1)

    return at, (north - south) * scale


def _path(polygons: MultiPolygon, at: Callable[[Point], tuple[float, float]]) -> str:
    rings = chain.from_iterable(polygons)
    return "".join("M" + "L".join(f"{x} {y}" for x, y in map(at, ring)) + "Z" for ring in rings)


def _labels(
    rows: Sequence[CountyLine], shapes: Mapping[str, Shape], at: Callable[[Point], tuple[float, float]]
) -> list[Label]:
    """The counties' names, pushed apart where they would lie on each other."""
    placed: list[Label] = []
    for row in rows:
        x, y = at(shapes[row.code].label)
        text = row.name + (UNMET_MARK if row.state == "unmet" else "")
        placed.append(_free(Label(x, y, text), placed))
    return placed


def _free(wanted: Label, placed: Sequence[Label]) -> Label:
    steps = sorted(
        product((0, 1, -1, 2, -2, 3, -3), (0, 0.5, -0.5, 1, -1)), key=lambda step: step[0] ** 2 + step[1] ** 2
    )
    for down, right in steps:
        width = len(wanted.text) * LABEL * CHARACTER
        x = min(max(wanted.x + right * width, width / 2), WIDTH - width / 2)
        moved = Label(x, wanted.y + down * LABEL, wanted.text)
        if not any(_meet(moved, other) for other in placed):
            return moved
    return wanted


def _meet(one: Label, other: Label) -> bool:
    reach = (len(one.text) + len(other.text)) / 2 * LABEL * CHARACTER
    return abs(one.x - other.x) < reach and abs(one.y - other.y) < LABEL * 1.15


def _legend(counties: Sequence[CountyLine], colours: Mapping[str, str]) -> list[dict[str, object]]:
    """A swatch and words with the number of counties for each state; “not applicable” only where it occurs."""
    found: list[dict[str, object]] = []
    for state in STATES:
        number = sum(row.state == state for row in counties)
        if number or state != "not_applicable":
            mark = UNMET_MARK if state == "unmet" else ""
            found.append(
                {
                    "colour": colours[state],
                    "label": f"{state_word(state)}{mark and f'（{mark}）'} {number}个",
                    "hatched": state == "unreported",
                    "x": MARGIN + len(found) * 180,
                }
            )
    return found
