"""Migrations: up from each revision with data in place, down by one, and what an app says of another revision."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError

from chuyi_dash.config import Config, database_url
from chuyi_dash.db import migrating
from chuyi_dash.db.engine import connect, reading, writing
from chuyi_dash.db.loading import load_facts, sync_plan
from chuyi_dash.db.migrating import (
    current_revision,
    downgrade,
    expected_revision,
    migrate,
    require_current_schema,
    revisions,
)
from chuyi_dash.db.tables import Base
from chuyi_dash.errors import ChuyiError
from chuyi_dash.plan import read_plan
from chuyi_dash.views.snapshot import open_snapshot

MIGRATIONS = Path(migrating.__file__).parent / "migrations"
Database = Callable[[str], Engine]


def contents(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the facts, whatever the revision."""
    with reading(engine) as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)
            for name in inspect(connection).get_table_names()
            if name not in ("alembic_version", "data_version")
        }


def without_mirror(found: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """The same with targets by id only: up to 0003 the table repeated what the plan's files say of them."""
    return found | {"target": [row[:1] for row in found["target"]]}


def fill(engine: Engine, revision: str) -> None:
    """Load the facts as a program of that revision did, which also mirrored the plan's words."""
    with writing(engine) as connection:
        if revision <= "0003":
            for position, target in enumerate(read_plan().targets):
                connection.execute(
                    text("INSERT INTO target VALUES (:id, :at, :clause, :name, :kind, :unit, :number, :scope, :from)"),
                    {
                        "id": target.id, "at": position, "clause": target.clause, "name": target.name_zh,
                        "kind": target.kind, "unit": target.unit, "number": target.number, "scope": target.scope,
                        "from": target.provenance,
                    },
                )  # fmt: skip
        sync_plan(connection, read_plan())
        load_facts(connection)


def open_on(engine: Engine) -> None:
    open_snapshot(Config(database_url=engine.url, boundaries=None))


@pytest.mark.parametrize("revision", revisions())
def test_each_revision_upgrades_to_the_newest_with_its_data_in_place(revision: str, database: Database) -> None:
    engine = database("blank")
    migrate(engine, revision)
    fill(engine, revision)
    before = without_mirror(contents(engine))
    assert (len(before["project"]), len(before["target"])) == (9, 22)
    migrate(engine)
    after = contents(engine)
    assert current_revision(engine) == expected_revision()
    assert {name: rows for name, rows in after.items() if name in before} == before
    open_on(engine)


def test_one_step_down_keeps_the_facts_and_the_way_up_again(database: Database) -> None:
    engine = database("sample")
    before = contents(engine)
    downgrade(engine, "-1")
    assert current_revision(engine) == revisions()[-2]
    kept = contents(engine)
    assert without_mirror(kept) == before
    assert {len(row) for row in kept["target"]} == {9}
    migrate(engine)
    assert contents(engine) == before
    open_on(engine)


def test_all_the_way_down_leaves_nothing_of_ours(database: Database) -> None:
    engine = database("sourced")
    downgrade(engine, "base")
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate(engine)
    assert current_revision(engine) == expected_revision()


def test_a_write_to_the_rebuilt_table_changes_the_data_version(database: Database) -> None:
    engine = database("sourced")
    downgrade(engine, "-1")
    migrate(engine)
    with engine.begin() as connection:
        before = connection.scalar(text("SELECT stamp FROM data_version"))
        connection.execute(text("INSERT INTO target (id) VALUES ('another')"))
        assert connection.scalar(text("SELECT stamp FROM data_version")) != before


def test_facts_still_refer_to_the_rebuilt_table(database: Database) -> None:
    engine = database("sourced")
    downgrade(engine, "-1")
    migrate(engine)
    with engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("DELETE FROM target WHERE id = 'heritage-base'"))


