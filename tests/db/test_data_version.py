"""The stamp that tells every process that something changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

import psycopg
import pytest
import small_facts as small
from sqlalchemy import Engine, insert, text

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.facts import data_version
from chuyi_dash.db.self_check_tables import SELF_CHECK_TABLES
from chuyi_dash.db.tables import Base, ImportBatch

Database = Callable[[str], Engine]
UNSTAMPED = {"data_version", "fact_change", *(table.__tablename__ for table in SELF_CHECK_TABLES)}
"""The history of a fact changes only together with the fact."""


def version(engine: Engine) -> str:
    with reading(engine) as connection:
        return data_version(connection)


@pytest.fixture(scope="module")
def engine(module_database: Database) -> Engine:
    engine = module_database("sample")
    with engine.begin() as connection:
        small.industry(connection, "轨道交通", None, source_key="sample")
        connection.execute(text("INSERT INTO project_former_name VALUES ('hb-hunan-industry', '旧名')"))
    return engine


@pytest.mark.parametrize("table", sorted(Base.metadata.tables.keys() - UNSTAMPED - {"import_batch"}))
def test_a_change_in_any_table_changes_it(table: str, engine: Engine) -> None:
    column = next(column.name for column in Base.metadata.tables[table].columns if not column.nullable)
    before = version(engine)
    with engine.begin() as connection:
        connection.execute(text(f'UPDATE "{table}" SET "{column}" = "{column}"'))
    assert version(engine) != before


def test_insert_update_and_delete_change_it_and_a_rollback_does_not(engine: Engine) -> None:
    seen = [version(engine)]
    for statement in (
        "INSERT INTO tally (id, target_id, division_code, category, date, count, source_key)"
        " VALUES (9999, 'heritage-base', '430000', '', '2023-01-01', 1, 'sample')",
        "UPDATE tally SET count = 2 WHERE id = 9999",
        "DELETE FROM tally WHERE id = 9999",
    ):
        with engine.begin() as connection:
            connection.execute(text(statement))
        seen.append(version(engine))
    assert len(set(seen)) == 4
    with engine.connect() as connection:
        connection.execute(text("DELETE FROM milestone"))
        connection.rollback()
    assert version(engine) == seen[-1]


def test_an_import_changes_it(engine: Engine) -> None:
    before = version(engine)
    row = {"file_name": "a.xlsx", "sha256": "0", "kind": "dry_run", "who": "x", "at": datetime(2025, 1, 1, tzinfo=UTC)}
    with engine.begin() as connection:
        connection.execute(insert(ImportBatch), row | {"added": 0, "changed": 0, "unchanged": 0})
    assert version(engine) != before


def test_raw_sql_by_another_program_changes_it(engine: Engine, backend: str) -> None:
    before = version(engine)
    if backend == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database))) as other:
            other.execute("UPDATE project SET note = 'x' WHERE code = 'hb-hunan-industry'")
            other.commit()
    else:
        with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
            other.execute("UPDATE project SET note = 'x' WHERE code = 'hb-hunan-industry'")
    assert version(engine) != before


@pytest.mark.postgresql
def test_truncate_changes_it(database_on: Callable[[str, str], Engine]) -> None:
    engine = database_on("postgresql", "sample")
    before = version(engine)
    with engine.begin() as connection:
        connection.execute(text("TRUNCATE milestone"))
    assert version(engine) != before


def test_it_stays_while_nobody_writes_and_never_comes_back(engine: Engine) -> None:
    first = version(engine)
    assert version(engine) == first
    seen = {first}
    for _ in range(20):
        with engine.begin() as connection:
            connection.execute(text("UPDATE project SET note = 'x' WHERE code = 'hb-hunan-industry'"))
        seen.add(version(engine))
    assert len(seen) == 21
