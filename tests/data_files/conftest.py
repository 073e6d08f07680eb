"""A copy of the data folder to spoil, and the commands over it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from chuyi_dash import cli
from chuyi_dash.config import DATA_DIR, Config
from chuyi_dash.data_files.yaml_nodes import compose

Told = Callable[..., tuple[int, list[str]]]


@pytest.fixture(scope="session", autouse=True)
def _sound_files_read_once() -> Iterator[None]:
    """A test spoils one file: the texts of the others, which are nearly all of the work, are composed once for all."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chuyi_dash.data_files.yaml_file.compose", lru_cache(maxsize=32)(compose))
        yield


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of ``data/`` that the commands read."""
    copied = shutil.copytree(DATA_DIR, tmp_path / "data")
    monkeypatch.setenv("CHUYI_DATA", str(copied))
    return copied


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """``told("upgrade")``: exit code and lines on stderr; without an address on a database that does not exist."""

    def run(*arguments: str, url: URL | None = None) -> tuple[int, list[str]]:
        address = url or URL.create("sqlite", database=str(tmp_path / "never.sqlite3"))
        monkeypatch.setattr("chuyi_dash.config.read_config", lambda: Config(address, None, tmp_path / "var"))
        capsys.readouterr()
        code = cli.main(arguments)
        return code, capsys.readouterr().err.splitlines()

    return run
