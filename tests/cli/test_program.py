"""The program as it is started: under its own name too, and leaving nothing behind."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from processes import run, run_command
from sqlalchemy import Engine

from chuyi_dash import cli

PROJECT = Path(__file__).parents[2]


def test_the_name_chuyi_starts_the_same_program() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert EntryPoint("chuyi", project["scripts"]["chuyi"], "console_scripts").load() is cli.program


def test_a_command_leaves_no_log_beside_the_database(database_on: Callable[[str, str], Engine]) -> None:
    engine = database_on("sqlite", "sourced")
    engine.dispose()
    run_command(os.environ | {"CHUYI_DATABASE_URL": engine.url.render_as_string()}, "status")
    file = Path(str(engine.url.database))
    assert [path.name for path in file.parent.glob(f"{file.name}*")] == [file.name]


@pytest.mark.parametrize("arguments", [(), ("stauts",), ("status", "--no-such-option")])
def test_what_is_no_command_is_refused_with_those_that_are(arguments: tuple[str, ...]) -> None:
    done = run(os.environ, *arguments)
    assert done.returncode == 2
    assert "usage: python -m chuyi_dash" in done.stderr
    assert "Traceback" not in done.stderr
