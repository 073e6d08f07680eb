"""The outlines that every document's map is drawn from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from chuyi_dash.geo import Boundaries, Place, prepare

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def boundaries(tmp_path_factory: pytest.TempPathFactory) -> Boundaries:
    """The outlines as every installation builds them."""
    with (PROJECT / "data" / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["level"] in ("county", "prefecture")]
    places = [Place(row["code"], row["name"], row["parent_code"]) for row in rows]
    return prepare(places, tmp_path_factory.mktemp("outlines"), None)
