"""The county map as a picture that stands alone.

Title, day, source, sample mark, legend and origin are inside.
"""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from chuyi_dash.drawing.content import MapContent
from chuyi_dash.drawing.palette import Palette, read_palette
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.drawing.svg import PAPER, picture
from chuyi_dash.geo import Boundaries
from chuyi_dash.metrics.results import UNMET, UNREPORTED
from chuyi_dash.reports.self_check.document import CountyLine, Document
from chuyi_dash.wording.boundaries import boundaries_note
from chuyi_dash.wording.terms import day, state_word

PALETTE = 64
STATES = ("met", "unmet", "unreported", "not_applicable")
UNMET_MARK = "×"


def map_svg(document: Document, boundaries: Boundaries) -> str:
    """Draw the prefecture's counties by state as SVG. ValueError where no county has an outline."""
    palette, shapes = read_palette(), boundaries.counties_fine
    content = MapContent(
        shapes=shapes,
        shades=tuple(_shade(row, palette) for row in document.counties),
        # Rims as dark as borders: paper is often printed in grey.
        palette=replace(palette, chart={**palette.chart, "rim": palette.chart["border"]}),
        labelled=tuple((shapes[row.code].label, _name(row)) for row in document.counties if row.code in shapes),
        whole_province=False,
    )
    return picture(
        content,
        _legend(document, palette),
        title=f"{document.prefecture}县市区公办中等职业学校（{document.round_name}自查）",
        note=f"数据截至{day(document.as_of)} · 来源：楚怡行动进展看板和本次自查",
        marks=document.marks,
        origin=boundaries_note(boundaries),
        sheet=PAPER,
    )


def map_png(document: Document, boundaries: Boundaries, scale: float = 2) -> bytes:
    """Draw the county map as PNG, sharp enough for print."""
    import vl_convert  # Loading it takes a moment that only this picture needs.

    drawn: bytes = vl_convert.svg_to_png(map_svg(document, boundaries), scale=scale)
    # Few colours are in it: a palette makes the file a fraction as large.
    out = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as image:
        image.convert("RGB").quantize(PALETTE).save(out, "PNG")
    return out.getvalue()


def map_words(document: Document) -> str:
    """Describe the county map in words, for readers who cannot see it."""
    parts = []
    for state in STATES:
        names = [row.name for row in document.counties if row.state == state]
        if names:
            parts.append(f"{state_word(state)}{len(names)}个：{'、'.join(names)}")
    return f"{document.prefecture}各县市区公办中等职业学校办学情况地图。{'；'.join(parts)}。"


def _shade(row: CountyLine, palette: Palette) -> Shade:
    return Shade(
        row.code,
        row.name,
        palette.states[row.state],
        state_word(row.state),
        hatched=row.state == UNREPORTED,
        state=row.state,
    )


def _name(row: CountyLine) -> str:
    return row.name + (UNMET_MARK if row.state == UNMET else "")


def _legend(document: Document, palette: Palette) -> tuple[LegendEntry, ...]:
    """List the map's legend: each state with its number of counties.

    “Not applicable” is in it only where it occurs.
    """
    entries = []
    for state in STATES:
        number = sum(row.state == state for row in document.counties)
        if number or state != "not_applicable":
            mark = f"（{UNMET_MARK}）" if state == UNMET else ""
            label = f"{state_word(state)}{mark} {number}个"
            entries.append(LegendEntry(palette.states[state], label, hatched=state == UNREPORTED))
    return tuple(entries)
