"""A snapshot per data version, and answers remembered for as long as it stays the same."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, text

from chuyi_dash.config import Config
from chuyi_dash.db.engine import writing
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.snapshot import DataSource, open_snapshot, remembered

Database = Callable[[str], Engine]
VIEW = Scope.on(date(2024, 6, 30))


def opened(engine: Engine) -> DataSource:
    return open_snapshot(Config(database_url=engine.url, boundaries=None))


def approved(snapshot: DataSource) -> int | None:
    count = board(snapshot, VIEW).result("heritage-base").attainment.approved
    return count.value if count else None


def test_two_snapshots_of_one_state_are_equal_and_share_answers(database: Database) -> None:
    engine = database("sourced")
    first, second = opened(engine), opened(engine)
    assert first == second
    assert board(first, VIEW) is board(second, VIEW)


def test_a_write_by_another_process_shows_at_the_next_rerun(database: Database) -> None:
    engine = database("sourced")
    before = opened(engine)
    assert approved(before) == 20
    script = textwrap.dedent(
        """
        import sys
        from sqlalchemy import text
        from chuyi_dash.config import database_url
        from chuyi_dash.db.engine import connect, writing
        with writing(connect(database_url(sys.argv[1]))) as connection:
            connection.execute(text("UPDATE tally SET count = 23 WHERE target_id = 'heritage-base'"))
        """
    )
    address = engine.url.render_as_string(hide_password=False)
    subprocess.run([sys.executable, "-c", script, address], check=True, cwd=Path(__file__).parents[2], timeout=60)
    after = opened(engine)
    assert after != before
    assert approved(after) == 23


def test_two_databases_never_share_an_answer(database: Database) -> None:
    first, second = opened(database("sourced")), opened(database("sourced"))
    assert first != second
    assert board(first, VIEW) is not board(second, VIEW)


@pytest.mark.postgresql
def test_a_password_is_not_part_of_the_key_that_could_be_shown(database_on: Callable[[str, str], Engine]) -> None:
    engine = database_on("postgresql", "sourced")
    snapshot = open_snapshot(Config(database_url=engine.url.set(password="verysecret"), boundaries=None))
    assert "verysecret" not in repr(snapshot)
    snapshot.engine.dispose()


@pytest.fixture
def snapshot(snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    return snapshot_of("sqlite", "sourced")


def test_many_threads_compute_an_answer_once(snapshot: DataSource) -> None:
    calls: list[int] = []
    together = Barrier(16)

    @remembered(entries=8)
    def slow(_snapshot: DataSource, value: int) -> int:
        calls.append(value)
        time.sleep(0.05)
        return value * 2

    def ask(number: int) -> int:
        together.wait()
        return slow(snapshot, number % 2)

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(16))) == [0, 2] * 8
    assert sorted(calls) == [0, 1]


def test_one_slow_answer_does_not_hold_up_another(snapshot: DataSource) -> None:
    both_inside = Barrier(2)

    @remembered(entries=8)
    def meet(_snapshot: DataSource, value: int) -> int:
        both_inside.wait(10)
        return value

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda value: meet(snapshot, value), (1, 2))) == [1, 2]


def test_only_the_last_answers_are_kept(snapshot: DataSource) -> None:
    calls: list[int] = []

    @remembered(entries=3)
    def answer(_snapshot: DataSource, value: int) -> int:
        calls.append(value)
        return value

    for value in (1, 2, 3, 1, 4, 1, 2):
        answer(snapshot, value)
    assert calls == [1, 2, 3, 4, 2], "1 stayed in use, 2 was the oldest when 4 came"


def test_a_failed_answer_is_not_remembered_and_does_not_block_the_next(snapshot: DataSource) -> None:
    calls: list[int] = []

    @remembered(entries=3)
    def answer(_snapshot: DataSource) -> int:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError("first")
        return 7

    with pytest.raises(ValueError, match="first"):
        answer(snapshot)
    assert answer(snapshot) == 7


def test_a_changed_database_is_computed_anew_and_an_unchanged_one_is_not(database: Database) -> None:
    engine = database("sourced")
    first = board(opened(engine), VIEW)
    with writing(engine) as connection:
        connection.execute(text("UPDATE project SET note = 'x' WHERE code = 'hb-hunan-industry'"))
    second = board(opened(engine), VIEW)
    assert second is not first
    assert [row.attainment for row in second.results] == [row.attainment for row in first.results]
