"""Refusals and writes leave rows that stay."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from chuyi_dash.access.audit import Refused, audit_rows, put_on_record, require
from chuyi_dash.access.model import GUEST, READ_SHEET, SAVE_ANSWER, Actor
from chuyi_dash.backup.transfer import backup, restore
from chuyi_dash.db.engine import writing

Database = Callable[[str], Engine]
REPORTER = Actor("r@example.org", "reporter", "430100")
ADMINISTRATOR = Actor("a@example.org", "administrator")
DEMONSTRATION = Actor("示例填报员（长沙市）", "reporter", "430100", demonstration=True)


@pytest.fixture
def engine(database: Database) -> Engine:
    return database("empty")


def test_a_refusal_stays_on_record_though_the_caller_fails(engine: Engine) -> None:
    with pytest.raises(Refused) as refused:
        require(engine, REPORTER, SAVE_ANSWER, "2024/430200/x", "430200")
    assert "r@example.org（市州填报员）不能填写自查项" in str(refused.value)
    assert "本市州的填报员" in str(refused.value)
    row = audit_rows(engine, ADMINISTRATOR)[0]
    assert (row.who, row.role, row.action) == ("r@example.org", "reporter", "save_answer")
    assert (row.subject, row.allowed, row.before, row.after) == ("2024/430200/x", False, None, None)
    assert (datetime.now(UTC) - row.at).total_seconds() < 600


def test_what_is_allowed_leaves_no_row_by_being_asked(engine: Engine) -> None:
    require(engine, REPORTER, SAVE_ANSWER, "2024/430100/x", "430100")
    assert audit_rows(engine, ADMINISTRATOR) == ()


def test_a_demonstration_identity_does_nothing_outside_the_embedded_database(engine: Engine) -> None:
    with pytest.raises(Refused, match="示例填报员"):
        require(engine, DEMONSTRATION, SAVE_ANSWER, "2024/430100/x", "430100")
    assert [row.who for row in audit_rows(engine, ADMINISTRATOR)] == ["示例填报员（长沙市）"]


def test_only_an_administrator_reads_it_and_who_else_tries_is_in_it(engine: Engine) -> None:
    for actor in (GUEST, REPORTER, Actor("s@example.org", "steward"), Actor("v@example.org", "viewer")):
        with pytest.raises(Refused, match="系统管理员"):
            audit_rows(engine, actor)
    rows = audit_rows(engine, ADMINISTRATOR)
    assert [row.role for row in rows] == ["viewer", "steward", "reporter", "viewer"]
    assert [row.who for row in rows][-1] == ""
    assert audit_rows(engine, ADMINISTRATOR, 2) == rows[:2]


def test_a_write_and_its_record_stand_or_fall_together(engine: Engine) -> None:
    def fail_later() -> None:
        with writing(engine) as connection:
            put_on_record(connection, REPORTER, SAVE_ANSWER, "2024/430100/x", before=None, after={"agree": True})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_later()
    with writing(engine) as connection:
        put_on_record(connection, REPORTER, SAVE_ANSWER, "2024/430100/x", before={"值": None}, after={"值": "1"})
    (row,) = audit_rows(engine, ADMINISTRATOR)
    assert (row.allowed, row.before, row.after) == (True, {"值": None}, {"值": "1"})


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE id=1"]
)
def test_no_row_is_changed_or_taken_out(statement: str, engine: Engine) -> None:
    with writing(engine) as connection:
        put_on_record(connection, GUEST, READ_SHEET, "x", allowed=False)
    before = audit_rows(engine, ADMINISTRATOR)
    with pytest.raises(DBAPIError, match="only ever added"), engine.begin() as connection:
        connection.execute(text(statement))
    assert audit_rows(engine, ADMINISTRATOR) == before


def test_a_restore_brings_the_record_of_the_backup_adds_its_own_and_the_rows_stay_kept(
    engine: Engine, tmp_path: Path
) -> None:
    with writing(engine) as connection:
        put_on_record(connection, GUEST, READ_SHEET, "first", allowed=False)
    path = tmp_path / "a.zip"
    backup(engine, path)
    (first,) = audit_rows(engine, ADMINISTRATOR)
    with writing(engine) as connection:
        put_on_record(connection, GUEST, READ_SHEET, "second", allowed=False)
    restore(engine, path, force=True)
    restored, kept = audit_rows(engine, ADMINISTRATOR)
    assert kept == first
    assert (restored.role, restored.action, restored.before) == ("operator", "restore", {"audit_rows": 2})
    assert restored.after == {"file": "a.zip", "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    with pytest.raises(DBAPIError, match="only ever added"), engine.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    with writing(engine) as connection:
        put_on_record(connection, GUEST, READ_SHEET, "third", allowed=False)
    assert [row.subject for row in audit_rows(engine, ADMINISTRATOR)] == ["third", "database", "first"]
