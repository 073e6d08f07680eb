"""Demonstration identities: on the embedded sample database, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from chuyi_dash.access.audit import Refused, require
from chuyi_dash.access.demonstration import demonstration_actors, demonstration_allowed, is_embedded
from chuyi_dash.access.model import SAVE_ANSWER
from chuyi_dash.config import Config, database_url
from chuyi_dash.db.engine import reading

Make = Callable[[str, str], Engine]


def embed(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    """Let this file be the one that the product makes for itself."""
    monkeypatch.setattr("chuyi_dash.config.EMBEDDED_DATABASE", Path(str(engine.url.database)))


def allowed(engine: Engine, *, provider: bool = False, writes_to: Engine | None = None) -> bool:
    config = Config(engine.url, None, self_check_url=(writes_to or engine).url)
    with reading(engine) as connection:
        return demonstration_allowed(config, connection, provider_configured=provider)


def test_the_embedded_sample_database_offers_them_unless_somebody_can_sign_in(
    database_on: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = database_on("sqlite", "sample")
    assert not allowed(engine)
    embed(monkeypatch, engine)
    assert allowed(engine)
    assert not allowed(engine, provider=True)
    assert not allowed(engine, writes_to=database_on("sqlite", "empty"))


def test_the_embedded_database_without_sample_offers_none(database_on: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = database_on("sqlite", "sourced")
    embed(monkeypatch, engine)
    assert not allowed(engine)


@pytest.mark.postgresql
def test_a_shared_database_offers_none(database_on: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = database_on("postgresql", "sample")
    monkeypatch.setattr("chuyi_dash.config.EMBEDDED_DATABASE", Path(str(engine.url.database)))
    assert not allowed(engine)


def test_the_file_is_known_however_its_path_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "chuyi.sqlite3"
    file.touch()
    monkeypatch.setattr("chuyi_dash.config.EMBEDDED_DATABASE", file)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path)
    for path in (file, tmp_path / "link" / "chuyi.sqlite3", Path("chuyi.sqlite3"), tmp_path / "a" / ".." / file.name):
        assert is_embedded(database_url(f"sqlite:///{path}")), path
    for path in (tmp_path / "other.sqlite3", Path(os.devnull)):
        assert not is_embedded(database_url(f"sqlite:///{path}")), path


def test_they_are_a_reporter_of_each_prefecture_a_steward_and_an_administrator(
    database_on: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = database_on("sqlite", "sample")
    with reading(engine) as connection:
        actors = demonstration_actors(connection)
    assert [actor.role for actor in actors] == ["reporter"] * 14 + ["steward", "administrator"]
    assert len({actor.prefecture for actor in actors[:14]}) == 14
    assert all(actor.demonstration and actor.identity.startswith("示例") for actor in actors)
    with pytest.raises(Refused):
        require(engine, actors[0], SAVE_ANSWER, "x", actors[0].prefecture)
    embed(monkeypatch, engine)
    require(engine, actors[0], SAVE_ANSWER, "x", actors[0].prefecture)
