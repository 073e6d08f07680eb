"""Reading the plan from files, and refusing what cannot be used."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import small_facts as small
from sqlalchemy import Engine

from chuyi_dash.cli.status import as_json
from chuyi_dash.config import DATA_DIR, Config
from chuyi_dash.db.loading import sync_plan
from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.plan import read_plan
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.snapshot import open_snapshot


def test_the_real_plan_has_its_time_its_targets_and_its_stages() -> None:
    plan = read_plan()
    assert (plan.start, plan.end) == (date(2022, 4, 8), date(2025, 12, 31))
    assert len(plan.targets) == 22
    assert [stage.name_zh for stage in plan.stages[:3]] == ["申报", "资格审查", "推荐"]
    assert [stage.code for stage in plan.stages if stage.counts == "stopped"] == ["suspended", "ended", "revoked"]


def test_every_target_lies_in_a_named_part_of_the_text() -> None:
    plan = read_plan()
    assert {plan.part(target) for target in plan.targets} == set(plan.parts)


def test_settings_style_every_status() -> None:
    assert set(read_palette().styles) == set(STATUSES)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(DATA_DIR, tmp_path / "data")
    return tmp_path / "data"


def edit(folder: Path, old: str, new: str) -> Path:
    file = folder / "plan" / "targets.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_changing_a_number_is_an_edit_of_the_file(copied: Path) -> None:
    assert read_plan(edit(copied, "number: 20", "number: 25")).target("heritage-base").number == 25


def test_a_target_added_to_the_file_is_stored_judged_and_told_like_the_others(
    copied: Path, database_on: Callable[[str, str], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = copied / "plan" / "targets.yaml"
    text = file.read_text(encoding="utf-8")
    entry = text[text.index("- id: heritage-base") : text.index("- id: spirit-heir")]
    added = entry.replace("heritage-base", "new-base").replace("number: 20", "number: 4")
    plan = read_plan(edit(copied, "- id: spirit-heir", f"{added}- id: spirit-heir"))
    engine = database_on("sqlite", "sourced")
    with engine.begin() as connection:
        sync_plan(connection, plan)
        small.source(connection, small.PRESS, "press")
        small.project(connection, "first", "new-base")
        small.event(connection, "first", "approved", "2023-01-01")
    monkeypatch.setattr("chuyi_dash.views.board.read_plan", lambda: plan)
    snapshot = open_snapshot(Config(database_url=engine.url, boundaries=None))
    told = {row["id"]: row for row in as_json(board(snapshot, Scope.on(date(2025, 12, 31))))["targets"]}
    assert len(told) == 23
    assert [told["new-base"][key] for key in ("kind", "number", "approved", "attainment", "status")] == [
        "quota", 4, 1, 0.25, "far_behind",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["many", "checklist"])
def test_a_kind_that_the_targets_measure_cannot_have_is_named(kind: str, copied: Path) -> None:
    told = rf"targets\.yaml 第 9 行：kind 的值 “{kind}” 不能用。可以写：quota、count。"
    with pytest.raises(ChuyiError, match=told):
        read_plan(edit(copied, "kind: count", f"kind: {kind}"))


@pytest.mark.parametrize("name", ["project", "measure", "os", "os.path", "no_such.module", "../projects", "__init__"])
def test_a_measure_that_is_none_is_named_with_those_that_are(name: str, copied: Path) -> None:
    known = "可以写：answers、industries、institutions、projects、projects_per_division、tallies。"
    with pytest.raises(ChuyiError, match=rf"measure 的值 “{re.escape(name)}” 不能用.*{known}"):
        read_plan(edit(copied, "measure: projects", f"measure: {name}"))


def test_a_doubled_target_is_named(copied: Path) -> None:
    with pytest.raises(ChuyiError, match=r"targets\.yaml 第 45 行：编号重复：“heritage-base”"):
        read_plan(edit(copied, "id: spirit-heir", "id: heritage-base"))


def test_a_file_that_is_no_yaml_is_named(copied: Path) -> None:
    (copied / "plan" / "targets.yaml").write_text("- {", encoding="utf-8")
    with pytest.raises(ChuyiError, match=r"targets\.yaml"):
        read_plan(copied)
