"""Maps as SVG: a picture that stands alone, and the inside of a map on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chuyi_dash.drawing.content import MapContent
from chuyi_dash.drawing.hatching import pattern
from chuyi_dash.drawing.labels import place_names
from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.paths import path
from chuyi_dash.drawing.projection import Projection, fit
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.drawing.text import FONT, ems, largest

TEMPLATES = Path(__file__).parent / "templates"
TENTH = 10
"""Maps are drawn in tenths of a pixel, so that their paths are whole numbers."""
MARGIN, HEAD, LINE, FOOT = 24, 84, 26, 34
TITLE_SIZES = (22, 20, 18, 16, 14)
LABEL, LEGEND = 15, 14
SWATCH, GAP = 30, 24
"""A legend's swatch with the room behind it, and the room behind its words."""
HATCHED = "hatched"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of a picture that stands alone, in pixels, and how thick its lines are.

    ``highest`` bounds the map's own height. ``marks`` stand in a line of their own under the note.
    """

    width: int
    highest: int
    rim: float = 0.7
    hatch: tuple[float, float] = (7, 0.9)
    """Distance and thickness of the lines of the hatching."""


WIDE = Sheet(width=900, highest=2000)
"""To take away."""
PAPER = Sheet(width=640, highest=420, rim=0.9, hatch=(9, 0.8))
"""For a printed page, which a tall and narrow prefecture must leave room for text; lines stand out in grey."""


def picture(
    content: MapContent,
    legend: Sequence[LegendEntry],
    *,
    title: str,
    note: str,
    origin: str,
    marks: Sequence[str] = (),
    sheet: Sheet = WIDE,
) -> str:
    """Draw a map as SVG that stands alone.

    Title, note, marks, legend and the origin of its lines are inside it. ValueError where no division has an outline.
    """
    if not content.land:
        raise ValueError("no division of this map has an outline")
    room = sheet.width - 2 * MARGIN
    head = HEAD + (22 if marks else 0)
    fitted = fit(content.land, room, sheet.highest)
    projection = fitted.moved(MARGIN + (room - fitted.width) / 2, head)
    entries, lines = _legend(legend, room)
    base = head + fitted.height + MARGIN
    return _render(
        "picture.svg",
        map=_inside(content, projection, sheet.width, sheet.hatch, label=LABEL, legend=legend),
        entries=entries,
        colours=content.palette.chart,
        sheet=sheet,
        margin=MARGIN,
        height=round(base + lines * LINE + FOOT),
        legend_top=round(base),
        foot=round(base + lines * LINE + FOOT / 2),
        font=FONT,
        tenth=TENTH,
        title=title,
        title_size=largest(title, room, TITLE_SIZES),
        note=note,
        origin=origin,
        marks=marks,
    )


def _legend(legend: Sequence[LegendEntry], room: float) -> tuple[list[tuple[float, float, LegendEntry]], int]:
    """Lay the legend out in lines.

    Returns each entry with where it begins, right of the margin and below the legend's top, and the number of lines.
    """
    placed: list[tuple[float, float, LegendEntry]] = []
    x, line = 0.0, 0
    for entry in legend:
        width = SWATCH + ems(entry.label) * LEGEND
        if x and x + width > room:
            x, line = 0.0, line + 1
        placed.append((round(x, 1), line * LINE, entry))
        x += width + GAP
    return placed, line + 1


def screen(content: MapContent, *, width: int, height: int, label: float, below: float) -> str:
    """Draw a map as the SVG of a screen of these pixels.

    Each division can be pointed at, focused and picked. ``label`` is the size of names, which stand ``below`` their
    points. Pieces carry code, name and text as data of their own; what tells the whole map is left to the page.
    """
    fitted = fit(content.land, width - 2, height - 20)
    projection = fitted.centred(0, 0, width, height)
    return _render(
        "screen.svg",
        map=_inside(content, projection, width, (5, 0.8), label=label, below=below),
        colours=content.palette.chart,
        width=width,
        height=height,
        label=label,
        font=FONT,
        tenth=TENTH,
    )


def _inside(
    content: MapContent,
    projection: Projection,
    width: float,
    hatch: tuple[float, float],
    *,
    label: float,
    below: float = 0,
    legend: Sequence[LegendEntry] = (),
) -> dict[str, Any]:
    """Collect the values that both map templates draw.

    Pieces are in tenths of a pixel, names in pixels.
    """

    def fine(point: tuple[float, float]) -> tuple[float, float]:
        x, y = projection.at(point)
        return x * TENTH, y * TENTH

    grounds = dict.fromkeys(
        [shade.colour for shade in content.drawn if shade.hatched] + [entry.colour for entry in legend if entry.hatched]
    )
    return {
        "areas": [(shade, path(content.shapes[shade.code].polygons, fine), fill(shade)) for shade in content.drawn],
        "borders": [path(shape.polygons, fine) for shape in content.borders],
        "spots": [(spot, *(round(number, 1) for number in projection.at(spot.at))) for spot in content.spots],
        "labels": place_names(content.labelled, projection.at, label, room=width, below=below, padding=label / 4),
        "patterns": patterns(grounds, content.palette, hatch),
    }


def fill(shade: Shade) -> str:
    """Return what a division is filled with in a picture that has ``patterns``."""
    return f"url(#{_pattern_name(shade.colour)})" if shade.hatched else shade.colour


def patterns(grounds: Iterable[str], palette: Palette, hatch: tuple[float, float]) -> Markup:
    """Return the patterns of divisions hatched over these colours, in tenths of a pixel."""
    distance, thickness = hatch
    return Markup("").join(
        pattern(
            _pattern_name(ground),
            palette.chart["rim"],
            distance=distance * TENTH,
            thickness=thickness * TENTH,
            ground=ground,
        )
        for ground in grounds
    )


def _pattern_name(ground: str) -> str:
    return f"{HATCHED}-{ground.removeprefix('#')}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,  # SVG too, whatever its ending
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**values)
