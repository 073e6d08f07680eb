from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from workbooks import Rows, save

from chuyi_dash.access.operating import operator
from chuyi_dash.db.tables import FACT_TABLES
from chuyi_dash.intake.importing import Outcome, import_file

TODAY = date(2026, 11, 24)


@pytest.fixture
def engine(database_on: Callable[[str, str], Engine]) -> Engine:
    """A fresh SQLite database with the sourced facts."""
    return database_on("sqlite", "sourced")


@pytest.fixture
def bring(engine: Engine, tmp_path: Path) -> Callable[..., Outcome]:
    """Bring in a workbook of these sheets (or the file at ``path``) as the clerk 小张 on a fixed day."""

    def run(sheets: dict[str, Rows] | None = None, path: Path | None = None, **options: Any) -> Outcome:
        name = options.pop("name", "book.xlsx")
        path = path or save(tmp_path / name, sheets or {})
        usual: dict[str, Any] = {"actor": operator("小张"), "today": TODAY}
        return import_file(engine, path, **(usual | options))

    return run


@pytest.fixture
def content_of() -> Callable[[Engine], str]:
    return fact_hash


def fact_hash(engine: Engine) -> str:
    """One hash over every row of every fact table, numbers of rows aside."""
    digest = hashlib.sha256()
    with engine.connect() as connection:
        for table in FACT_TABLES:
            # A row's number is the database's own; a key of text is what the row is.
            columns = [c for c in table.__table__.columns if c.name != "id" or c.type.python_type is str]
            rows = sorted(json.dumps([str(value) for value in row]) for row in connection.execute(select(*columns)))
            digest.update("\n".join([table.__tablename__, *rows]).encode())
    return digest.hexdigest()