def test_the_migrations_build_what_the_tables_say(database: Database) -> None:
    engine = database("empty")
    with engine.connect() as connection, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*expression-based index .?uq_tally_natural_key")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_follow_each_other_in_the_order_of_their_numbers() -> None:
    walked = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    assert revisions() == tuple(reversed([script.revision for script in walked]))


def test_migrating_twice_changes_nothing(database: Database) -> None:
    engine = database("sourced")
    before = contents(engine)
    migrate(engine)
    assert contents(engine) == before


def test_two_processes_that_upgrade_at_once_both_succeed(database: Database) -> None:
    engine = database("blank")
    script = (
        "import sys; from chuyi_dash.config import database_url; from chuyi_dash.db.engine import connect;"
        "from chuyi_dash.db.migrating import migrate; migrate(connect(database_url(sys.argv[1])))"
    )
    address = engine.url.render_as_string(hide_password=False)
    running = [
        subprocess.Popen([sys.executable, "-c", script, address], cwd=Path(__file__).parents[2]) for _ in range(2)
    ]
    assert [process.wait(60) for process in running] == [0, 0]
    assert current_revision(engine) == expected_revision()


def test_a_migration_that_fails_leaves_the_revision_and_the_tables_as_they_were(database: Database) -> None:
    engine = database("blank")
    migrate(engine, revisions()[0])
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE fact_change (id INTEGER)"))
    with pytest.raises(Exception, match="fact_change"):
        migrate(engine)
    assert current_revision(engine) == revisions()[0]
    with engine.connect() as connection:
        assert "import_batch" not in inspect(connection).get_table_names()


def test_a_database_without_schema_names_init(database: Database) -> None:
    with pytest.raises(ChuyiError, match=r"还没有建立.*chuyi_dash init"):
        open_on(database("blank"))


@pytest.mark.parametrize("revision", revisions()[:-1])
def test_an_older_database_names_upgrade_and_both_revisions(revision: str, database: Database) -> None:
    engine = database("blank")
    migrate(engine, revision)
    with pytest.raises(ChuyiError, match=rf"{revision}.*{expected_revision()}.*chuyi_dash upgrade"):
        open_on(engine)


def test_a_newer_database_asks_for_a_newer_program(database: Database) -> None:
    engine = database("sourced")
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for ask in (open_on, migrate, require_current_schema):
        with pytest.raises(ChuyiError, match=r"9999.*新.*更新程序"):
            ask(engine)


def test_an_open_app_notices_that_its_database_was_migrated(database: Database) -> None:
    engine = database("sourced")
    open_on(engine)
    downgrade(engine, "-1")
    with pytest.raises(ChuyiError, match="upgrade"):
        open_on(engine)
    migrate(engine)
    open_on(engine)


def test_a_foreign_database_is_left_alone(database: Database) -> None:
    engine = database("blank")
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE project (id INTEGER)"))
    for ask in (open_on, migrate):
        with pytest.raises(ChuyiError, match=r"project.*不是本系统建的库"):
            ask(engine)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["project"]


def test_a_table_that_is_gone_is_no_traceback(database: Database) -> None:
    engine = database("sourced")
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE data_version"))
    with pytest.raises(ChuyiError, match="数据库暂时读不了"):
        open_on(engine)


@pytest.mark.parametrize(
    "address",
    ["postgresql://nobody@/nowhere?host=/nonexistent", "postgresql://u:verysecret@127.0.0.1:1/d?connect_timeout=2"],
)
def test_an_unreachable_server_is_named_without_its_password(address: str) -> None:
    engine = connect(database_url(address))
    with pytest.raises(ChuyiError, match="打不开数据库 postgresql") as caught:
        open_on(engine)
    assert "verysecret" not in str(caught.value)
    assert "CHUYI_DATABASE_URL" in str(caught.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_text("hello" * 1000)
    engine = connect(database_url(f"sqlite:///{path}"))
    with pytest.raises(ChuyiError, match=r"打不开数据库 sqlite:.*a\.sqlite3.*not a database"):
        open_on(engine)
