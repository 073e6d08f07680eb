"""Outlines and answers that the builders are given."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hunan import outlines_in_var

from chuyi_dash.geo import Boundaries, Shape
from chuyi_dash.views.board import Scope, newest_day
from chuyi_dash.views.snapshot import DataSource


@pytest.fixture(scope="session")
def outlines() -> Boundaries:
    """Hunan's outlines as every installation has them."""
    return outlines_in_var()


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
