"""Find what is wrong with the outlines of a file, before any of it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from chuyi_dash.geo.problems import Kind, Problem
from chuyi_dash.geo.reading import Feature
from chuyi_dash.geo.shapes import MappedDivision
from chuyi_dash.i18n import gettext as _

HUNAN = (108.5, 24.4, 114.5, 30.4)
"""West, south, east, north in degrees, with a margin of about 20 km."""
APART = 0.05
"""Degrees (about 5 km) of empty land between a county and its prefecture that no exclave explains."""
OVERLAP = 0.01
"""Share of the smaller county that two counties may both cover: slivers of careless drawing, no more."""
OUTLINE = 0.001
"""Share of a prefecture's area by which its counties together may differ from its outline."""


def check(
    features: Sequence[Feature], expected: Sequence[MappedDivision]
) -> tuple[dict[str, BaseGeometry], list[Problem]]:
    """Find each wanted county's sound outline, by code, and every problem.

    ``expected`` are the counties alone. Records of other provinces, and of prefectures, are left out in silence.
    """
    found = defaultdict(list)
    for feature in features:
        found[feature.code].append(feature)
    problems: list[Problem] = []
    outlines: dict[str, BaseGeometry] = {}
    for division in expected:
        rows = found[division.code]
        problem = _record_problem(division, rows)
        if problem is not None:
            problems.append(problem)
        elif rows[0].geometry is not None:
            outlines[division.code] = rows[0].geometry
    problems += _codes_out_of_place(features, expected)
    outside = {code for code, outline in outlines.items() if not shapely.box(*HUNAN).covers(outline)}
    problems += [_outside(division, outlines[division.code]) for division in expected if division.code in outside]
    inside = {code: outline for code, outline in outlines.items() if code not in outside}
    problems += _apart(inside, expected)
    problems += _overlaps(inside, expected)
    return outlines, problems


def check_outlines(
    outlines: Mapping[str, BaseGeometry], prefectures: Sequence[Feature], expected: Sequence[MappedDivision]
) -> list[Problem]:
    """Compare each prefecture's counties together with its own outline in the same publication.

    A problem names each prefecture for which they differ, or whose outline is missing.
    """
    given = {feature.code: feature.geometry for feature in prefectures if feature.geometry is not None}
    members: dict[str, list[BaseGeometry]] = defaultdict(list)
    for division in expected:
        members[division.prefecture_code].append(outlines[division.code])
    problems = []
    for code, counties in members.items():
        outline = given.get(code)
        whole = shapely.union_all(counties)
        same = (
            outline is not None
            and outline.is_valid
            and whole.symmetric_difference(outline).area <= OUTLINE * outline.area
        )
        if same:
            continue
        message = _("市州 %(code)s 的界线与所辖县级界线的合并范围不一致。")
        problems.append(Problem("outline", code, code, message % {"code": code}))
    return problems


def _named(division: MappedDivision) -> str:
    return f"{division.name}（{division.code}）"


def _about(kind: Kind, division: MappedDivision, message: str, **details: object) -> Problem:
    return Problem(kind, division.code, _named(division), message % {"county": _named(division), **details})


def _record_problem(division: MappedDivision, rows: Sequence[Feature]) -> Problem | None:
    """Find what is wrong with the record of one wanted county by itself; None if nothing is."""
    if not rows:
        return _about("missing", division, _("缺少%(county)s。请补上这个县级区划的图形。"))
    if len(rows) > 1:
        numbers = "、".join(str(row.row) for row in rows)
        message = _("%(county)s出现了 %(count)d 次（第 %(rows)s 条记录）。请只留一条，飞地合并为多部件图形。")
        return _about("doubled", division, message, count=len(rows), rows=numbers)
    outline, row = rows[0].geometry, rows[0].row
    if outline is None or outline.is_empty:
        return _about("geometry", division, _("%(county)s（第 %(row)d 条记录）没有可读的图形。请重新绘制。"), row=row)
    if outline.geom_type not in ("Polygon", "MultiPolygon"):
        return _about("geometry", division, _("%(county)s（第 %(row)d 条记录）不是面。请改为面图形。"), row=row)
    if not outline.is_valid:
        reason = shapely.is_valid_reason(outline).partition("[")[2].rstrip("]") or "?"
        message = _("%(county)s（第 %(row)d 条记录）的图形自相交或无效，位置在 %(where)s 附近。请修复几何。")
        return _about("geometry", division, message, row=row, where=reason)
    return None


