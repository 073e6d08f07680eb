from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import pytest

from chuyi_dash.geo import BoundaryError
from chuyi_dash.geo.reading import division_code, read_features

Write = Callable[..., Path]


@pytest.mark.parametrize(
    "written",
    ["430102", 430102, 430102.0, " 430102 ", "430102000", "430102000000", "156430102", 156430102, "156430102000"],
)
def test_every_usual_spelling_of_a_code_is_understood(written: object) -> None:
    assert division_code(written) == "430102"


@pytest.mark.parametrize(
    "written", [None, "", float("nan"), "境界线", "4301", "430102001", "43010200100", "４３０１０２"]
)
def test_what_is_not_a_county_code_is_none(written: object) -> None:
    assert division_code(written) is None


@pytest.mark.parametrize("name", ["counties.geojson", "counties.json", "counties.shp", "counties.gpkg"])
def test_every_format_gives_the_same_features(counties: geopandas.GeoDataFrame, write: Write, name: str) -> None:
    options = {"driver": "GeoJSON"} if name.endswith("json") else {}
    features = read_features(write(counties, name, **options))
    assert [(feature.code, feature.name) for feature in features] == list(
        zip(counties["code"], counties["name"], strict=True)
    )
    for feature, outline in zip(features, counties.geometry, strict=True):
        assert feature.geometry is not None
        assert feature.geometry.equals_exact(outline, tolerance=1e-6, normalize=True)


@pytest.mark.parametrize("column", ["gb", "GB", "adcode", "PAC", "XZQDM", "行政区划代码"])
def test_the_code_column_may_have_any_usual_name(counties: geopandas.GeoDataFrame, write: Write, column: str) -> None:
    features = read_features(write(counties.rename(columns={"code": column})))
    assert [feature.code for feature in features] == list(counties["code"])


@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::UserWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
def test_a_shapefile_in_chinese_is_read_without_its_encoding_file(
    counties: geopandas.GeoDataFrame, write: Write, encoding: str
) -> None:
    renamed = counties.rename(columns={"code": "行政区划代码", "name": "名称"})
    path = write(renamed, "counties.shp", encoding=encoding)
    path.with_suffix(".cpg").unlink()
    features = read_features(path)
    assert [(feature.code, feature.name) for feature in features] == list(
        zip(counties["code"], counties["name"], strict=True)
    )


def test_a_projected_file_is_turned_into_degrees(counties: geopandas.GeoDataFrame, write: Write) -> None:
    path = write(counties.to_crs(4546), "projected.gpkg")
    for feature, outline in zip(read_features(path), counties.geometry, strict=True):
        assert feature.geometry is not None
        assert feature.geometry.equals_exact(outline, tolerance=1e-6, normalize=True)


def test_the_layer_of_counties_is_found_beside_that_of_prefectures(
    counties: geopandas.GeoDataFrame, write: Write
) -> None:
    prefectures = counties.assign(code=counties["code"].str[:4] + "00").dissolve("code").reset_index()
    write(prefectures, "levels.gpkg", layer="a_prefectures")
    path = write(counties, "levels.gpkg", layer="b_counties")
    assert [feature.code for feature in read_features(path)] == list(counties["code"])


def test_a_broken_ring_is_a_feature_without_outline(tmp_path: Path) -> None:
    ring = [[111, 27], [112, 27], [112, 28]]
    feature: dict[str, Any] = {
        "type": "Feature",
        "properties": {"code": 430102},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    path = tmp_path / "broken.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert [(found.code, found.geometry) for found in read_features(path)] == [("430102", None)]


def test_a_file_without_codes_is_refused_with_its_columns(counties: geopandas.GeoDataFrame, write: Write) -> None:
    with pytest.raises(BoundaryError, match=r"找不到区划代码列.*name.*geometry"):
        read_features(write(counties.drop(columns="code")))


def test_a_file_that_is_no_map_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "counties.geojson"
    path.write_text("not a map", encoding="utf-8")
    with pytest.raises(BoundaryError, match="文件打不开"):
        read_features(path)


def test_another_format_is_refused_with_those_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "counties.kml"
    path.write_text("<kml/>", encoding="utf-8")
    with pytest.raises(BoundaryError, match=r"不支持 \.kml 格式.*GeoPackage"):
        read_features(path)
