from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, func, insert, select

from chuyi_dash.config import PROJECT_DIR
from chuyi_dash.db import tables as schema
from chuyi_dash.errors import ChuyiError
from chuyi_dash.sample import generate

NATURAL_KEYS = {
    "institution": (("code",), ("name",)),
    "project": (("code",), ("target_id", "level", "name")),
    "project_event": (("project_code", "stage_code", "date"),),
    "tally": (("target_id", "division_code", "stage_code", "category", "date"),),
    "answer": (("target_id", "item", "division_code", "date"),),
    "funding": (("project_code", "origin", "date"),),
    "milestone": (("project_code", "name"),),
}
ELSEWHERE = """
import csv, hashlib
from chuyi_dash.config import DATA_DIR
from chuyi_dash.plan import read_plan
from chuyi_dash.sample import DivisionRow, generate, read_parameters
with (DATA_DIR / "divisions.csv").open(encoding="utf-8", newline="") as file:
    rows = [
        DivisionRow(row["code"], row["name"], row["short_name"], row["level"], row["parent_code"] or None)
        for row in csv.DictReader(file)
    ]
print(hashlib.sha256(repr(generate(read_plan(), rows, read_parameters())).encode()).hexdigest())
"""


def reversed_everywhere(value):
    if isinstance(value, dict):
        return {key: reversed_everywhere(inner) for key, inner in reversed(value.items())}
    return value


def test_the_same_seed_gives_the_same_rows(plan, divisions, parameters, tables):
    assert generate(plan, divisions, parameters) == tables


def test_another_seed_gives_other_rows(plan, divisions, parameters, tables):
    assert generate(plan, divisions, {**parameters, "seed": 1})["project"] != tables["project"]


def test_neither_the_order_of_divisions_nor_that_of_parameters_changes_a_row(plan, divisions, parameters, tables):
    assert repr(generate(plan, divisions[::-1], reversed_everywhere(parameters))) == repr(tables)


@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(tables, hash_seed):
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=PROJECT_DIR,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(repr(tables).encode()).hexdigest()


def test_generating_takes_less_than_a_second(plan, divisions, parameters):
    began = time.process_time()
    generate(plan, divisions, parameters)
    assert time.process_time() - began < 1


def test_rows_have_the_columns_of_their_table(tables):
    assert tables.keys() == NATURAL_KEYS.keys()
    for name, rows in tables.items():
        columns = set(schema.Base.metadata.tables[name].columns.keys()) - {"id"}
        assert all(row.keys() == columns for row in rows), name


@pytest.mark.parametrize("name", NATURAL_KEYS)
def test_natural_keys_are_unique(tables, name):
    for columns in NATURAL_KEYS[name]:
        keys = [tuple(row[column] for column in columns) for row in tables[name]]
        assert len(keys) == len(set(keys)), columns


def test_every_row_says_that_it_is_a_sample(tables):
    assert {row["source_key"] for rows in tables.values() for row in rows} == {"sample"}


def test_names_and_codes_are_plainly_artificial(tables):
    for row in tables["institution"] + tables["project"]:
        assert row["name"].startswith("示例")
        assert row["code"].startswith("sample-")


def test_every_reference_resolves(tables, plan, divisions):
    statutory = {row.code for row in divisions if row.level != "zone"}
    schools = {row["code"] for row in tables["institution"]}
    projects = {row["code"] for row in tables["project"]}
    targets = {target.id for target in plan.targets}
    stages = {stage.code for stage in plan.stages} | {None}
    for row in (row for rows in tables.values() for row in rows):
        assert row.get("division_code") in statutory | {None}
        assert row.get("institution_code") in schools | {None}
        assert "project_code" not in row or row["project_code"] in projects
        assert "target_id" not in row or row["target_id"] in targets
        assert row.get("stage_code") in stages


def test_no_zone_and_no_damaged_target_carries_a_row(tables, plan, divisions):
    zones = {row.code for row in divisions if row.level == "zone"}
    damaged = {target.id for target in plan.targets if target.damaged}
    assert len(zones) == 12
    assert "brand-programme" in damaged
    for row in (row for rows in tables.values() for row in rows):
        assert row.get("division_code") not in zones
        assert row.get("target_id") not in damaged


def test_days_lie_within_the_plan(tables, plan):
    for name, rows in tables.items():
        for row in rows:
            for column, value in row.items():
                if isinstance(value, date):
                    assert value <= plan.end, (name, column, row)
                    assert column == "opened" or value >= plan.start, (name, column, row)


def test_money_has_two_places(tables):
    amounts = [row[part] for row in tables["funding"] for part in ("budget", "in_place", "spent")]
    assert all(
        amount is None or (isinstance(amount, Decimal) and amount.as_tuple().exponent == -2) for amount in amounts
    )


def test_a_target_that_the_plan_lacks_is_named(plan, divisions, parameters):
    smaller = replace(plan, targets=tuple(target for target in plan.targets if target.id != "college"))
    with pytest.raises(ChuyiError, match="college"):
        generate(smaller, divisions, parameters)


def test_a_county_code_that_does_not_exist_is_named(plan, divisions, parameters):
    schools = {**parameters["schools"], "unreported": ["430371"]}
    with pytest.raises(ChuyiError, match=r"schools\.unreported.*430371"):
        generate(plan, divisions, {**parameters, "schools": schools})


def test_a_prefecture_without_a_character_is_named(plan, divisions, parameters):
    prefectures = {code: value for code, value in parameters["prefectures"].items() if code != "433100"}
    with pytest.raises(ChuyiError, match="433100"):
        generate(plan, divisions, {**parameters, "prefectures": prefectures})


def test_a_database_with_foreign_keys_takes_every_row(tables, plan, divisions, tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'sample.sqlite3'}")
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys=ON"))
    schema.Base.metadata.create_all(engine)
    with engine.begin() as connection:
        for table, rows in _parents(plan, divisions).items():
            connection.execute(insert(table), rows)
        for table in schema.FACT_TABLES:
            if table.__tablename__ in tables:
                connection.execute(insert(table), tables[table.__tablename__])
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        for name, rows in tables.items():
            stored = connection.scalar(select(func.count()).select_from(schema.Base.metadata.tables[name]))
            assert stored == len(rows), name
    engine.dispose()


def _parents(plan, divisions):
    order = {"province": 0, "prefecture": 1}
    return {
        schema.Source: [{"key": "sample", "kind": "sample", "title": "示例数据", "confidence": "low"}],
        schema.Division: [
            {
                "code": row.code,
                "name": row.name,
                "short_name": row.short_name,
                "name_en": row.code,
                "level": row.level,
                "kind": row.level,
                "parent_code": row.parent_code,
                "statutory": row.level != "zone",
            }
            for row in sorted(divisions, key=lambda row: order.get(row.level, 2))
        ],
        schema.Stage: [
            {"code": stage.code, "rank": stage.rank, "name_zh": stage.name_zh, "counts": stage.counts}
            for stage in plan.stages
        ],
        schema.Target: [
            {
                "id": target.id,
                "position": position,
                "clause": target.clause,
                "name_zh": target.name_zh,
                "kind": target.kind,
                "unit": target.unit,
                "number": target.number,
                "scope": target.scope,
                "provenance": target.provenance,
            }
            for position, target in enumerate(plan.targets)
        ],
    }
