"""Without a database that fits, a page says which command to run, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shown import as_shown
from sqlalchemy import Engine, text

from chuyi_dash.db.migrating import downgrade
from components.session.navigation import screens

NAMES = [entry.name for entry in screens()]


def assert_only(answer: Any, command: str) -> None:
    """One error that names the command; no figures, no controls, no traceback."""
    assert answer.exceptions == []
    assert [as_shown(element.value) for element in answer.app.error] == [answer.notices]
    assert command in answer.notices
    assert answer.html == ""
    assert [element.label for element in (*answer.app.selectbox, *answer.app.date_input, *answer.app.toggle)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_database_is_to_be_built(
    name: str, show: Callable[..., Any], use: Callable[[str], None], tmp_path: Path
) -> None:
    use(f"sqlite:///{tmp_path / 'missing.sqlite3'}")
    assert_only(show(name), "python -m chuyi_dash init")


@pytest.mark.parametrize("name", NAMES)
def test_a_database_of_an_older_revision_is_to_be_upgraded(
    name: str, show: Callable[..., Any], use: Callable[[str], None], database_on: Callable[[str, str], Engine]
) -> None:
    engine = database_on("sqlite", "sourced")
    downgrade(engine, "-1")
    use(str(engine.url))
    assert_only(show(name), "python -m chuyi_dash upgrade")


def test_a_database_of_a_newer_revision_asks_for_a_newer_program(
    show: Callable[..., Any], use: Callable[[str], None], database_on: Callable[[str, str], Engine]
) -> None:
    engine = database_on("sqlite", "sourced")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    use(str(engine.url))
    assert_only(show("overview"), "请更新程序")


def test_an_address_that_cannot_be_read_is_named(show: Callable[..., Any], use: Callable[[str], None]) -> None:
    use("mysql://localhost/facts")
    assert_only(show("overview"), "CHUYI_DATABASE_URL")


@pytest.mark.parametrize("name", NAMES)
def test_a_database_that_only_has_tables_is_to_be_filled(
    name: str, show: Callable[..., Any], use: Callable[[str], None], database_on: Callable[[str, str], Engine]
) -> None:
    use(str(database_on("sqlite", "empty").url))
    assert_only(show(name), "python -m chuyi_dash init")