def _codes_out_of_place(features: Sequence[Feature], expected: Sequence[MappedDivision]) -> list[Problem]:
    """Find records whose code is nobody's, or belongs to another county than their name does."""
    by_code = {division.code: division for division in expected}
    by_name = {division.name: division for division in expected}
    provinces = {division.code[:2] for division in expected}
    problems = []
    for feature in features:
        code, meant = feature.code, by_name.get(feature.name)
        if code in by_code:
            if meant is not None and meant.code != code:
                message = _("第 %(row)d 条记录的代码属于%(coded)s，名称却是%(county)s。请改正代码。")
                problems.append(_about("miscoded", meant, message, row=feature.row, coded=_named(by_code[code])))
            continue
        here = code is not None and code[:2] in provinces and not code.endswith("00")
        # Two provinces may have counties of one name, so a name alone proves nothing for a well-formed code.
        if here or (code is None and meant is not None):
            name, written = feature.name or _("无名称"), feature.written or _("无代码")
            message = _("%(name)s（%(written)s，第 %(row)d 条记录）的代码不是现行县级区划代码。")
            message += _("请改用现行代码；功能区须并入所在县级区划。")
            details = {"name": name, "written": written, "row": feature.row}
            problems.append(Problem("miscoded", code or feature.written, f"{name}（{written}）", message % details))
    return problems


def _outside(division: MappedDivision, outline: BaseGeometry) -> Problem:
    west, south, east, north = (f"{value:.2f}" for value in outline.bounds)
    where = f"{west}—{east}，{south}—{north}"
    message = _("%(county)s不在湖南范围内（坐标 %(where)s）。请检查代码、坐标系和经纬度顺序。")
    return _about("outside", division, message, where=where)


def _apart(outlines: Mapping[str, BaseGeometry], expected: Sequence[MappedDivision]) -> list[Problem]:
    """Find counties that do not adjoin the main body of their prefecture."""
    members: dict[str, list[MappedDivision]] = defaultdict(list)
    for division in expected:
        if division.code in outlines:
            members[division.prefecture_code].append(division)
    message = _("%(county)s远离所属市州的其他县市区，代码可能错了。请核对。")
    problems = []
    for places in members.values():
        shapes = [outlines[division.code] for division in places]
        bodies = shapely.get_parts(shapely.union_all(shapely.buffer(shapes, APART / 2, quad_segs=2)))
        touching = [{p.code for p, s in zip(places, shapes, strict=True) if body.intersects(s)} for body in bodies]
        most = max(len(codes) for codes in touching)
        main = [codes for codes in touching if len(codes) == most]
        if len(main) > 1 and most < len(places):  # no body is the main one: all of them are doubtful
            main = [set()]
        problems += [_about("apart", division, message) for division in places if division.code not in main[0]]
    return problems


def _overlaps(outlines: Mapping[str, BaseGeometry], expected: Sequence[MappedDivision]) -> list[Problem]:
    """Find pairs of counties that cover the same land."""
    places = [division for division in expected if division.code in outlines]
    if len(places) < 2:
        return []
    shapes = [outlines[division.code] for division in places]
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    message = _("%(county)s与%(other)s的图形重叠。请检查两者的代码和界线。")
    problems = []
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if one < other:
            shared = shapes[one].intersection(shapes[other]).area
            if shared > OVERLAP * min(shapes[one].area, shapes[other].area):
                problems.append(_about("overlap", places[one], message, other=_named(places[other])))
    return problems
