"""A self-check on either database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sheets import World
from sqlalchemy import Engine

from chuyi_dash.config import Config


@pytest.fixture
def world_of(database: Callable[[str], Engine], tmp_path: Path) -> Callable[[str], World]:
    """``world_of("sourced")``: a fresh database without a round."""

    def make(content: str) -> World:
        engine = database(content)
        return World(engine, Config(engine.url, None, tmp_path / "var"))

    return make


@pytest.fixture
def world(module_database: Callable[[str], Engine], tmp_path: Path, keys: Iterator[str]) -> World:
    """The sourced facts and a round of its own for each test of a module; for tests that make no facts."""
    engine = module_database("sourced")
    made = World(engine, Config(engine.url, None, tmp_path / "var"), key=next(keys))
    made.open_round()
    return made


@pytest.fixture
def accepting_world(world_of: Callable[[str], World]) -> World:
    """The sourced facts in a database of its own, with the round of 2024 open."""
    made = world_of("sourced")
    made.open_round()
    return made


@pytest.fixture(scope="session")
def keys() -> Iterator[str]:
    """Keys of rounds, each of them once."""
    return (f"round-{number}" for number in count(1))


@pytest.fixture
def sample_world(world_of: Callable[[str], World]) -> World:
    """The sample with a sample round open."""
    made = world_of("sample")
    made.open_round(sample=True)
    return made
