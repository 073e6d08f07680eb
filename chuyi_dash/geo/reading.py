"""Read a file of county outlines.

A file of the operator's own is a GeoJSON (``.geojson``, ``.json``), Shapefile (``.shp``) or GeoPackage
(``.gpkg``) with one polygon feature per county. It may cover more than Hunan and hold prefectures as well; what is
not wanted is left out by ``checking``. It needs a column with the division code, named as in ``CODE_COLUMNS``
(upper and lower case alike). A code may be text or a number, of 6, 9 or 12 digits, with or without 156 (China) in
front: ``430102``, ``430102000``, ``430102000000``, ``156430102``. A column of names, as in ``NAME_COLUMNS``, is
optional and lets swapped codes be found. Any coordinate reference system will do; a file that declares none is
taken for degrees of longitude and latitude.
"""

from __future__ import annotations

import codecs
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas
import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import CRSError, ProjError
from shapely import force_2d
from shapely.geometry.base import BaseGeometry

from chuyi_dash.geo.problems import unusable
from chuyi_dash.i18n import gettext as _

SUFFIXES = (".geojson", ".json", ".shp", ".gpkg")
# 行政区划代 and 行政区 are what a Shapefile's ten bytes leave of 行政区划代码 in GBK and in UTF-8.
CODE_COLUMNS = (
    "gb", "code", "adcode", "ad_code", "county_code", "区划代码", "行政区划代码", "行政区代码", "县代码", "代码",
    "xzqdm", "xzqhdm", "xzdm", "pac", "dm", "行政区划代", "行政区",
)  # fmt: skip
NAME_COLUMNS = ("name", "名称", "county", "xzqmc", "mc", "行政区名称", "区县", "县名称")
DISPLAY_CRS = 4326
_SAME_FOR_DISPLAY = frozenset({4326, 4490})
_CHINA = "156"
_BYTES = "ISO-8859-1"  # one character for each byte


@dataclass(frozen=True, slots=True)
class Feature:
    """One record of the file, whose number counts from 1.

    ``code`` is 6 digits, or None for no division code; ``written`` is the code as it stands there. ``name`` is empty
    where unknown. ``geometry`` is the outline in degrees, None where the file has none that can be read.
    """

    row: int
    code: str | None
    written: str
    name: str
    geometry: BaseGeometry | None


def division_code(value: object) -> str | None:
    """Take the 6 digits of a division code in any of its usual spellings.

    None for anything else.
    """
    text = _written(value)
    if len(text) > 6 and text.startswith(_CHINA):
        text = text.removeprefix(_CHINA)
    if len(text) not in (6, 9, 12) or not (text.isascii() and text.isdigit()) or text[6:].strip("0"):
        return None
    return text[:6]


def read_features(path: Path) -> list[Feature]:
    """Read every record of a boundary file, in EPSG:4326.

    Raises BoundaryError where the file cannot be understood.
    """
    if path.suffix.lower() not in SUFFIXES:
        message = _("不支持 %(suffix)s 格式。请提供 GeoJSON、Shapefile（.shp）或 GeoPackage（.gpkg）。")
        raise unusable(path.name, message % {"suffix": path.suffix or path.name})
    try:
        frame = _table(path)
    except (DataSourceError, DataLayerError, OSError) as error:
        message = _("文件打不开：%(reason)s。请确认文件完整（Shapefile 须连同 .shx、.dbf 一起提供）。")
        raise unusable(path.name, message % {"reason": error}) from error
    code_column = _column(frame.columns, CODE_COLUMNS)
    if code_column is None or not isinstance(frame, geopandas.GeoDataFrame):
        message = _("找不到区划代码列。文件的列是：%(columns)s。请把代码列命名为 code、gb 或 adcode。")
        raise unusable(path.name, message % {"columns": "、".join(map(str, frame.columns))})
    name_column = _column(frame.columns, NAME_COLUMNS)
    names = frame[name_column] if name_column else [""] * len(frame)
    try:
        outlines = _in_degrees(frame)
    except (CRSError, ProjError) as error:
        message = _("坐标系无法换算：%(reason)s。请先转换为 CGCS2000 或 WGS 84 经纬度。")
        raise unusable(path.name, message % {"reason": error}) from error
    return [
        Feature(row, division_code(code), _written(code), _written(name), outline)
        for row, (code, name, outline) in enumerate(zip(frame[code_column], names, outlines, strict=True), start=1)
    ]


