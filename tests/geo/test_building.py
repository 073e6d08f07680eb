from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import geopandas
import pytest
import shapely

from chuyi_dash.errors import ChuyiError
from chuyi_dash.geo import BoundaryError, MappedDivision, prepare, read

PROJECT = Path(__file__).parents[2]
Write = Callable[..., Path]


@pytest.mark.parametrize("name", ["mine.geojson", "mine.shp", "mine.gpkg"])
def test_an_operators_file_gives_counties_and_their_prefectures(
    places: list[MappedDivision], counties: geopandas.GeoDataFrame, write: Write, tmp_path: Path, name: str
) -> None:
    built = prepare(places, tmp_path / "var", write(counties, name))
    assert built.origin == name
    assert list(built.counties) == list(built.counties_fine) == list(counties["code"])
    assert {code: shape.name for code, shape in built.prefectures.items()} == {
        "439100": "示例东市",
        "439200": "示例西市",
    }
    assert built.counties["439203"].prefecture == "439200"
    assert built.prefectures["439200"].prefecture == "439200"


def test_labels_lie_inside_their_outline_even_when_its_centre_does_not(
    places: list[MappedDivision], counties: geopandas.GeoDataFrame, write: Write, tmp_path: Path
) -> None:
    outlines = list(counties.geometry)
    outlines[0] = outlines[0].difference(outlines[0].centroid.buffer(0.07))
    built = prepare(places, tmp_path / "var", write(counties.set_geometry(outlines, crs=4490)))
    for shapes in (built.counties, built.counties_fine, built.prefectures):
        for shape in shapes.values():
            whole = shapely.MultiPolygon([(part[0], part[1:]) for part in shape.polygons])
            assert whole.contains(shapely.Point(shape.label))
            assert whole.bounds == shape.bounds


def test_what_is_read_from_the_cache_equals_what_was_built(
    places: list[MappedDivision], counties: geopandas.GeoDataFrame, write: Write, tmp_path: Path
) -> None:
    built = prepare(places, tmp_path / "var", write(counties))
    assert read(tmp_path / "var") == built


def test_an_unchanged_source_is_not_built_again(
    places: list[MappedDivision], counties: geopandas.GeoDataFrame, write: Write, tmp_path: Path
) -> None:
    path = write(counties)
    first = prepare(places, tmp_path / "var", path)
    written = (tmp_path / "var" / "boundaries.json").stat()
    assert prepare(places, tmp_path / "var", path) == first
    after = (tmp_path / "var" / "boundaries.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_a_changed_source_replaces_the_cache(
    places: list[MappedDivision], counties: geopandas.GeoDataFrame, write: Write, tmp_path: Path
) -> None:
    first = prepare(places, tmp_path / "var", write(counties))
    outlines = list(counties.geometry)
    outlines[7] = outlines[7].difference(shapely.box(111.75, 27.35, 112, 28))
    second = prepare(places, tmp_path / "var", write(counties.set_geometry(outlines, crs=4490)))
    assert second.version != first.version
    assert read(tmp_path / "var") == second


def test_a_bad_file_names_its_counties_and_leaves_the_cache_as_it_was(
    places: list[MappedDivision], counties: geopandas.GeoDataFrame, write: Write, tmp_path: Path
) -> None:
    good = prepare(places, tmp_path / "var", write(counties))
    with pytest.raises(BoundaryError) as caught:
        prepare(places, tmp_path / "var", write(counties.drop(index=[0, 5]), "bad.geojson"))
    assert [problem.code for problem in caught.value.problems] == ["439101", "439202"]
    message = str(caught.value)
    assert "bad.geojson" in message
    assert "缺少 2 个县级区划：示例东1县（439101）、示例西2县（439202）" in message
    assert "原有的边界缓存保持不变" in message
    assert "CHUYI_BOUNDARIES" in message
    assert isinstance(caught.value, ChuyiError)
    assert read(tmp_path / "var") == good
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["boundaries.json"]


def test_a_bad_file_without_a_cache_leaves_nothing_behind(
    places: list[MappedDivision], counties: geopandas.GeoDataFrame, write: Write, tmp_path: Path
) -> None:
    with pytest.raises(BoundaryError):
        prepare(places, tmp_path / "var", write(counties.drop(index=0)))
    assert read(tmp_path / "var") is None


def test_a_county_of_an_unknown_prefecture_is_a_programming_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="439900"):
        prepare([MappedDivision("439901", "示例县", "439900")], tmp_path, None)


def test_reading_needs_no_geometry_library_that_is_slow_to_load() -> None:
    probe = (
        "import sys; from pathlib import Path; from chuyi_dash.geo import read; read(Path('nowhere'));"
        "slow = {'geopandas', 'topojson', 'pandas', 'pyogrio', 'pyproj'} & sys.modules.keys(); assert not slow, slow"
    )
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False, cwd=PROJECT)
    assert result.returncode == 0, result.stderr
