from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from chuyi_dash.config import DATA_DIR
from chuyi_dash.plan import Plan, read_plan
from chuyi_dash.sample import DivisionRow, generate, read_parameters

Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def plan() -> Plan:
    return read_plan()


@pytest.fixture(scope="session")
def divisions() -> list[DivisionRow]:
    with (DATA_DIR / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return [
            DivisionRow(row["code"], row["name"], row["short_name"], row["level"], row["parent_code"] or None)
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="session")
def parameters() -> Mapping[str, Any]:
    return read_parameters()


@pytest.fixture(scope="session")
def tables(plan: Plan, divisions: Sequence[DivisionRow], parameters: Mapping[str, Any]) -> Tables:
    return generate(plan, divisions, parameters)


@pytest.fixture(scope="session")
def walks(tables: Tables) -> dict[str, list[tuple[date, str]]]:
    """The (day, stage) steps of each project, in the order of the rows."""
    steps = defaultdict(list)
    for row in tables["project_event"]:
        steps[row["project_code"]].append((row["date"], row["stage_code"]))
    return dict(steps)


@pytest.fixture(scope="session")
def prefecture_of(tables: Tables, divisions: Sequence[DivisionRow]) -> dict[str, str]:
    """The prefecture of each project that has a recorded place."""
    parent = {row.code: row.parent_code if row.level == "county" else row.code for row in divisions}
    return {row["code"]: parent[row["division_code"]] for row in tables["project"] if row["division_code"]}
