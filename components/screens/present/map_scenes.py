"""The three scenes with a map: the counties' course, bases and schools, one prefecture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chuyi_dash.db.queries.institutions import InstitutionRow
from chuyi_dash.geo import Boundaries, scatter
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.classes import class_of
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.results import MET, STATES, UNREPORTED
from chuyi_dash.plan import Settings
from chuyi_dash.views.story import MapStep, Presentation
from chuyi_dash.wording import story as words
from chuyi_dash.wording.boundaries import no_boundaries
from chuyi_dash.wording.shading import count_colour, count_key
from chuyi_dash.wording.terms import division_name, number, state_word, target_name, unit_word
from components.screens.present.maps import Area, Canvas, Dot, Drawing, fit, labels, paths

WIDTH, HEIGHT = 44.0, 39.5
"""The box that a map fills, in stage units."""
DEPTH_WIDTH, DEPTH_HEIGHT = 42.0, 32.0
"""The same where a legend stands below the map."""
DOT = {"school": 24, "college": 34}
SCHOOL = "所"


def state_entry(settings: Settings, state: str, count: int | None = None) -> dict[str, Any]:
    """A legend's entry for one of the four states, with its number of divisions where that is wanted."""
    return {
        "state": state,
        "colour": settings.states[state],
        "hatched": state == UNREPORTED,
        "label": state_word(state),
        "count": "" if count is None else str(count),
    }


def counties_scene(story: Presentation, boundaries: Boundaries | None) -> dict[str, Any]:
    """The county map on the day; the steps before it are in ``course``."""
    board, last = story.province.board, story.frames[-1]
    settings = board.settings
    occurring = [state for state in STATES if any(frame.counts[state] for frame in story.frames)]
    return {
        "map": _county_map(story, boundaries) if boundaries else None,
        "missing": no_boundaries(),
        "label": words.frame_label(last, board.plan),
        "met": last.counts[MET],
        "of": len(last.states),
        "unit": _("县市区有公办中职学校"),
        "legend": [state_entry(settings, state, last.counts[state]) for state in occurring],
        "steps": [words.frame_label(frame, board.plan) for frame in story.frames],
    }


def course(story: Presentation) -> list[dict[str, Any]]:
    """The steps of the county map for the browser: day, each county's state as one digit, in order of code."""
    return [_step(frame, words.frame_label(frame, story.province.board.plan)) for frame in story.frames]


def _step(frame: MapStep, label: str) -> dict[str, Any]:
    return {
        "label": label,
        "states": "".join(str(STATES.index(row.state)) for row in sorted(frame.states, key=lambda row: row.code)),
        "counts": {state: frame.counts[state] for state in STATES},
    }


def _county_map(story: Presentation, boundaries: Boundaries) -> Drawing:
    canvas = fit(boundaries.prefectures.values(), WIDTH, HEIGHT)
    outlines = paths(boundaries.counties, canvas)
    rows = sorted(story.frames[-1].states, key=lambda row: row.code)
    return Drawing(
        canvas=canvas,
        areas=tuple(Area(row.code, outlines[row.code], row.state) for row in rows if row.code in outlines),
        borders=tuple(paths(boundaries.prefectures, canvas).values()),
        labels=labels(_names(boundaries, story.province.board.prefectures()), canvas),
    )


def _names(boundaries: Boundaries, places: Iterable[Division]) -> list[tuple[tuple[float, float], str]]:
    shapes = boundaries.prefectures
    return [(shapes[row.code].label, division_name(row, short=True)) for row in places if row.code in shapes]


def bases_scene(story: Presentation, boundaries: Boundaries | None) -> dict[str, Any]:
    """Prefectures by number of heritage bases, in the coverage map's classes, and a dot for each school."""
    settings = story.province.board.settings
    values = [cell.value for cell in story.bases.cells]
    used = {class_of(value, settings.count_classes) for value in values if value is not None}
    keys = count_key(settings, story.bases.result.target.unit)
    shown = [
        key for place, key in enumerate(keys) if (None in values if key.hatched else place <= max(used, default=-1))
    ]
    drawn = _bases_map(story, boundaries) if boundaries else None
    placed = len(drawn.dots) if drawn else 0
    total = len(story.schools) + len(story.colleges)
    return {
        "map": drawn,
        "missing": no_boundaries(),
        "title": _("文化传承基地（各市州立项数）"),
        "legend": [
            {"state": "", "colour": key.colour, "hatched": key.hatched, "label": key.label, "count": ""}
            for key in shown
        ],
        "dots": [
            {"kind": kind, "label": label, "count": number(len(rows)), "unit": unit_word(SCHOOL, len(rows))}
            for kind, label, rows in (
                ("college", _("高职、职业本科"), story.colleges),
                ("school", _("中职"), story.schools),
            )
        ],
        "remark": words.unplaced_note(placed, total) if drawn else "",
    }


