"""Fonts and colours of the briefing.

Colours come from the palette; Latin and Chinese text alike have named fonts.
"""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from chuyi_dash.drawing.hatching import PRESET

FONT, FALLBACK = "微软雅黑", "Noto Sans CJK SC"
INK, SOFT, RULE, PAPER, BAND = "#1c2530", "#48525f", "#c3cad3", "#ffffff", "#f4f6f9"
BORDER, OUTLINE = "#7d8792", "#3a4450"
SAMPLE_INK, SAMPLE_PAPER, SAMPLE_LINE = "#6f4800", "#fff8e6", "#8a5a00"
HATCH = "#9aa3ad"


def hexed(colour: str) -> str:
    """Convert a colour of the settings (#rrggbb) to the form of the file's markup."""
    return colour.removeprefix("#").upper()


def rgb(colour: str) -> RGBColor:
    """Convert a colour of the settings (#rrggbb) to a colour object of the presentation library."""
    number = int(colour.removeprefix("#"), 16)
    return RGBColor(number >> 16, number >> 8 & 255, number & 255)  # type: ignore[no-untyped-call]


def name_fonts(properties: Any) -> None:
    """Name the font for Latin and for Chinese text in a run's properties.

    Either alone leaves the other to chance.
    """
    for tag in ("a:latin", "a:ea"):
        found = properties.find(qn(tag))
        if found is None:
            found = OxmlElement(tag)
            properties.append(found)
        found.set("typeface", FONT)


def paint(fill: Any, colour: str, hatched: bool = False) -> None:
    """Fill with a plain colour, or hatch the colour to mark what is not reported."""
    if not hatched:
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
        return
    fill.patterned()
    fill.pattern = MSO_PATTERN.from_xml(PRESET)
    fill.fore_color.rgb = rgb(HATCH)
    fill.back_color.rgb = rgb(colour)
