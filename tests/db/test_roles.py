"""On PostgreSQL the pages' role can only read and the self-check's can only write its own, today and tomorrow."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from databases import Databases, fill
from papers import pdf
from roles import Roles, run_sql, three_roles
from sheets import XIANGXI, World
from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from chuyi_dash import cli
from chuyi_dash.access.audit import put_on_record
from chuyi_dash.access.model import GUEST, READ_AUDIT
from chuyi_dash.backup.transfer import backup, restore
from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect, reading, writing
from chuyi_dash.db.migrating import downgrade, migrate
from chuyi_dash.db.roles import roles_sql
from chuyi_dash.db.tables import Base
from chuyi_dash.errors import ChuyiError
from chuyi_dash.self_check.evidence import attach, detach
from chuyi_dash.self_check.review import reopen
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.coverage import coverage, mappable
from chuyi_dash.views.overview import changes_since, overview
from chuyi_dash.views.projects import Filter, project_detail, project_list
from chuyi_dash.views.snapshot import open_snapshot
from chuyi_dash.views.sources import all_sources
from chuyi_dash.views.targets import target_detail

pytestmark = pytest.mark.postgresql
DAY = date(2024, 6, 30)
ADDED, KEPT_UP, CONFIRMED = ("INSERT",), ("INSERT", "UPDATE"), ("INSERT", "DELETE")
FACTS = ("answer", "tally", "project_event")
CONFIRMING = (*FACTS, "source")
OF_A_SHEET = "source_key LIKE 'self-check-%'"
SELF_CHECK_WRITES = {
    **dict.fromkeys(("audit", "sheet_event", "evidence", "round"), ADDED),
    **dict.fromkeys(("sheet", "sheet_answer", "remark", "attachment"), KEPT_UP),
    **dict.fromkeys(CONFIRMING, CONFIRMED),
}


@pytest.fixture
def roles(database_on: Callable[[str, str], Engine], pgserver: Callable[[], URL]) -> Iterator[Callable[[str], Roles]]:
    with ExitStack() as made:
        yield lambda content: made.enter_context(three_roles(database_on("postgresql", content), pgserver()))


@pytest.fixture(scope="module")
def shared_roles(databases_of: Callable[[str], Databases], pgserver: Callable[[], URL]) -> Iterator[Roles]:
    databases = databases_of("postgresql")
    url = databases.copy("sample")
    with three_roles(connect(url), pgserver()) as shared:
        yield shared
    databases.drop(url)


def test_every_view_works_through_the_reader(shared_roles: Roles) -> None:
    snapshot = open_snapshot(Config(database_url=shared_roles.reader.url, boundaries=None))
    view = Scope.on(DAY)
    here = board(snapshot, view)
    assert here.result("heritage-base").attainment.approved is not None
    assert overview(snapshot, view).ranking
    assert changes_since(snapshot, view, date(2023, 6, 30)) is not None
    for target in here.plan.targets:
        assert target_detail(snapshot, view, target.id).result.target == target
        if mappable(target):
            assert coverage(snapshot, view, target.id).cells
    listed = project_list(snapshot, view, Filter())
    assert project_detail(snapshot, view, listed.rows[0].code) is not None
    assert all_sources(snapshot, False)


@pytest.mark.parametrize("table", sorted(Base.metadata.tables.keys()))
def test_no_table_can_be_written_through_the_reader(table: str, shared_roles: Roles) -> None:
    column = Base.metadata.tables[table].columns.keys()[0]
    for statement in (
        f'UPDATE "{table}" SET "{column}" = "{column}"',
        f'DELETE FROM "{table}"',
        f'INSERT INTO "{table}" SELECT * FROM "{table}"',
        f'TRUNCATE "{table}" CASCADE',
        f'DROP TABLE "{table}" CASCADE',
    ):
        with shared_roles.reader.connect() as connection:
            connection.exec_driver_sql("SET TRANSACTION READ WRITE")
            with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
                connection.execute(text(statement))


def test_a_command_through_the_reader_is_told_what_is_wrong(shared_roles: Roles) -> None:
    with (
        pytest.raises(ChuyiError, match=r"写不进去.*写权限"),
        writing(shared_roles.reader) as connection,
    ):
        connection.execute(text("UPDATE tally SET count = 1"))


def test_the_writer_builds_fills_upgrades_and_the_reader_sees_the_new_tables(roles: Callable[[str], Roles]) -> None:
    made = roles("blank")
    fill(made.writer, "sourced")
    open_snapshot(Config(database_url=made.reader.url, boundaries=None))
    downgrade(made.writer, "-1")
    migrate(made.writer)
    with made.reader.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM import_batch")) == 0
        assert connection.scalar(text("SELECT count(*) FROM project")) == 9


def test_roles_made_after_the_tables_hand_them_to_the_writer(roles: Callable[[str], Roles], tmp_path: Path) -> None:
    made, path = roles("sourced"), tmp_path / "a.zip"
    downgrade(made.writer, "-1")
    migrate(made.writer)
    backup(made.reader, path)
    restore(made.writer, path, force=True)
    run_sql(made.admin, made.sql)
    open_snapshot(Config(database_url=made.reader.url, boundaries=None))


def test_the_audit_is_only_added_to_through_the_self_check_s_role(shared_roles: Roles) -> None:
    engine = shared_roles.self_check
    with writing(engine) as connection:
        put_on_record(connection, GUEST, READ_AUDIT, "audit", allowed=False)
    for statement in ("UPDATE audit SET who = 'x'", "DELETE FROM audit", "TRUNCATE audit", "DROP TABLE audit"):
        with engine.connect() as connection, pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
            connection.execute(text(statement))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit")) == 1


@pytest.mark.parametrize("who", ["writer", "admin"])
def test_not_even_the_owner_changes_the_audit_by_accident(who: str, shared_roles: Roles) -> None:
    for statement in ("UPDATE audit SET who = 'x'", "DELETE FROM audit", "TRUNCATE audit"):
        engine: Engine = getattr(shared_roles, who)
        with engine.connect() as connection, pytest.raises(DBAPIError, match="only ever added"):
            connection.execute(text(statement))


@pytest.mark.parametrize("table", sorted(Base.metadata.tables.keys()))
def test_the_self_check_s_role_writes_its_own_tables_and_no_other(table: str, shared_roles: Roles) -> None:
    asked = "SELECT has_table_privilege(current_user, :name, :right)"
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
    with shared_roles.self_check.connect() as connection:
        held = [right for right in rights if connection.scalar(text(asked), {"name": table, "right": right})]
    assert held == ["SELECT", *SELF_CHECK_WRITES.get(table, ())]


def test_the_self_check_s_role_touches_no_fact_but_those_that_a_sheet_confirmed(shared_roles: Roles) -> None:
    with shared_roles.self_check.connect() as connection:
        for table in CONFIRMING:
            assert connection.execute(text(f"DELETE FROM {table}")).rowcount == 0
    foreign = "INSERT INTO source (key, kind, title, confidence) VALUES ('official', 'official', 'x', 'high')"
    for statement, told in (
        (foreign, "row-level security"),
        ("UPDATE data_version SET stamp = 'x'", "permission denied"),
    ):
        with shared_roles.self_check.connect() as connection, pytest.raises(DBAPIError, match=told):
            connection.execute(text(statement))


def test_a_sheet_lives_its_whole_life_through_the_two_roles_of_the_pages(
    roles: Callable[[str], Roles], tmp_path: Path
) -> None:
    made = roles("sourced")
    world = World(made.writer, Config(made.reader.url, None, tmp_path / "var", made.self_check.url))
    world.open_round()
    before = world.context().snapshot.version
    assert world.accept()
    accepted = world.context().snapshot.version
    assert accepted != before
    with reading(made.reader) as connection:
        facts = [connection.scalar(text(f"SELECT count(*) FROM {table} WHERE {OF_A_SHEET}")) for table in FACTS]
    assert sum(facts) > 0
    reopen(world.context("steward"), world.key, world.place, world.sheet("steward").version, "补充材料")
    with reading(made.reader) as connection:
        assert [connection.scalar(text(f"SELECT count(*) FROM {table} WHERE {OF_A_SHEET}")) for table in FACTS] == [
            0,
            0,
            0,
        ]
    assert world.context().snapshot.version != accepted


def test_the_clearing_of_evidence_needs_the_writer_and_deletes_no_file_without_it(
    shared_roles: Roles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = shared_roles
    world = World(made.writer, Config(made.reader.url, None, tmp_path / "var", made.self_check.url))
    world.open_round(sample=True)
    detach(world.context(), attach(world.context(), world.key, XIANGXI, "narrative:results", "a.pdf", pdf()).id)
    ((_sha256, path),) = world.context().store.stored()
    os.utime(path, (1, 1))
    for user, code in ((made.self_check, 1), (made.writer, 0)):
        assert path.exists()
        config = Config(user.url, None, tmp_path / "var", made.self_check.url)
        monkeypatch.setattr("chuyi_dash.config.read_config", lambda config=config: config)
        assert cli.main(("evidence", "--remove")) == code
    assert not path.exists()


def test_the_self_check_s_role_has_its_rights_whichever_came_first(roles: Callable[[str], Roles]) -> None:
    made = roles("blank")
    fill(made.writer, "empty")
    with writing(made.self_check) as connection:
        put_on_record(connection, GUEST, READ_AUDIT, "audit", allowed=False)


def test_the_names_can_be_chosen_and_nothing_else_can_slip_in() -> None:
    sql = roles_sql("see", "do_it")
    assert "chuyi_reader" not in sql
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA public TO see" in sql
    assert "TO chuyi_self_check" in sql
    assert "TO see, checks" in roles_sql("see", "do_it", "checks")
    for reader, writer in (("a; DROP TABLE x", "b"), ("A", "b"), ("", "b"), ("1a", "b"), ("a" * 64, "b")):
        with pytest.raises(ChuyiError, match="角色名"):
            roles_sql(reader, writer)
    with pytest.raises(ChuyiError, match="不能同名"):
        roles_sql("same", "same")
