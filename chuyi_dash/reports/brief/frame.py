"""What every slide has: a headline sentence, a small heading, and the foot.

The foot lets the slide stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.slide import Slide

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.reports.brief.layout import MARGIN, Box, fitting, lines
from chuyi_dash.reports.brief.style import INK, SAMPLE_INK, SOFT
from chuyi_dash.reports.brief.template import FOOT, FOOT_BOX, NUMBER, PLAIN, TITLE_BOX
from chuyi_dash.reports.brief.text import LEFT, RIGHT, Words, flush, text_box, write
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording.briefing import cited_sentence, sample_mark
from chuyi_dash.wording.tables import note

ONE_LINE_SIZES = (24, 23, 22, 21, 20)
FOOT_SIZES = (10.5, 10)
HEADLINE_SIZES = (24, 22, 20, 18, 16)
KICKER_BOX = Box(MARGIN, 0.3, 9.0, 0.3)


@dataclass(frozen=True, slots=True)
class Foot:
    """What a slide's figures rest on: the titles of its sources.

    ``sample`` tells whether a row of the sample is among them.
    """

    sample: bool
    sources: Sequence[str] = ()
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """The presentation being made, and whose it is."""

    file: Any
    snapshot: DataSource
    board: PlanProgress

    def slide(self, heading: str, headline: str, foot: Foot, layout: int = PLAIN) -> Slide:
        """Add a slide with its headline, small heading and foot."""
        slide: Slide = self.file.slides.add_slide(self.file.slide_layouts[layout])
        title = slide.shapes.title
        assert title is not None
        if layout == PLAIN:
            write(title.text_frame, [[Words(headline, _headline_size(headline), INK, bold=True)]])
            accent = read_palette().chart["accent"]
            text_box(slide, KICKER_BOX, [[Words(heading, 13, accent, bold=True)]], name=_("栏目"))
        _foot(slide, self.board, foot)
        return slide


def _headline_size(headline: str) -> float:
    """Choose the size in points of a headline.

    It is as large as one line allows, rather than a second line with a word or two; two lines where it is longer.
    """
    for size in ONE_LINE_SIZES:
        if lines(headline, TITLE_BOX.width, size) == 1:
            return size
    return fitting(headline, TITLE_BOX.width, TITLE_BOX.height, HEADLINE_SIZES)


def _foot(slide: Slide, board: PlanProgress, foot: Foot) -> None:
    """Fill the slide's foot and page number, copied from its layout.

    The foot tells the day, the scope, the origin, the sample mark and the sources.
    """
    layout: Any = slide.slide_layout
    for shape in layout.placeholders:
        kind = shape._element.xpath(".//p:ph")[0].get("type")
        if kind in (FOOT, NUMBER):
            slide.shapes._spTree.append(deepcopy(shape._element))
    by_type = {shape._element.xpath(".//p:ph")[0].get("type"): shape for shape in slide.placeholders}
    bottom, number = by_type[FOOT], by_type[NUMBER]
    bottom.name, number.name = _("页脚"), _("页码")
    plain = note(board, False)
    pieces = [Words(plain, 10.5, SOFT)]
    if foot.sample:
        pieces.append(Words(note(board, True).removeprefix(plain), 10.5, SAMPLE_INK, bold=True))
    second, size = _second_line(board, foot)
    flush(bottom.text_frame)
    write(bottom.text_frame, [pieces, *([[Words(second, size, SOFT)]] if second else [])], LEFT)
    _number(number)


def _second_line(board: PlanProgress, foot: Foot) -> tuple[str, float]:
    """Name as many sources as one line holds, with the size in points at which it does."""
    for most in (2, 1, 0):
        cited = cited_sentence(board, foot.sources, most)
        text = cited + (_("；") if cited and foot.extra else "") + foot.extra
        for size in FOOT_SIZES:
            if lines(text, FOOT_BOX.width, size) == 1:
                return text, size
    return text, FOOT_SIZES[-1]


def _number(shape: Any) -> None:
    """Style the page number and keep it a field, so that it follows when slides are moved."""
    flush(shape.text_frame)
    for properties in shape._element.xpath(".//a:fld/a:rPr"):
        properties.set("sz", "1200")
        properties.set("lang", "zh-CN")
    shape.text_frame.paragraphs[0].alignment = RIGHT


__all__ = ["Deck", "Foot", "sample_mark"]
