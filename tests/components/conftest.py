"""Outlines and answers that the builders are given."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import Any

import pytest

from chuyi_dash.config import DATA_DIR, VAR_DIR
from chuyi_dash.geo import Boundaries, MappedDivision, Shape, prepare
from chuyi_dash.views.board import Scope, newest_day
from chuyi_dash.views.snapshot import DataSource


@pytest.fixture(scope="session")
def outlines() -> Boundaries:
    """Hunan's outlines as every installation has them."""
    with (DATA_DIR / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["level"] in ("county", "prefecture")]
    return prepare([MappedDivision(row["code"], row["name"], row["parent_code"]) for row in rows], VAR_DIR, None)


@pytest.fixture
def squares() -> dict[str, Shape]:
    """Two counties of one degree each, side by side."""
    return {
        code: Shape(
            code=code,
            name=code,
            prefecture="430100",
            polygons=((((west, 27.0), (west + 1, 27.0), (west + 1, 28.0), (west, 28.0), (west, 27.0)),),),
            label=(west + 0.5, 27.5),
            bounds=(west, 27.0, west + 1, 28.0),
        )
        for code, west in (("430101", 112.0), ("430102", 113.0))
    }


@pytest.fixture(scope="session")
def sample(snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    """Facts and sample."""
    return snapshot_of("sqlite", "sample")


@pytest.fixture(scope="session")
def province(sample: DataSource) -> Scope:
    """The whole province on the newest day."""
    return Scope.on(newest_day(sample, False))


@pytest.fixture(scope="session")
def layers() -> Callable[[Any], dict[str, dict[str, Any]]]:
    """A deck's layers by id."""
    return lambda deck: {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}
