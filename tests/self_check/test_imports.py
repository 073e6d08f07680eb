"""Accepted sheets and imported workbooks that speak of the same thing on the same day."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets import AS_OF, XIANGXI, World
from sqlalchemy import select
from workbooks import COUNT, save

from chuyi_dash.access.operating import operator
from chuyi_dash.db.engine import reading
from chuyi_dash.db.tables import Tally
from chuyi_dash.errors import ChuyiError
from chuyi_dash.intake.importing import import_file
from chuyi_dash.intake.undoing import undo_import
from chuyi_dash.self_check.review import reopen

ROW = COUNT | {"地区": "湘西土家族苗族自治州", "截至日期": AS_OF, "数量": 500}


def counts(world: World) -> list[tuple[int, str]]:
    """The counts of people trained in key industries, with the kind of their source's key."""
    found = select(Tally.count, Tally.source_key).where(
        Tally.target_id == "skills-training", Tally.division_code == XIANGXI, Tally.category == "key-industries"
    )
    with reading(world.engine) as connection:
        return [(count, key.split("-")[0]) for count, key in connection.execute(found)]


def test_a_workbook_of_the_day_replaces_what_a_sheet_confirmed_and_gives_it_back(
    accepting_world: World, tmp_path: Path
) -> None:
    world = accepting_world
    world.accept()
    assert counts(world) == [(3, "self")]
    outcome = import_file(world.engine, save(tmp_path / "book.xlsx", {"计数": [ROW]}), operator("小张"))
    assert outcome.problems == ()
    assert counts(world) == [(500, "import")]
    undo_import(world.engine, outcome.import_id or 0, operator())
    assert counts(world) == [(3, "self")]


def test_what_a_reopened_sheet_has_withdrawn_does_not_come_back(accepting_world: World, tmp_path: Path) -> None:
    world = accepting_world
    world.accept()
    outcome = import_file(world.engine, save(tmp_path / "book.xlsx", {"计数": [ROW]}), operator("小张"))
    reopen(world.context("steward"), world.key, XIANGXI, 3, "数量有误")
    assert counts(world) == [(500, "import")]
    with pytest.raises(ChuyiError, match="撤不回"):
        undo_import(world.engine, outcome.import_id or 0, operator())
    assert counts(world) == [(500, "import")]
