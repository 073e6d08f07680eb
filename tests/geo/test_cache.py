from __future__ import annotations

import json
from pathlib import Path

import pytest

from chuyi_dash.geo import Boundaries, Shape, cache

RING = ((111.0, 27.0), (111.2, 27.0), (111.1, 27.2), (111.0, 27.0))
SHAPE = Shape("439101", "示例县", "439100", ((RING,),), (111.1, 27.1), (111.0, 27.0, 111.2, 27.2))
KEPT = Boundaries("v1", "mine.shp", {"439101": SHAPE}, {"439101": SHAPE}, {"439100": SHAPE})


def test_what_was_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    only = Boundaries("v1", "mine.shp", {"439101": SHAPE}, {"439101": SHAPE}, {})
    cache.write(only, tmp_path / "var" / "new")
    found = cache.read(tmp_path / "var" / "new")
    assert found == only
    assert found is not None
    hash(found.counties["439101"].polygons)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"layout": "1"}'])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, text: str) -> None:
    (tmp_path / cache.FILE_NAME).write_text(text, encoding="utf-8")
    assert cache.read(tmp_path) is None


def test_a_cache_of_another_layout_is_no_cache(tmp_path: Path) -> None:
    cache.write(KEPT, tmp_path)
    path = tmp_path / cache.FILE_NAME
    stored = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**stored, "layout": "0"}), encoding="utf-8")
    assert cache.read(tmp_path) is None


def test_a_write_that_fails_leaves_the_old_cache_and_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write(Boundaries("v1", "mine.shp", {}, {}, {}), tmp_path)
    old = cache.read(tmp_path)

    def fail(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        cache.write(KEPT, tmp_path)
    assert cache.read(tmp_path) == old
    assert [path.name for path in tmp_path.iterdir()] == [cache.FILE_NAME]
