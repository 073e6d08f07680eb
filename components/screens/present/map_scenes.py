"""The three scenes with a map: the counties' course, bases and schools, one prefecture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chuyi_dash.db.queries.institutions import InstitutionRow
from chuyi_dash.drawing.labels import Label, Name, place_names
from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.drawing.paths import paths
from chuyi_dash.drawing.projection import Projection, fit
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.geo import Boundaries, Shape, scatter
from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.legends import count_legend
from chuyi_dash.metrics.classes import class_of
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.results import MET, STATES, UNREPORTED
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.views.story import MapStep, Presentation
from chuyi_dash.wording import story as words
from chuyi_dash.wording.boundaries import no_boundaries
from chuyi_dash.wording.shading import cell_shade
from chuyi_dash.wording.terms import division_name, number, state_word, target_name, unit_word

UNITS = 100
"""Map units in a stage unit (a hundredth of the stage's width), so that what is drawn beside a map and what is written
on it can be measured against each other."""
MARGIN = 20
LABEL, REACH = 1.75 * UNITS, 0.8
"""Size of names, and how many lines they may be moved."""
WIDTH, HEIGHT = 44.0, 39.5
"""The box that a map fills, in stage units."""
DEPTH_WIDTH, DEPTH_HEIGHT = 42.0, 32.0
"""The same where a legend stands below the map."""
DOT = {"school": 24, "college": 34}
SCHOOL = "所"


@dataclass(frozen=True, slots=True)
class Dot:
    """A school on the map: its middle and radius in map units, and its kind.

    ``kind`` is ``school`` or ``college``.
    """

    x: int
    y: int
    r: int
    kind: str


@dataclass(frozen=True, slots=True)
class SceneMap:
    """A whole map in map units: divisions, thick borders, names, dots.

    ``areas`` holds each division's shade and its outline as an SVG path, ``borders`` holds paths.
    """

    width: int
    height: int
    areas: tuple[tuple[Shade, str], ...]
    borders: tuple[str, ...]
    labels: tuple[Label, ...]
    dots: tuple[Dot, ...] = ()


def state_entry(state: str, count: int | None = None) -> LegendEntry:
    """Make the legend's entry for one of the four states.

    ``count`` is its number of divisions, None to leave it out.
    """
    return LegendEntry(
        read_palette().states[state], state_word(state), hatched=state == UNREPORTED, state=state, count=count
    )


def canvas(shapes: Iterable[Shape], width: float, height: float) -> Projection:
    """Fit the shapes to a box of at most ``width`` by ``height`` stage units, margin included."""
    return fit(shapes, width * UNITS - 2 * MARGIN, height * UNITS - 2 * MARGIN).moved(MARGIN, MARGIN)


def _drawn(
    projection: Projection,
    areas: Iterable[tuple[Shade, str]],
    borders: Iterable[str],
    names: Iterable[Name],
    dots: tuple[Dot, ...] = (),
) -> SceneMap:
    """Join the pieces into one map.

    Names that would lie on others are left out, as nobody could read them.
    """
    width, height = round(projection.width) + 2 * MARGIN, round(projection.height) + 2 * MARGIN
    placed = place_names(names, projection.at, LABEL, room=width, reach=REACH)
    return SceneMap(width, height, tuple(areas), tuple(borders), placed, dots)


def _state_shade(code: str, board: PlanProgress, state: str) -> Shade:
    name, colour = division_name(board.divisions[code]), read_palette().states[state]
    return Shade(code, name, colour, state_word(state), hatched=state == UNREPORTED, state=state)


def counties_scene(story: Presentation, boundaries: Boundaries | None) -> dict[str, Any]:
    """Fill the scene of the county map as it is on the day; ``course`` gives the steps before."""
    board, last = story.province.board, story.frames[-1]
    occurring = [state for state in STATES if any(frame.counts[state] for frame in story.frames)]
    return {
        "map": _county_map(story, boundaries) if boundaries else None,
        "missing": no_boundaries(),
        "label": words.frame_label(last, board.plan),
        "met": last.counts[MET],
        "of": len(last.states),
        "unit": _("县市区有公办中职学校"),
        "legend": [state_entry(state, last.counts[state]) for state in occurring],
        "steps": [words.frame_label(frame, board.plan) for frame in story.frames],
    }


def course(story: Presentation) -> list[dict[str, Any]]:
    """List the steps of the county map for the browser.

    Each has its label, the counties' states in order of code, one digit each (the place in ``STATES``), and the number
    of counties in each state.
    """
    return [_step(frame, words.frame_label(frame, story.province.board.plan)) for frame in story.frames]


def _step(frame: MapStep, label: str) -> dict[str, Any]:
    return {
        "label": label,
        "states": "".join(str(STATES.index(row.state)) for row in sorted(frame.states, key=lambda row: row.code)),
        "counts": {state: frame.counts[state] for state in STATES},
    }


def _county_map(story: Presentation, boundaries: Boundaries) -> SceneMap:
    projection = canvas(boundaries.prefectures.values(), WIDTH, HEIGHT)
    outlines = paths(boundaries.counties, projection.at)
    board = story.province.board
    rows = sorted(story.frames[-1].states, key=lambda row: row.code)
    return _drawn(
        projection,
        areas=[(_state_shade(row.code, board, row.state), outlines[row.code]) for row in rows if row.code in outlines],
        borders=paths(boundaries.prefectures, projection.at).values(),
        names=_names(boundaries, board.prefectures()),
    )


def _names(boundaries: Boundaries, places: Iterable[Division]) -> list[tuple[tuple[float, float], str]]:
    shapes = boundaries.prefectures
    return [(shapes[row.code].label, division_name(row, short=True)) for row in places if row.code in shapes]


def bases_scene(story: Presentation, boundaries: Boundaries | None) -> dict[str, Any]:
    """Fill the scene of the prefectures by number of heritage bases, with a dot for each school.

    The colours are the classes of the coverage map.
    """
    palette = read_palette()
    values = [cell.value for cell in story.bases.cells]
    used = {class_of(value, palette.count_classes) for value in values if value is not None}
    keys = count_legend(palette, story.bases.result.target.unit)
    shown = [
        key for index, key in enumerate(keys) if (None in values if key.hatched else index <= max(used, default=-1))
    ]
    drawn = _bases_map(story, boundaries) if boundaries else None
    placed = len(drawn.dots) if drawn else 0
    total = len(story.schools) + len(story.colleges)
    return {
        "map": drawn,
        "missing": no_boundaries(),
        "title": _("文化传承基地（各市州立项数）"),
        "legend": shown,
        "dots": [
            {"kind": kind, "label": label, "count": number(len(rows)), "unit": unit_word(SCHOOL, len(rows))}
            for kind, label, rows in (
                ("college", _("高职、职业本科"), story.colleges),
                ("school", _("中职"), story.schools),
            )
        ],
        "remark": words.unplaced_note(placed, total) if drawn else "",
    }


def _bases_map(story: Presentation, boundaries: Boundaries) -> SceneMap:
    board = story.province.board
    projection = canvas(boundaries.prefectures.values(), WIDTH, HEIGHT)
    outlines = paths(boundaries.prefectures, projection.at)
    values = {cell.code: cell.value for cell in story.bases.cells}
    by_number = sorted(board.prefectures(), key=lambda row: -(values.get(row.code) or 0))
    return _drawn(
        projection,
        areas=[
            (cell_shade(cell, story.bases, read_palette()), outlines[cell.code])
            for cell in sorted(story.bases.cells, key=lambda cell: cell.code)
            if cell.code in outlines
        ],
        borders=outlines.values(),
        names=[
            (boundaries.prefectures[row.code].label, f"{division_name(row, short=True)} {number(values[row.code])}")
            for row in by_number
            if row.code in boundaries.prefectures and row.code in values
        ],
        dots=_dots(story.schools, story.colleges, boundaries, projection),
    )


def _dots(
    schools: Sequence[InstitutionRow],
    colleges: Sequence[InstitutionRow],
    boundaries: Boundaries,
    projection: Projection,
) -> tuple[Dot, ...]:
    """Place a dot for each school whose county is known, spread inside the county."""
    by_county: dict[str, list[str]] = {}
    for kind, rows in (("college", colleges), ("school", schools)):
        for row in rows:
            if row.division in boundaries.counties:
                by_county.setdefault(row.division, []).append(kind)
    return tuple(
        Dot(round(x), round(y), DOT[kind], kind)
        for code, kinds in by_county.items()
        for point, kind in zip(scatter(boundaries.counties[code], len(kinds)), kinds, strict=True)
        for x, y in [projection.at(point)]
    )


def depth_scene(story: Presentation, boundaries: Boundaries | None) -> dict[str, Any]:
    """Fill the scene of one prefecture: its counties on a map, its duties, projects and delays."""
    depth, board = story.depth, story.depth.overview.board
    states = [state for state in STATES if any(cell.state == state for cell in depth.counties.cells)]
    duties = [
        {
            "name": target_name(row.target),
            "figures": f"{number(row.attainment.met)} / {number(row.attainment.of)}",
            "style": read_palette().styles[row.status],
        }
        for row in board.results
        if row.attainment.divisions
    ]
    return {
        "map": _depth_map(story, boundaries) if boundaries else None,
        "missing": no_boundaries(),
        "legend": [state_entry(state, sum(cell.state == state for cell in depth.counties.cells)) for state in states],
        "legend_title": target_name(depth.counties.result.target),
        "duties": duties,
        "figures": [
            {"number": number(depth.approved), "word": _("省级项目立项")},
            {"number": number(depth.accepted), "word": _("通过验收")},
            {"number": number(depth.late), "word": _("节点逾期")},
        ],
    }


def _depth_map(story: Presentation, boundaries: Boundaries) -> SceneMap | None:
    counties, names = story.depth.counties, story.province.board.divisions
    shades = {cell.code: cell_shade(cell, counties, read_palette()) for cell in counties.cells}
    shapes = {code: boundaries.counties_fine[code] for code in shades if code in boundaries.counties_fine}
    if not shapes:
        return None
    projection = canvas(shapes.values(), DEPTH_WIDTH, DEPTH_HEIGHT)
    by_size = sorted(shapes.values(), key=lambda shape: -_extent(shape.bounds))
    return _drawn(
        projection,
        areas=[(shades[code], d) for code, d in paths(shapes, projection.at).items()],
        borders=(),
        names=[(row.label, division_name(names[row.code], short=True)) for row in by_size],
    )


def _extent(bounds: tuple[float, float, float, float]) -> float:
    west, south, east, north = bounds
    return (east - west) * (north - south)