def _table(path: Path) -> Any:
    """Read the file's layer with the most county codes.

    A GeoPackage may hold one layer for each level of division.
    """
    tables = [_layer(path, name) for name in _layers(path)]
    return max(tables, key=_county_codes)


def _layers(path: Path) -> list[str | None]:
    """List the layers with outlines.

    None stands for the one layer of a format that has but one; the file need not be opened to ask.
    """
    if path.suffix.lower() != ".gpkg":
        return [None]
    return [str(name) for name, geometry in pyogrio.list_layers(path) if geometry is not None] or [None]


def _layer(path: Path, name: str | None) -> Any:
    shapefile = path.suffix.lower() == ".shp"
    with warnings.catch_warnings():
        # GDAL warns of broken rings one by one; such a feature comes out empty and is named by the check.
        warnings.simplefilter("ignore")
        options = {"encoding": _BYTES} if shapefile else {}
        frame = geopandas.read_file(path, layer=name, on_invalid="ignore", **options)
    return _decoded(frame) if shapefile else frame


def _county_codes(frame: Any) -> int:
    column = _column(frame.columns, CODE_COLUMNS)
    codes = [] if column is None else [division_code(value) for value in frame[column]]
    return sum(code is not None and not code.endswith("00") for code in codes)


def _decoded(frame: Any) -> Any:
    """Decode a Shapefile's texts, read byte by byte: UTF-8 if all of them are, otherwise GBK.

    The .cpg file that should tell is often lost, and a column name cut at ten bytes may end within a character.
    """
    columns = [column for column in frame.columns if column != "geometry"]
    texts = [column for column in columns if frame[column].dtype.kind not in "iufbM"]
    raw = [*columns, *(value for column in texts for value in frame[column] if isinstance(value, str))]
    encoding = "utf-8" if _is_utf8(text.encode(_BYTES) for text in raw) else "gb18030"

    def decode(text: object) -> object:
        return text.encode(_BYTES).decode(encoding, "ignore") if isinstance(text, str) else text

    frame = frame.assign(**{column: [decode(value) for value in frame[column]] for column in texts})
    return frame.rename(columns={column: decode(column) for column in columns})


def _is_utf8(texts: Iterable[bytes]) -> bool:
    """Tell whether all texts are UTF-8, apart from a last character that may be cut off."""
    try:
        for text in texts:
            codecs.getincrementaldecoder("utf-8")().decode(text, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _in_degrees(frame: Any) -> list[BaseGeometry | None]:
    # CGCS2000 and WGS 84 differ by centimetres: at a map's scale their degrees are the same.
    if frame.crs is not None and frame.crs.to_epsg() not in _SAME_FOR_DISPLAY:
        frame = frame.to_crs(DISPLAY_CRS)
    return [None if outline is None else force_2d(outline) for outline in frame.geometry]


def _column(columns: Iterable[object], wanted: Sequence[str]) -> str | None:
    """Find the first wanted column that the file has, in the file's own spelling."""
    present = {str(column).strip().lower(): str(column) for column in columns}
    return next((present[name] for name in wanted if name in present), None)


def _written(value: object) -> str:
    """Write a cell as text.

    Whole numbers lose the ``.0`` of a numeric column, an empty cell is an empty text.
    """
    if value is None or value != value:
        return ""
    return str(value).strip().removesuffix(".0")
