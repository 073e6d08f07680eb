"""The plan's files say which target plays which part: a renamed target follows, or stops the product with its place."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from databases import fill
from sheets import AS_OF, CHANGSHA, DUE
from sqlalchemy import Engine

from chuyi_dash.config import DATA_DIR, Config
from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.model import RoundRow
from chuyi_dash.plan import read_plan
from chuyi_dash.self_check.generating import sheet_items
from chuyi_dash.views.board import Scope
from chuyi_dash.views.snapshot import open_snapshot
from chuyi_dash.views.story import story

ROUND = RoundRow("2024s", "2024演练", AS_OF, DUE, True, "steward")
PLAN = read_plan()
PARTS = [
    *(("story", name, target) for name, target in asdict(PLAN.story).items()),
    *(("self_check", name, target) for name, target in asdict(PLAN.self_check).items()),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(DATA_DIR, tmp_path / "data")


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def replace_all(path: Path, old: str, new: str) -> None:
    path.write_text(re.sub(old, new, path.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.mark.parametrize(("group", "part", "target"), PARTS)
def test_a_renamed_target_is_told_where_the_plan_still_names_it(group: str, part: str, target: str, data: Path) -> None:
    replace_in(data / "plan" / "targets.yaml", f"- id: {target}\n", f"- id: {target}-2\n")
    head = data / "plan" / "plan.yaml"
    after = head.read_text(encoding="utf-8").partition(f"\n{group}:")[0].count("\n") + 1
    lines = head.read_text(encoding="utf-8").splitlines()
    line = next(n for n in range(after + 1, len(lines) + 1) if lines[n - 1].startswith(f"  {part}:"))
    expected = f"data/plan/plan.yaml 第 {line} 行：{group}.{part} 的值 “{target}” 不能用，是否应为 “{target}-2”？"
    with pytest.raises(ChuyiError, match=re.escape(expected)):
        read_plan(data)


@pytest.mark.parametrize(("group", "part", "target"), PARTS)
def test_a_target_renamed_in_both_files_plays_its_part_under_its_new_name(
    group: str, part: str, target: str, data: Path
) -> None:
    replace_in(data / "plan" / "targets.yaml", f"- id: {target}\n", f"- id: {target}-2\n")
    replace_all(data / "plan" / "plan.yaml", rf": {target}\b", f": {target}-2")
    renamed = read_plan(data)
    assert getattr(getattr(renamed, group), part) == f"{target}-2"
    assert renamed.target(f"{target}-2").name_zh == PLAN.target(target).name_zh


def test_scenes_and_sections_follow_targets_that_are_renamed_everywhere(
    data: Path, monkeypatch: pytest.MonkeyPatch, database_on: Callable[[str, str], Engine],
    config_of: Callable[[Engine], Config],
) -> None:  # fmt: skip
    before = sheet_items(open_snapshot(config_of(database_on("sqlite", "sample"))), ROUND, CHANGSHA)
    names = "|".join(sorted({target for _group, _part, target in PARTS}))
    for path in (data / "plan" / "targets.yaml", data / "sample.yaml", *data.glob("facts/*.csv")):
        replace_all(path, rf"(?<![\w-])({names})(?![\w-])", r"\1-2")
    replace_all(data / "plan" / "plan.yaml", rf": ({names})\b", r": \1-2")
    monkeypatch.setenv("CHUYI_DATA", str(data))
    engine = database_on("sqlite", "blank")
    fill(engine, "sample")
    snapshot = open_snapshot(config_of(engine))
    items = sheet_items(snapshot, ROUND, CHANGSHA)
    assert [(item.section, item.kind) for item in items] == [(item.section, item.kind) for item in before]
    assert {item.target for item in items if item.section != "projects"} == {
        None, *(f"{target}-2" for group, _part, target in PARTS if group == "self_check"),
    }  # fmt: skip
    told = story(snapshot, Scope.on(ROUND.as_of))
    assert (len(told.frames[-1].states), len(told.bases.cells)) == (122, 14)
    assert told.colleges


def test_a_part_that_nobody_plays_is_missing_and_not_left_out(data: Path) -> None:
    replace_in(data / "plan" / "plan.yaml", "  training: skills-training\n", "")
    with pytest.raises(ChuyiError, match=r"plan\.yaml 第 \d+ 行：缺少键 “training”。"):
        read_plan(data)


def test_a_section_is_left_out_by_saying_so(data: Path) -> None:
    replace_in(data / "plan" / "plan.yaml", "  training: skills-training\n", "  training: null\n")
    assert read_plan(data).self_check.training is None


def test_a_scene_cannot_do_without_its_target(data: Path) -> None:
    replace_in(data / "plan" / "plan.yaml", "  bases: heritage-base\n", "  bases: null\n")
    with pytest.raises(ChuyiError, match=r"plan\.yaml 第 \d+ 行：story\.bases 的值 “null” 应为文字。"):
        read_plan(data)


def test_a_target_that_is_measured_otherwise_cannot_play_the_part(data: Path) -> None:
    replace_in(data / "plan" / "plan.yaml", "  schools: county-school ", "  schools: local-plan ")
    with pytest.raises(ChuyiError, match=r"schools 需要 measure 为 institutions 的目标，“local-plan” 是 answers。"):
        read_plan(data)
