"""From answers to maps: which colour, which words, which classes."""

from __future__ import annotations

from collections.abc import Sequence

from chuyi_dash.db.queries.institutions import InstitutionRow
from chuyi_dash.drawing.content import MapContent, Spot
from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.shade import LegendEntry
from chuyi_dash.geo import Boundaries, scatter
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.views.coverage import Coverage
from chuyi_dash.views.overview import Overview
from chuyi_dash.wording.shading import cell_shade, coverage_key, rank_shade
from chuyi_dash.wording.terms import (
    division_name,
    institution_word,
    ownership_word,
)


def coverage_legend(coverage: Coverage, palette: Palette) -> tuple[LegendEntry, ...]:
    """List the classes of a target's map, and the dot where institutions are drawn."""
    entries = coverage_key(coverage, palette)
    if coverage.institutions:
        return (*entries, LegendEntry(palette.chart["ink"], _("学校（按所在县市区示意，非校址）"), dot=True))
    return entries


def overview_map(overview: Overview, boundaries: Boundaries, palette: Palette) -> MapContent:
    """Build the map of the prefectures, coloured by the share of their duties met."""
    board = overview.board
    return MapContent(
        shapes=boundaries.prefectures,
        shades=tuple(rank_shade(row, board, palette) for row in overview.ranking),
        palette=palette,
        borders=tuple(boundaries.prefectures.values()),
        labelled=tuple(
            (boundaries.prefectures[row.code].label, division_name(row, short=True))
            for row in board.prefectures()
            if row.code in boundaries.prefectures
        ),
    )


def coverage_map(coverage: Coverage, boundaries: Boundaries, palette: Palette) -> MapContent:
    """Build a target's map: counties or prefectures coloured by state, or prefectures by number.

    That is the number of projects. Institutions are dots in their counties.
    """
    board = coverage.board
    prefecture = board.view.prefecture
    by_county = coverage.level == "county"
    counties = boundaries.counties_fine if prefecture else boundaries.counties
    borders = [boundaries.prefectures[code] for code in sorted(boundaries.prefectures) if prefecture in (None, code)]
    return MapContent(
        shapes=counties if by_county else boundaries.prefectures,
        shades=tuple(cell_shade(cell, coverage, palette) for cell in coverage.cells),
        palette=palette,
        borders=tuple(borders),
        labelled=tuple(_labels(board, boundaries, by_county)),
        spots=_spots(coverage.institutions, board, boundaries, prefecture is not None),
        whole_province=prefecture is None,
    )


def _labels(board: PlanProgress, boundaries: Boundaries, by_county: bool) -> list[tuple[tuple[float, float], str]]:
    prefecture = board.view.prefecture
    if by_county and prefecture:
        places, shapes = board.counties(prefecture), boundaries.counties_fine
    else:
        places = tuple(row for row in board.prefectures() if prefecture in (None, row.code))
        shapes = boundaries.prefectures
    return [(shapes[row.code].label, division_name(row, short=True)) for row in places if row.code in shapes]


def _spots(
    institutions: Sequence[InstitutionRow], board: PlanProgress, boundaries: Boundaries, fine: bool
) -> tuple[Spot, ...]:
    """Draw a dot for each institution whose county is known, spread inside the county.

    Others have no place to draw.
    """
    shapes = boundaries.counties_fine if fine else boundaries.counties
    by_county: dict[str, list[InstitutionRow]] = {}
    for row in institutions:
        if row.division in shapes:
            by_county.setdefault(row.division, []).append(row)
    spots = []
    for code, rows in by_county.items():
        for at, row in zip(scatter(shapes[code], len(rows)), rows, strict=True):
            place = division_name(board.divisions[code])
            owner, kind = ownership_word(row.ownership), institution_word(row.kind)
            mark = _("（示例）") if row.sample else ""
            spots.append(Spot(at, code, row.name, f"{owner} · {kind} · {place}{mark}"))
    return tuple(spots)
