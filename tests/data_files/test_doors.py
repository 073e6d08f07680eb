"""What each way into the product says of a data file that cannot be used, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from chuyi_dash.config import Config
from chuyi_dash.views.snapshot import open_snapshot

Told = Callable[..., tuple[int, list[str]]]

PLAN_AND_SETTINGS = [
    ("plan/plan.yaml", "title:", "tilte:", "title"),
    ("plan/clauses.yaml", "quote:", "qoute:", "quote"),
    ("plan/stages.yaml", "{code:", "{cdoe:", "code"),
    ("plan/targets.yaml", "number:", "nubmer:", "number"),
    ("settings.yaml", "quality:", "qualtiy:", "quality"),
]


@pytest.fixture
def sourced(database_on: Callable[[str, str], Engine]) -> Engine:
    """A database with the facts, made before ``data`` is put in the place of the product's own folder."""
    return database_on("sqlite", "sourced")


def spoil(path: Path, old: str, new: str) -> None:
    """Misspell a key once, outside the comments at the top."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if old in line and not line.startswith("#"))
    lines[number] = lines[number].replace(old, new, 1)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.mark.parametrize("command", ["status", "init", "upgrade"])
@pytest.mark.parametrize(("name", "old", "new", "right"), PLAN_AND_SETTINGS)
def test_a_command_stops_with_the_place_and_the_right_key(
    command: str, name: str, old: str, new: str, right: str, sourced: Engine, data: Path, told: Told
) -> None:
    spoil(data / name, old, new)
    code, lines = told(command, url=sourced.url)
    assert code == 1
    assert [line for line in lines if line.startswith(f"data/{name} 第 ") and f"是否应为 “{right}”？" in line]
    assert "Traceback" not in "".join(lines)


def test_a_command_that_stops_leaves_the_database_alone(
    data: Path, told: Told, database_on: Callable[[str, str], Engine]
) -> None:
    engine = database_on("sqlite", "blank")
    spoil(data / "facts" / "tallies.csv", ",20,", ",twenty,")
    code, _lines = told("init", url=engine.url)
    assert code == 1
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM sqlite_master").all() == []


def test_the_files_as_they_are_are_fine(
    sourced: Engine, data: Path, told: Told, config_of: Callable[[Engine], Config]
) -> None:
    assert told("upgrade", url=sourced.url) == (0, [])
    assert open_snapshot(config_of(sourced))
