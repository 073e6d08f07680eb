"""The map as native shapes.

There is one freeform per county with its class's fill, and prefecture outlines, labels and a legend.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from chuyi_dash.drawing.hatching import PRESET
from chuyi_dash.drawing.labels import Name, place_names
from chuyi_dash.drawing.paths import rings
from chuyi_dash.drawing.projection import At, Projection, fit
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.drawing.text import ems
from chuyi_dash.geo import Shape
from chuyi_dash.i18n import gettext as _
from chuyi_dash.reports.brief.layout import Box
from chuyi_dash.reports.brief.style import BORDER, HATCH, INK, OUTLINE, hexed, paint, rgb
from chuyi_dash.reports.brief.text import CENTRE, Words, drop_theme_style, text_box

LABEL_SIZE, LEGEND_SIZE = 11, 12.5
EMU_PER_INCH, EMU_PER_POINT = 914400, 12700
VEIL = "60000"
"""How much of the white behind a label covers the fill below, in thousandths of a percent."""


def projection(shapes: Iterable[Shape], box: Box) -> Projection:
    """Fit the shapes to the box, as large as it allows and centred; in the file's own unit."""
    left, top, width, height = box.emu()
    return fit(shapes, width, height).centred(left, top, width, height)


def freeform(slide: Slide, shape: Shape, at: At, name: str, alt: str, paints: str) -> None:
    """Draw one native freeform of all parts and holes of an outline.

    ``paints`` is its fill and line. It is written as one piece, because the library's own builder takes most of a
    second for every thousand points.
    """
    parts = rings(shape.polygons, at)
    left, top = min(x for ring in parts for x, _y in ring), min(y for ring in parts for _x, y in ring)
    width = max(x for ring in parts for x, _y in ring) - left
    height = max(y for ring in parts for _x, y in ring) - top
    contours = "".join(_contour([(x - left, y - top) for x, y in ring]) for ring in parts)
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
        f'<a:pattFill prst="{PRESET}"><a:fgClr><a:srgbClr val="{hexed(HATCH)}"/></a:fgClr>'
        f'<a:bgClr><a:srgbClr val="{hexed(shade.colour)}"/></a:bgClr></a:pattFill>'
    )


def _line(colour: str, points: float) -> str:
    return f'<a:ln w="{Pt(points)}">{_solid(colour)}<a:round/></a:ln>'


def draw_areas(slide: Slide, shapes: Mapping[str, Shape], shades: Sequence[Shade], at: At) -> None:
    """Draw each division that has an outline, named after it.

    Its alternative text says what it stands for.
    """
    for shade in shades:
        if shade.code in shapes:
            alt = f"{shade.name}：{shade.text}"
            freeform(slide, shapes[shade.code], at, shade.name, alt, _fill(shade) + _line(BORDER, 0.5))


def draw_borders(slide: Slide, borders: Sequence[Shape], at: At) -> None:
    """Draw prefecture outlines over the counties."""
    for border in borders:
        name = _("%(name)s界线") % {"name": border.name}
        freeform(slide, border, at, name, name, "<a:noFill/>" + _line(OUTLINE, 1.25))


def draw_labels(slide: Slide, names: Sequence[Name], at: At) -> None:
    """Write names on a white veil at each division's middle.

    They are pushed apart where they would lie on each other.
    """
    size = LABEL_SIZE * EMU_PER_POINT
    for label in place_names(names, at, size, padding=0.06 * EMU_PER_INCH):
        box = Box(
            (label.x - label.width / 2) / EMU_PER_INCH,
            (label.y - label.height / 2) / EMU_PER_INCH,
            label.width / EMU_PER_INCH,
            label.height / EMU_PER_INCH,
        )
        shape = text_box(
            slide,
            box,
            [[Words(label.text, LABEL_SIZE, INK, bold=True)]],
            name=_("标注 %(name)s") % {"name": label.text},
            align=CENTRE,
            anchor=MSO_ANCHOR.MIDDLE,
        )
        shape.text_frame.word_wrap = False
        _veil(shape)


def _veil(shape: Any) -> None:
    fill = parse_xml(
        f'<a:solidFill {nsdecls("a")}><a:srgbClr val="FFFFFF"><a:alpha val="{VEIL}"/></a:srgbClr></a:solidFill>'
    )
    properties = shape._element.spPr
    for old in properties.findall(qn("a:noFill")):
        properties.remove(old)
    properties.append(fill)


def draw_legend(slide: Slide, entries: Sequence[LegendEntry], box: Box) -> None:
    """Draw the map's legend: a swatch and words for each class.

    The entries stand in one row, or in two where one is too narrow.
    """
    swatch, gap, line = 0.28, 0.25, 0.3
    left, top = box.left, box.top
    for entry in entries:
        width = ems(entry.label) * LEGEND_SIZE / 72 + 0.1
        if left + swatch + width > box.right and left > box.left:
            left, top = box.left, top + line
        mark = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(left, top + 0.04, swatch, 0.18).emu())
        mark.name = _("图例 %(label)s") % {"label": entry.label}
        drop_theme_style(mark)
        paint(mark.fill, entry.colour, entry.hatched)
        mark.line.color.rgb, mark.line.width = rgb(BORDER), Pt(0.5)
        words = Box(left + swatch + 0.08, top, width, 0.26)
        text_box(
            slide,
            words,
            [[Words(entry.label, LEGEND_SIZE)]],
            name=_("图例文字 %(label)s") % {"label": entry.label},
            anchor=MSO_ANCHOR.MIDDLE,
        )
        left = words.right + gap
