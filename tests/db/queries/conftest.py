"""One transaction per test over a few divisions and sources, rolled back at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import small_facts as small
from sqlalchemy import Connection, Engine


@pytest.fixture
def connection(module_database: Callable[[str], Engine]) -> Iterator[Connection]:
    with module_database("empty").connect() as connection:
        small.ground(connection)
        yield connection
        connection.rollback()
