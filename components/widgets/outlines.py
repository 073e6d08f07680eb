"""The outlines that maps are drawn from, read once per file version."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from chuyi_dash.config import read_config
from chuyi_dash.geo import Boundaries, read


@lru_cache(maxsize=2)
def _read(folder: Path, _stamp: tuple[tuple[str, int], ...]) -> Boundaries | None:
    return read(folder)


def outlines() -> Boundaries | None:
    """Give the cached outlines; a newly prepared file shows at the next rerun.

    None where ``init`` has not prepared any.
    """
    folder = read_config().var_dir
    stamp = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("boundaries*.json")))
    return _read(folder, stamp)
