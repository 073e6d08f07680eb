"""The empty presentation: 16:9, with a layout for the cover and one for the rest.

Palette and fonts are its theme.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.reports.brief.layout import HEIGHT, MARGIN, WIDTH, Box
from chuyi_dash.reports.brief.style import BAND, FALLBACK, FONT, INK, SOFT, hexed

COVER, PLAIN = 0, 1
KEPT = ("Title Slide", "Title Only")
TITLE_BOX = Box(MARGIN, 0.66, WIDTH - 2 * MARGIN, 0.92)
FOOT_BOX = Box(MARGIN, 6.86, 11.2, 0.5)
NUMBER_BOX = Box(WIDTH - MARGIN - 0.9, 6.86, 0.9, 0.5)
BAR_BOX = Box(0, 0, WIDTH, 0.12)
COVER_BAR_BOX = Box(0, 0, 0.3, HEIGHT)
COVER_TITLE_BOX = Box(1.1, 1.1, 11.2, 1.2)
COVER_SUB_BOX = Box(1.1, 2.35, 11.2, 0.6)
TITLE_TYPES, FOOT, NUMBER = ("title", "ctrTitle"), "ftr", "sldNum"


def empty_deck(palette: Palette, title: str, made: datetime) -> Any:
    """Create a presentation without slides, in the colours of the palette.

    ``made`` is the time in its properties, so that they do not tell the clock's.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    _drop_thumbnail(deck)
    _set_theme(deck.slide_master, palette)
    _arrange(deck.slide_master, TITLE_BOX)
    for layout, name in zip(deck.slide_layouts, (_("封面"), _("标题与图表")), strict=True):
        layout._element.cSld.set("name", name)
    _arrange(deck.slide_layouts[COVER], COVER_TITLE_BOX, COVER_SUB_BOX)
    _decorate(deck.slide_layouts[COVER], COVER_BAR_BOX, palette.chart["accent"])
    _decorate(deck.slide_layouts[PLAIN], BAR_BOX, palette.chart["accent"])
    properties = deck.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.created = properties.modified = made
    properties.revision, properties.language, properties.keywords = 1, "zh-CN", ""
    return deck


def _drop_thumbnail(deck: Any) -> None:
    """Remove the library template's thumbnail, which file managers would show for our file."""
    package = deck.part.package
    for key, relationship in list(package._rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(key)


def _set_theme(master: Any, palette: Palette) -> None:
    """Set palette and fonts as theme, so that what an editor adds later looks like the rest."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme: Any = parse_xml(part.blob)
    styles, chart, states = palette.styles, palette.chart, palette.states
    colours = {
        "dk1": INK,
        "lt1": "#ffffff",
        "dk2": SOFT,
        "lt2": BAND,
        "accent1": chart["accent"],
        "accent2": chart["approved"],
        "accent3": chart["accepted"],
        "accent4": chart["pace"],
        "accent5": states["unmet"],
        "accent6": styles["done"].colour,
        "hlink": chart["accent"],
        "folHlink": SOFT,
    }
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", "Chuyi")
    for name, colour in colours.items():
        entry = scheme.find(qn(f"a:{name}"))
        for old in list(entry):
            entry.remove(old)
        entry.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{hexed(colour)}"/>'))
    for fonts in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        fonts.find(qn("a:latin")).set("typeface", FONT)
        fonts.find(qn("a:ea")).set("typeface", FONT)
        fonts.find(f"{qn('a:font')}[@script='Hans']").set("typeface", FALLBACK)
    part.blob = serialize_part_xml(theme)


def _arrange(owner: Any, title: Box, sub: Box | None = None) -> None:
    """Put the placeholders of a master or layout in their places.

    The date has none, because the foot says it.
    """
    for shape in list(owner.placeholders):
        kind = shape._element.xpath(".//p:ph")[0].get("type")
        if kind == "dt":
            shape._element.getparent().remove(shape._element)
            continue
        box = {FOOT: FOOT_BOX, NUMBER: NUMBER_BOX, "subTitle": sub}.get(kind, title if kind in TITLE_TYPES else None)
        if box is not None:
            shape.left, shape.top, shape.width, shape.height = box.emu()
        if kind in (*TITLE_TYPES, "subTitle"):
            frame = shape._element.find(f".//{qn('a:bodyPr')}")
            for name in ("lIns", "tIns", "rIns", "bIns"):
                frame.set(name, "0")
            frame.set("anchor", "t")


def _decorate(layout: Any, box: Box, colour: str) -> None:
    left, top, width, height = box.emu()
    bar = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{hexed(colour)}"/>'
        "</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    tree = layout.shapes._spTree
    tree.insert(2, bar)
