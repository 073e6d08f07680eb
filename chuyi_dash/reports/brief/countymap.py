"""The map as native shapes: one freeform per county with its class's fill, prefecture outlines, labels, a legend."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Inches, Pt

from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.geo import Point, Shape
from chuyi_dash.i18n import gettext as _
from chuyi_dash.reports.brief.layout import Box, ems
from chuyi_dash.reports.brief.style import BORDER, HATCH, INK, OUTLINE, hexed, paint, rgb
from chuyi_dash.reports.brief.text import CENTRE, Words, plain, text_box

Projection = Callable[[Point], tuple[int, int]]
LABEL_SIZE, LEGEND_SIZE = 11, 12.5
VEIL = "60000"
"""How much of the white behind a label covers the fill below, in thousandths of a percent."""


def projection(shapes: Iterable[Shape], box: Box) -> Projection:
    """Degrees to the file's unit, as large as the box allows, true to shape at the middle latitude, centred."""
    bounds = [shape.bounds for shape in shapes]
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min(box.width / ((east - west) * narrow), box.height / (north - south))
    left = box.left + (box.width - (east - west) * narrow * scale) / 2
    top = box.top + (box.height - (north - south) * scale) / 2

    def place(point: Point) -> tuple[int, int]:
        x, y = point
        return Inches(left + (x - west) * narrow * scale), Inches(top + (north - y) * scale)

    return place


def freeform(slide: Slide, shape: Shape, place: Projection, name: str, alt: str, paints: str) -> None:
    """One native freeform of all parts and holes of an outline; ``paints`` is its fill and line.

    Written as one piece, because the library's own builder takes most of a second for every thousand points.
    """
    rings = [[place(point) for point in ring] for polygon in shape.polygons for ring in polygon]
    left, top = min(x for ring in rings for x, _y in ring), min(y for ring in rings for _x, y in ring)
    width = max(x for ring in rings for x, _y in ring) - left
    height = max(y for ring in rings for _x, y in ring) - top
    contours = "".join(_contour([(x - left, y - top) for x, y in ring]) for ring in rings)
    tree: Any = slide.shapes._spTree
    tree.append(
        parse_xml(
            f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
            f'<p:cNvPr id="{slide.shapes._next_shape_id}" name={quoteattr(name)} descr={quoteattr(alt)}/>'
            f'<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>'
            f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">{contours}</a:path>'
            f"</a:pathLst></a:custGeom>{paints}</p:spPr></p:sp>"
        )
    )


def _contour(points: Sequence[tuple[int, int]]) -> str:
    (x, y), *rest = points
    lines = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in rest)
    return f'<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>{lines}<a:close/>'


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{hexed(colour)}"/></a:solidFill>'


def _fill(shade: Shade) -> str:
    if not shade.hatched:
        return _solid(shade.colour)
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{hexed(HATCH)}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{hexed(shade.colour)}"/></a:bgClr></a:pattFill>'
    )


def _line(colour: str, points: float) -> str:
    return f'<a:ln w="{Pt(points)}">{_solid(colour)}<a:round/></a:ln>'


def draw_areas(slide: Slide, shapes: Mapping[str, Shape], shades: Sequence[Shade], place: Projection) -> None:
    """Each division that has an outline, named after it, with what it stands for as its alternative text."""
    for shade in shades:
        if shade.code in shapes:
            alt = f"{shade.name}：{shade.text}"
            freeform(slide, shapes[shade.code], place, shade.name, alt, _fill(shade) + _line(BORDER, 0.5))


def draw_borders(slide: Slide, borders: Sequence[Shape], place: Projection) -> None:
    """Prefecture outlines over the counties."""
    for border in borders:
        name = _("%(name)s界线") % {"name": border.name}
        freeform(slide, border, place, name, name, "<a:noFill/>" + _line(OUTLINE, 1.25))


def draw_labels(slide: Slide, labels: Sequence[tuple[Point, str]], place: Projection, size: float) -> None:
    """Names on a white veil at each division's middle, pushed apart where they would lie on each other."""
    taken: list[Box] = []
    for point, name in labels:
        x, y = place(point)
        width, height = ems(name) * size / 72 + 0.06, size * 1.25 / 72
        box = _free(Box(x / 914400 - width / 2, y / 914400 - height / 2, width, height), taken)
        taken.append(box)
        shape = text_box(
            slide,
            box,
            [[Words(name, size, INK, bold=True)]],
            name=_("标注 %(name)s") % {"name": name},
            align=CENTRE,
            anchor=MSO_ANCHOR.MIDDLE,
        )
        shape.text_frame.word_wrap = False
        _veil(shape)


def _free(box: Box, taken: Sequence[Box]) -> Box:
    """The nearest place to the wanted one that no label has taken, within a few line heights."""
    steps = [0.0, 0.5, 1.0, 1.5, 2.0]
    offsets = sorted(
        (
            (dx * sx * box.width * 0.5, dy * sy * box.height)
            for dx in steps
            for dy in steps
            for sx in (1, -1)
            for sy in (1, -1)
        ),
        key=lambda offset: (round(math.hypot(*offset), 4), offset),
    )
    for dx, dy in offsets:
        moved = Box(box.left + dx, box.top + dy, box.width, box.height)
        if not any(_meet(moved, other) for other in taken):
            return moved
    return box


def _meet(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _veil(shape: Any) -> None:
    fill = parse_xml(
        f'<a:solidFill {nsdecls("a")}><a:srgbClr val="FFFFFF"><a:alpha val="{VEIL}"/></a:srgbClr></a:solidFill>'
    )
    properties = shape._element.spPr
    for old in properties.findall(qn("a:noFill")):
        properties.remove(old)
    properties.append(fill)


def draw_legend(slide: Slide, keys: Sequence[LegendEntry], box: Box) -> None:
    """A swatch and words for each class, in one row, or in two where one is too narrow."""
    swatch, gap, line = 0.28, 0.25, 0.3
    left, top = box.left, box.top
    for key in keys:
        width = ems(key.label) * LEGEND_SIZE / 72 + 0.1
        if left + swatch + width > box.right and left > box.left:
            left, top = box.left, top + line
        mark = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(left, top + 0.04, swatch, 0.18).emu())
        mark.name = _("图例 %(label)s") % {"label": key.label}
        plain(mark)
        paint(mark.fill, key.colour, key.hatched)
        mark.line.color.rgb, mark.line.width = rgb(BORDER), Pt(0.5)
        words = Box(left + swatch + 0.08, top, width, 0.26)
        text_box(
            slide,
            words,
            [[Words(key.label, LEGEND_SIZE)]],
            name=_("图例文字 %(label)s") % {"label": key.label},
            anchor=MSO_ANCHOR.MIDDLE,
        )
        left = words.right + gap
