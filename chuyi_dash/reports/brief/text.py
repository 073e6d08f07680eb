"""Text on a slide: boxes of paragraphs whose size was chosen so that they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from chuyi_dash.reports.brief.layout import Box, fitting
from chuyi_dash.reports.brief.style import INK, name_fonts, paint, rgb

LEFT, CENTRE, RIGHT = PP_ALIGN.LEFT, PP_ALIGN.CENTER, PP_ALIGN.RIGHT
PANEL_HEIGHT = 2.2
BODY_SIZES = (14, 13, 12, 11.5, 11)


@dataclass(frozen=True, slots=True)
class Words:
    """One piece of text in one form."""

    text: str
    size: float
    colour: str = INK
    bold: bool = False


def write(frame: Any, paragraphs: Sequence[Sequence[Words]], align: Any = LEFT, space: float = 0) -> None:
    """Replace a frame's text; each paragraph is a row of pieces.

    ``space`` is the points between paragraphs.
    """
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    for index, pieces in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph.alignment = align
        if space and index:
            paragraph.space_before = Pt(space)
        for piece in pieces:
            run = paragraph.add_run()
            run.text = piece.text
            run.font.size, run.font.bold = Pt(piece.size), piece.bold
            run.font.color.rgb = rgb(piece.colour)
            properties = run._r.get_or_add_rPr()
            properties.set("lang", "zh-CN")
            name_fonts(properties)


def flush(frame: Any, anchor: Any = MSO_ANCHOR.TOP, inset: float = 0) -> None:
    """Take away the frame's inner margins, so that texts line up with pictures."""
    frame.margin_left = frame.margin_right = Pt(inset)
    frame.margin_top = frame.margin_bottom = Pt(inset / 2)
    frame.vertical_anchor = anchor


def text_box(
    slide: Slide,
    box: Box,
    paragraphs: Sequence[Sequence[Words]],
    *,
    name: str,
    align: Any = LEFT,
    anchor: Any = MSO_ANCHOR.TOP,
    space: float = 0,
) -> Any:
    """Add a text box named ``name`` and return its shape."""
    shape = slide.shapes.add_textbox(*box.emu())
    shape.name = name
    flush(shape.text_frame, anchor)
    write(shape.text_frame, paragraphs, align, space)
    return shape


def body_text(slide: Slide, box: Box, texts: Sequence[str], *, name: str, colour: str = INK) -> None:
    """Write sentences under each other in the largest size that fits the box."""
    kept = [text for text in texts if text]
    size = fitting("\n".join(kept), box.width, box.height, BODY_SIZES)
    text_box(slide, box, [[Words(text, size, colour)] for text in kept], name=name)


def drop_theme_style(shape: Any) -> None:
    """Take away the theme's style from a shape.

    Some readers draw its shadow in spite of the shape's own settings.
    """
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def panel(slide: Slide, box: Box, texts: Sequence[str], *, name: str, paper: str, line: str) -> None:
    """Draw a framed box that says what data is missing and who can supply it.

    The sentences stand in its middle; the box is no higher than it need be.
    """
    box = Box(box.left, box.top, box.width, min(box.height, PANEL_HEIGHT))
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu())
    shape.name = name
    drop_theme_style(shape)
    paint(shape.fill, paper)
    shape.line.color.rgb, shape.line.width = rgb(line), Pt(0.75)
    frame = shape.text_frame
    flush(frame, MSO_ANCHOR.MIDDLE, 18)
    size = fitting("\n".join(texts), box.width - 0.6, box.height - 0.4, (18, 16, 14, 13, 12))
    write(frame, [[Words(text, size)] for text in texts], CENTRE, space=8)
