"""Native tables: quiet, with rules between rows.

Text has the largest size at which all rows fit their box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Inches, Pt

from chuyi_dash.i18n import gettext as _
from chuyi_dash.reports.brief.layout import LINE, Box, lines
from chuyi_dash.reports.brief.style import BAND, INK, PAPER, RULE, SOFT, hexed, paint
from chuyi_dash.reports.brief.text import LEFT, RIGHT, Words, write

SIZES = (14, 13, 12.5, 12, 11.5, 11, 10.5, 10)
SMALLEST = SIZES[-1]
PADDING, SIDE, AFTER_FIGURES = 0.09, 0.07, 0.16
MOST_STRETCH = 1.6
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its label, its share of the width, and whether it holds figures."""

    label: str
    share: float
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell with a form of its own."""

    text: str
    colour: str = INK
    bold: bool = False
    paper: str | None = None


Row = Sequence[str | Entry]


def _text(cell: str | Entry) -> str:
    return cell.text if isinstance(cell, Entry) else cell


def _row_height(row: Row, heads: Sequence[Head], widths: Sequence[float], size: float) -> float:
    most = max(
        lines(_text(cell), _room(head, width), size) for cell, head, width in zip(row, heads, widths, strict=True)
    )
    return most * size * LINE / 72 + PADDING


def _room(head: Head, width: float) -> float:
    return width - SIDE - (AFTER_FIGURES if head.figures else SIDE)


def _widths(heads: Sequence[Head], width: float) -> list[float]:
    whole = sum(head.share for head in heads)
    return [width * head.share / whole for head in heads]


def row_heights(heads: Sequence[Head], rows: Sequence[Row], width: float, size: float) -> list[float]:
    """Measure the heights in inches of the heading and the rows of a table.

    The table has this width in inches, and text of this size in points.
    """
    widths = _widths(heads, width)
    labels = [head.label for head in heads]
    return [_row_height(row, heads, widths, size) for row in [labels, *rows]]


def _broken(heads: Sequence[Head], rows: Sequence[Row], width: float, size: float) -> bool:
    """Tell whether a figure would run over two lines, where nobody could read it."""
    widths = _widths(heads, width)
    return any(
        head.figures and lines(_text(cell), _room(head, room), size) > 1
        for row in [[head.label for head in heads], *rows]
        for cell, head, room in zip(row, heads, widths, strict=True)
    )


def table_size(heads: Sequence[Head], rows: Sequence[Row], box: Box, sizes: Sequence[float] = SIZES) -> float | None:
    """Return the largest of the sizes at which the table fits the box with its figures unbroken.

    None where none does.
    """
    for size in sizes:
        fits = sum(row_heights(heads, rows, box.width, size)) <= box.height
        if fits and not _broken(heads, rows, box.width, size):
            return size
    return None


def _fitted(heads: Sequence[Head], rows: Sequence[Row], box: Box) -> tuple[Sequence[Row], float]:
    size = table_size(heads, rows, box)
    if size is not None:
        return rows, size
    for kept in range(len(rows) - 1, 0, -1):
        rest: Row = [_("另有 %(number)d 行，见看板") % {"number": len(rows) - kept}, *[""] * (len(heads) - 1)]
        shown = [*rows[:kept], rest]
        if sum(row_heights(heads, shown, box.width, SMALLEST)) <= box.height:
            return shown, SMALLEST
    return rows[:1], SMALLEST


def native_table(
    slide: Slide,
    box: Box,
    heads: Sequence[Head],
    rows: Sequence[Row],
    *,
    name: str,
    alt: str,
    heights: Sequence[float] | None = None,
) -> Any:
    """Draw a table at the top of the box, loosened a little where there is room.

    ``heights`` fixes the heights of its rows instead.

    {body}
    """
    rows, size = _fitted(heads, rows, box)
    if heights is None:
        natural = row_heights(heads, rows, box.width, size)
        stretch = min(MOST_STRETCH, box.height / sum(natural))
        heights = [height * stretch for height in natural]
    place = Box(box.left, box.top, box.width, sum(heights))
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), *place.emu())
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    table = frame.table
    frame._element.find(f".//{qn('a:tableStyleId')}").text = NO_STYLE
    table.horz_banding = False
    for at, width in enumerate(_widths(heads, box.width)):
        table.columns[at].width = Inches(width)
    labels: Row = [Entry(head.label, SOFT, bold=True, paper=BAND) for head in heads]
    for at, (row, height) in enumerate(zip([labels, *rows], heights, strict=True)):
        table.rows[at].height = Inches(height)
        for column, (cell, head) in enumerate(zip(row, heads, strict=True)):
            _fill(table.cell(at, column), cell if isinstance(cell, Entry) else Entry(cell), head.figures, size)
    return frame


def _fill(cell: Any, entry: Entry, figures: bool, size: float) -> None:
    cell.margin_left, cell.margin_right = Inches(SIDE), Inches(AFTER_FIGURES if figures else SIDE)
    cell.margin_top = cell.margin_bottom = Inches(PADDING / 2 - 0.005)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paint(cell.fill, entry.paper or PAPER)
    frame = cell.text_frame
    frame.word_wrap = True
    write(frame, [[Words(entry.text, size, entry.colour, entry.bold)]], RIGHT if figures else LEFT)
    _underline(cell._tc.get_or_add_tcPr())


def _underline(properties: Any) -> None:
    """Draw a thin rule under the cell.

    The file's schema wants borders before the fill.
    """
    for index, tag in enumerate(("a:lnL", "a:lnR", "a:lnT", "a:lnB")):
        line: Any = OxmlElement(tag)
        line.set("w", str(Pt(0.75)) if tag == "a:lnB" else "0")
        fill: Any = OxmlElement("a:solidFill" if tag == "a:lnB" else "a:noFill")
        if tag == "a:lnB":
            colour: Any = OxmlElement("a:srgbClr")
            colour.set("val", hexed(RULE))
            fill.append(colour)
        line.append(fill)
        properties.insert(index, line)
