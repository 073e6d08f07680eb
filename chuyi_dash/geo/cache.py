"""Keep finished boundaries in one JSON file.

With it the app needs no geometry library to draw a map.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chuyi_dash.geo.shapes import Boundaries, MultiPolygon, Shape

FILE_NAME = "boundaries.json"
LAYOUT = "1"
"""Raise it with any change to the file's fields or to the simplification, so that old files are rebuilt."""


def read(cache_dir: Path) -> Boundaries | None:
    """Read the boundaries kept in this directory.

    None where there are none, another version wrote them, or the file is damaged.
    """
    try:
        stored = json.loads((cache_dir / FILE_NAME).read_bytes())
        if stored["layout"] != LAYOUT:
            return None
        return Boundaries(
            version=stored["version"],
            origin=stored["origin"],
            counties=_shapes(stored["counties"]),
            counties_fine=_shapes(stored["counties_fine"]),
            prefectures=_shapes(stored["prefectures"]),
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def write(boundaries: Boundaries, cache_dir: Path) -> None:
    """Put the boundaries in place in one step.

    A reader sees the old file or the new one, never a half.
    """
    cache_dir.mkdir(parents=True, exist_ok=True)
    stored = {
        "layout": LAYOUT,
        "version": boundaries.version,
        "origin": boundaries.origin,
        "counties": _rows(boundaries.counties),
        "counties_fine": _rows(boundaries.counties_fine),
        "prefectures": _rows(boundaries.prefectures),
    }
    unfinished = cache_dir / f"{FILE_NAME}.{os.getpid()}.tmp"
    try:
        unfinished.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        unfinished.replace(cache_dir / FILE_NAME)
    finally:
        unfinished.unlink(missing_ok=True)


def _rows(shapes: Mapping[str, Shape]) -> list[dict[str, Any]]:
    return [asdict(shape) for shape in shapes.values()]


def _shapes(rows: list[dict[str, Any]]) -> dict[str, Shape]:
    return {
        row["code"]: Shape(
            code=row["code"],
            name=row["name"],
            prefecture=row["prefecture"],
            polygons=_polygons(row["polygons"]),
            label=(row["label"][0], row["label"][1]),
            bounds=(row["bounds"][0], row["bounds"][1], row["bounds"][2], row["bounds"][3]),
        )
        for row in rows
    }


def _polygons(nested: list[list[list[list[float]]]]) -> MultiPolygon:
    return tuple(tuple(tuple((x, y) for x, y in ring) for ring in polygon) for polygon in nested)
