from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import geopandas
import pandas
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from chuyi_dash.geo import MappedDivision, Problem
from chuyi_dash.geo.checking import check, check_outlines
from chuyi_dash.geo.reading import read_features

Check = Callable[[geopandas.GeoDataFrame], list[Problem]]


@pytest.fixture
def wanted(places: list[MappedDivision]) -> list[MappedDivision]:
    return [place for place in places if not place.code.endswith("00")]


@pytest.fixture
def problems_of(wanted: Sequence[MappedDivision], write: Callable[..., Path]) -> Check:
    return lambda table: check(read_features(write(table)), wanted)[1]


def with_outline(table: geopandas.GeoDataFrame, row: int, outline: BaseGeometry | None) -> geopandas.GeoDataFrame:
    outlines = list(table.geometry)
    outlines[row] = outline
    return table.set_geometry(geopandas.GeoSeries(outlines, crs=table.crs))


def with_value(table: geopandas.GeoDataFrame, row: int, column: str, value: str) -> geopandas.GeoDataFrame:
    values = list(table[column])
    values[row] = value
    return table.assign(**{column: values})


def described(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.kind, problem.code) for problem in problems]


def test_a_sound_file_has_no_problem(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    assert problems_of(counties) == []


def test_a_missing_county_is_named(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    (problem,) = problems_of(counties.drop(index=2))
    assert (problem.kind, problem.code) == ("missing", "439103")
    assert problem.county == "示例东3县（439103）"
    assert "缺少示例东3县（439103）" in problem.message


def test_a_doubled_county_is_named_with_its_rows(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    (problem,) = problems_of(pandas.concat([counties, counties.iloc[[1]]], ignore_index=True))
    assert (problem.kind, problem.code) == ("doubled", "439102")
    assert "示例东2县（439102）出现了 2 次（第 2、9 条记录）" in problem.message


def test_a_ring_that_crosses_itself_is_named_with_the_place(
    counties: geopandas.GeoDataFrame, problems_of: Check
) -> None:
    bow = shapely.Polygon([(111, 27), (111.2, 27.2), (111.2, 27), (111, 27.2)])
    (problem,) = problems_of(with_outline(counties, 0, bow))
    assert (problem.kind, problem.code) == ("geometry", "439101")
    assert "示例东1县（439101）（第 1 条记录）的图形自相交或无效，位置在 111.1 27.1 附近" in problem.message


@pytest.mark.parametrize("outline", [None, shapely.Polygon()], ids=["none", "empty"])
def test_a_county_without_an_outline_is_named(
    counties: geopandas.GeoDataFrame, problems_of: Check, outline: BaseGeometry | None
) -> None:
    (problem,) = problems_of(with_outline(counties, 3, outline))
    assert (problem.kind, problem.code) == ("geometry", "439104")
    assert "示例东4县（439104）（第 4 条记录）没有可读的图形" in problem.message


def test_a_county_drawn_as_a_line_is_named(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    (problem,) = problems_of(with_outline(counties, 3, shapely.LineString([(111, 27), (111.1, 27)])))
    assert (problem.kind, problem.code) == ("geometry", "439104")
    assert "不是面" in problem.message


def test_a_retired_code_is_named_with_the_county_it_leaves_out(
    counties: geopandas.GeoDataFrame, problems_of: Check
) -> None:
    problems = problems_of(with_value(counties, 0, "code", "439121"))
    assert described(problems) == [("missing", "439101"), ("miscoded", "439121")]
    assert "示例东1县（439121，第 1 条记录）的代码不是现行县级区划代码" in problems[1].message


def test_a_zone_beside_the_counties_is_named(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    zone = counties.iloc[[0]].assign(code="439171", name="示例开发区")
    (problem,) = problems_of(pandas.concat([counties, zone], ignore_index=True))
    assert (problem.kind, problem.code) == ("miscoded", "439171")
    assert "功能区须并入所在县级区划" in problem.message


def test_a_county_with_an_unreadable_code_is_named(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    problems = problems_of(with_value(counties, 0, "code", "43910"))
    assert described(problems) == [("missing", "439101"), ("miscoded", "43910")]


def test_swapped_codes_of_neighbours_are_found_by_their_names(
    counties: geopandas.GeoDataFrame, problems_of: Check
) -> None:
    swapped = with_value(with_value(counties, 0, "code", "439102"), 1, "code", "439101")
    problems = problems_of(swapped)
    assert described(problems) == [("miscoded", "439101"), ("miscoded", "439102")]
    assert "代码属于示例东2县（439102），名称却是示例东1县（439101）" in problems[0].message


def test_a_county_far_from_its_prefecture_is_named(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    (problem,) = problems_of(with_outline(counties, 0, shapely.box(113, 26, 113.2, 26.2)))
    assert (problem.kind, problem.code) == ("apart", "439101")
    assert "示例东1县（439101）远离所属市州" in problem.message


def test_codes_swapped_across_prefectures_are_found_without_names(
    counties: geopandas.GeoDataFrame, problems_of: Check
) -> None:
    swapped = with_value(with_value(counties, 0, "code", "439204"), 7, "code", "439101")
    assert described(problems_of(swapped.drop(columns="name"))) == [("apart", "439101"), ("apart", "439204")]


def test_a_county_outside_hunan_is_named(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    (problem,) = problems_of(with_outline(counties, 0, shapely.box(116, 39, 116.2, 39.2)))
    assert (problem.kind, problem.code) == ("outside", "439101")
    assert "示例东1县（439101）不在湖南范围内（坐标 116.00—116.20，39.00—39.20）" in problem.message


def test_latitude_before_longitude_is_found_for_every_county(
    counties: geopandas.GeoDataFrame, problems_of: Check
) -> None:
    turned = [shapely.transform(outline, lambda points: points[:, ::-1]) for outline in counties.geometry]
    problems = problems_of(counties.set_geometry(geopandas.GeoSeries(turned, crs=counties.crs)))
    assert described(problems) == [("outside", code) for code in counties["code"]]
    assert all("经纬度顺序" in problem.message for problem in problems)


def test_counties_that_cover_the_same_land_are_both_named(counties: geopandas.GeoDataFrame, problems_of: Check) -> None:
    (problem,) = problems_of(with_outline(counties, 0, counties.geometry[1]))
    assert problem.kind == "overlap"
    assert "示例东1县（439101）与示例东2县（439102）的图形重叠" in problem.message


def test_other_provinces_prefectures_and_lines_are_left_out_in_silence(
    counties: geopandas.GeoDataFrame, problems_of: Check
) -> None:
    others = pandas.concat([counties.iloc[[0]]] * 4, ignore_index=True).assign(
        code=["420101", "439100", "430000", ""], name=["示例东1县", "示例东市", "示例省", "境界线"]
    )
    assert problems_of(pandas.concat([counties, others], ignore_index=True)) == []


def test_a_prefecture_that_is_not_the_sum_of_its_counties_is_named(
    counties: geopandas.GeoDataFrame, wanted: Sequence[MappedDivision], write: Callable[..., Path]
) -> None:
    outlines, _ = check(read_features(write(counties)), wanted)
    whole = counties.assign(code=counties["code"].str[:4] + "00").dissolve("code").reset_index()
    assert check_outlines(outlines, read_features(write(whole, "whole.geojson")), wanted) == []
    short = with_outline(whole, 1, whole.geometry[1].buffer(-0.005))
    (problem,) = check_outlines(outlines, read_features(write(short, "short.geojson")), wanted)
    assert (problem.kind, problem.code) == ("outline", "439200")