def _bases_map(story: Presentation, boundaries: Boundaries) -> Drawing:
    settings = story.province.board.settings
    canvas = fit(boundaries.prefectures.values(), WIDTH, HEIGHT)
    outlines = paths(boundaries.prefectures, canvas)
    values = {cell.code: cell.value for cell in story.bases.cells}
    by_number = sorted(story.province.board.prefectures(), key=lambda row: -(values.get(row.code) or 0))
    return Drawing(
        canvas=canvas,
        areas=tuple(_base_area(code, d, values.get(code), settings) for code, d in outlines.items()),
        borders=tuple(outlines.values()),
        labels=labels(
            [
                (boundaries.prefectures[row.code].label, f"{division_name(row, short=True)} {number(values[row.code])}")
                for row in by_number
                if row.code in boundaries.prefectures and row.code in values
            ],
            canvas,
        ),
        dots=_dots(story.schools, story.colleges, boundaries, canvas),
    )


def _base_area(code: str, d: str, value: int | None, settings: Settings) -> Area:
    if value is None:
        return Area(code, d, state=UNREPORTED)
    return Area(code, d, colour=count_colour(value, settings))


def _dots(
    schools: Sequence[InstitutionRow], colleges: Sequence[InstitutionRow], boundaries: Boundaries, canvas: Canvas
) -> tuple[Dot, ...]:
    """A dot for each school whose county is known, spread inside the county."""
    by_county: dict[str, list[str]] = {}
    for kind, rows in (("college", colleges), ("school", schools)):
        for row in rows:
            if row.division in boundaries.counties:
                by_county.setdefault(row.division, []).append(kind)
    return tuple(
        Dot(*canvas.at(point), DOT[kind], kind)
        for code, kinds in by_county.items()
        for point, kind in zip(scatter(boundaries.counties[code], len(kinds)), kinds, strict=True)
    )


def depth_scene(story: Presentation, boundaries: Boundaries | None) -> dict[str, Any]:
    """One prefecture: its counties on the map, its duties, its projects and what is late."""
    depth, board = story.depth, story.depth.overview.board
    states = [state for state in STATES if any(cell.state == state for cell in depth.counties.cells)]
    duties = [
        {
            "name": target_name(row.target),
            "figures": f"{number(row.attainment.met)} / {number(row.attainment.of)}",
            "style": board.settings.styles[row.status],
        }
        for row in board.results
        if row.attainment.divisions
    ]
    return {
        "map": _depth_map(story, boundaries) if boundaries else None,
        "missing": no_boundaries(),
        "legend": [
            state_entry(board.settings, state, sum(cell.state == state for cell in depth.counties.cells))
            for state in states
        ],
        "legend_title": target_name(depth.counties.result.target),
        "duties": duties,
        "figures": [
            {"number": number(depth.approved), "word": _("省级项目立项")},
            {"number": number(depth.accepted), "word": _("通过验收")},
            {"number": number(depth.late), "word": _("节点逾期")},
        ],
    }


def _depth_map(story: Presentation, boundaries: Boundaries) -> Drawing | None:
    depth, names = story.depth, story.province.board.divisions
    states = {cell.code: cell.state or "" for cell in depth.counties.cells}
    shapes = {code: boundaries.counties_fine[code] for code in states if code in boundaries.counties_fine}
    if not shapes:
        return None
    canvas = fit(shapes.values(), DEPTH_WIDTH, DEPTH_HEIGHT)
    by_size = sorted(shapes.values(), key=lambda shape: -_extent(shape.bounds))
    return Drawing(
        canvas=canvas,
        areas=tuple(Area(code, d, states[code]) for code, d in paths(shapes, canvas).items()),
        borders=(),
        labels=labels([(row.label, division_name(names[row.code], short=True)) for row in by_size], canvas),
    )


def _extent(bounds: tuple[float, float, float, float]) -> float:
    west, south, east, north = bounds
    return (east - west) * (north - south)
