"""Reading ``data/`` with the standard library and PyYAML alone, so that these tests judge the files, not the loader."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

DATA = Path(__file__).parents[2] / "data"

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def data_dir() -> Path:
    return DATA


@pytest.fixture(scope="session")
def rows() -> Callable[[str], Rows]:
    def read(name: str) -> Rows:
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))

    return read


@pytest.fixture(scope="session")
def entries() -> Callable[[str], Any]:
    return lambda name: yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def divisions(rows: Callable[[str], Rows]) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("divisions.csv")}


@pytest.fixture(scope="session")
def institutions(rows: Callable[[str], Rows]) -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in rows("facts/institutions.csv")}
