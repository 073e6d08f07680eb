"""``check``: the data screen for the terminal, with an exit code for a scheduler."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run
from databases import BACKENDS
from sqlalchemy import Engine
from wcwidth import wcswidth
from workbooks import SCHOOL, save

from chuyi_dash.views.snapshot import DataSource

SnapshotOf = Callable[[str, str], DataSource]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_serious_contradiction_makes_the_exit_code(run: Run, snapshot_of: SnapshotOf, backend: str) -> None:
    done = run(snapshot_of(backend, "sample").engine.url, "check")
    assert done.code == 1
    serious = [line for line in done.out.splitlines() if line.startswith("严重 ")]
    assert serious
    assert f"其中严重 {len(serious)} 处" in done.out
    assert "示例数据" in done.out


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_sourced_facts_disagree_in_counts_only(run: Run, snapshot_of: SnapshotOf, backend: str) -> None:
    done = run(snapshot_of(backend, "sample").engine.url, "check", "--sourced-only")
    assert done.code == 0
    assert "公布的立项数 20，具名项目 2，两者不同" in done.out
    assert "公布的开工数 14，具名的开工项目 3，两者不同" in done.out
    assert not [line for line in done.out.splitlines() if line.startswith("严重 ")]
    assert "示例" not in done.out


def test_completeness_freshness_imports_and_the_last_check_are_told(run: Run, snapshot_of: SnapshotOf) -> None:
    out = run(snapshot_of("sqlite", "sourced").engine.url, "check").out
    for part in ("2025年度应报 210 项，已报 0 项", "项目标没有任何事实", "还没有导入过文件", "还没有核对过文件"):
        assert part in out


def test_the_tables_of_the_screen_are_printed_in_line(run: Run, snapshot_of: SnapshotOf) -> None:
    out = run(snapshot_of("sqlite", "sample").engine.url, "check").out
    reports = [line for line in out.splitlines() if line.startswith(("2022年度  ", "2025年度  "))]
    assert len(reports) == 2 * 14
    assert {wcswidth(line) for line in reports} == {wcswidth(reports[0])}, "a Chinese character takes two places"
    assert re.search(r"^2022年度  长沙市 +15 +15 +15 +0 +0 +100\.0%$", out, re.MULTILINE)
    assert re.search(r"^主要行业1所以上公办高职高专院校 +— +—$", out, re.MULTILINE)


def test_imports_and_the_problems_of_the_last_check_are_printed(
    run: Run, database_on: Callable[[str, str], Engine], tmp_path: Path
) -> None:
    url = database_on("sqlite", "sourced").url
    run(url, "import", str(save(tmp_path / "名册.xlsx", {"学校": [SCHOOL]})), "--who", "小张")
    run(url, "import", str(save(tmp_path / "b.xlsx", {"学校": [SCHOOL | {"市州": "怀化事"}]})), "--dry-run")
    out = run(url, "check").out
    assert re.search(r"^ *1  .*  名册\.xlsx +小张 +1 +0 +0 +有效", out, re.MULTILINE)
    assert re.search(r"^学校 +2  市州 +怀化事 +.*最接近的是“怀化市”", out, re.MULTILINE)
