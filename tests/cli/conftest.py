"""Running a command in this process against a database of the test."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Ran, Run
from sqlalchemy.engine import URL

from chuyi_dash import cli
from chuyi_dash.config import Config


@pytest.fixture(scope="session")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands keep the outlines of the map, prepared once."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], var_dir: Path) -> Run:
    """``run(url, "status", "--json")``: the command on the database at this address."""

    def command(url: URL, *arguments: str) -> Ran:
        config = Config(database_url=url, boundaries=None, var_dir=var_dir)
        monkeypatch.setattr("chuyi_dash.config.read_config", lambda: config)
        capsys.readouterr()
        code = cli.main(arguments)
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return command
