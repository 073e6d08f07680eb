"""Connections: one state per answer, one writer at a time, a bounded pool that survives a restart of the server."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

import pytest
from databases import administrator
from sqlalchemy import Engine, func, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from chuyi_dash.config import database_url
from chuyi_dash.db.engine import POOL_OVERFLOW, POOL_SIZE, connect, reading, writing
from chuyi_dash.db.tables import Tally
from chuyi_dash.errors import ChuyiError

Database = Callable[[str], Engine]
RAISE_COUNTS = text("UPDATE tally SET count = count + 1")


def total(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.scalar(select(func.sum(Tally.count))) or 0


def test_the_same_address_gives_the_same_pool(database: Database) -> None:
    engine = database("empty")
    assert connect(engine.url) is engine


def test_all_questions_of_an_answer_see_one_state(database: Database) -> None:
    engine = database("sourced")
    question = select(func.sum(Tally.count))
    with reading(engine) as connection:
        before = connection.scalar(question)
        with writing(engine) as other:
            other.execute(RAISE_COUNTS)
        assert connection.scalar(question) == before
    assert total(engine) == before + 4


def test_a_second_writer_waits_and_then_sees_what_the_first_wrote(database: Database) -> None:
    engine = database("sourced")
    before, reached, seen = total(engine), Event(), []

    def second() -> None:
        reached.wait(10)
        with writing(engine) as connection:
            seen.append(connection.scalar(select(func.sum(Tally.count))))
            connection.execute(RAISE_COUNTS)

    with ThreadPoolExecutor() as pool:
        with writing(engine) as connection:
            connection.execute(RAISE_COUNTS)
            waiting = pool.submit(second)
            reached.set()
            assert not wait([waiting], timeout=0.3).done
            assert seen == []
        waiting.result(timeout=20)
    assert seen == [before + 4]
    assert total(engine) == before + 8


def test_writers_in_line_leave_the_connections_to_readers(database: Database) -> None:
    engine = database("sourced")
    before, writers = total(engine), POOL_SIZE + POOL_OVERFLOW

    def write() -> None:
        with writing(engine) as connection:
            connection.execute(RAISE_COUNTS)

    with ThreadPoolExecutor(writers) as pool:
        with writing(engine):
            waiting = [pool.submit(write) for _ in range(writers)]
            assert not wait(waiting, timeout=0.3).done
            engine.pool._timeout = 0.05  # type: ignore[attr-defined]
            assert total(engine) == before
            engine.pool._timeout = 30  # type: ignore[attr-defined]
        wait(waiting)
    assert total(engine) == before + 4 * writers


def test_a_writer_whose_turn_does_not_come_is_told_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = database("empty")
    monkeypatch.setattr("chuyi_dash.db.engine.BUSY_TIMEOUT_MS", 50)
    with writing(engine), pytest.raises(ChuyiError, match="数据库正忙"), writing(engine):
        pass


def test_a_write_that_fails_leaves_nothing(database: Database) -> None:
    engine = database("sourced")
    before = total(engine)

    def write() -> None:
        with writing(engine) as connection:
            connection.execute(RAISE_COUNTS)
            connection.execute(text("UPDATE tally SET count = -1"))

    with pytest.raises(IntegrityError):
        write()
    assert total(engine) == before


def test_foreign_keys_hold_again_after_a_writer_that_left_them_out(database: Database) -> None:
    engine = database("sourced")
    with writing(engine, foreign_keys=False) as connection:
        connection.execute(RAISE_COUNTS)
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(text("UPDATE tally SET source_key = 'nowhere'"))


def test_the_pool_is_bounded(database: Database) -> None:
    engine = database("empty")
    limit = POOL_SIZE + POOL_OVERFLOW
    held = [engine.connect() for _ in range(limit)]
    try:
        engine.pool._timeout = 0.05  # type: ignore[attr-defined]
        for connected in (reading, writing):
            with pytest.raises(ChuyiError, match="数据库正忙"), connected(engine):
                pass
    finally:
        engine.pool._timeout = 30  # type: ignore[attr-defined]
        for connection in held:
            connection.close()


@pytest.mark.postgresql
def test_the_next_read_works_after_the_server_dropped_its_connections(
    database_on: Callable[[str, str], Engine], pgserver: Callable[[], URL]
) -> None:
    engine = database_on("postgresql", "sourced")
    before = total(engine)
    with administrator(pgserver()) as connection:
        dropped = connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": engine.url.database},
        ).all()
    assert dropped
    assert total(engine) == before


def test_a_write_by_another_process_shows_at_the_next_read(database: Database) -> None:
    engine = database("sourced")
    before = total(engine)
    script = textwrap.dedent(
        """
        import sys
        from sqlalchemy import text
        from chuyi_dash.config import database_url
        from chuyi_dash.db.engine import connect, writing
        with writing(connect(database_url(sys.argv[1]))) as connection:
            connection.execute(text("UPDATE tally SET count = count + 1"))
        """
    )
    address = engine.url.render_as_string(hide_password=False)
    subprocess.run([sys.executable, "-c", script, address], check=True, cwd=Path(__file__).parents[2], timeout=60)
    assert total(engine) == before + 4


def test_a_read_only_file_is_said_to_be_so(database_on: Callable[[str, str], Engine]) -> None:
    engine = database_on("sqlite", "sourced")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(ChuyiError, match="写不进去"), writing(engine) as connection:
        connection.execute(RAISE_COUNTS)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ChuyiError, match="建不了数据库所在的文件夹"):
        connect(database_url(f"sqlite:///{tmp_path}/file/below/a.sqlite3"))
