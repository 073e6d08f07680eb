"""Hunan's outlines in ``var/``, as ``init`` prepares them in every installation."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from chuyi_dash.config import VAR_DIR
from chuyi_dash.geo import Boundaries, MappedDivision, prepare

DIVISIONS = Path(__file__).parents[2] / "data" / "divisions.csv"


@cache
def outlines_in_var() -> Boundaries:
    """Prepare the outlines where they are not there yet, and give them."""
    with DIVISIONS.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["level"] in ("county", "prefecture")]
    return prepare([MappedDivision(row["code"], row["name"], row["parent_code"]) for row in rows], VAR_DIR, None)
