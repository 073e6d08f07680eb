"""``round`` and ``evidence``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from commands import Run
from papers import pdf
from sheets import XIANGXI, World
from sqlalchemy import Engine

from chuyi_dash.config import Config
from chuyi_dash.self_check.evidence import attach, detach

OPENING = ("open", "2024", "--name", "2024年度", "--as-of", "2024-12-31", "--due", "2025-01-31")


def test_a_round_is_opened_once_and_listed(run: Run, database: Callable[[str], Engine]) -> None:
    url = database("sourced").url
    assert run(url, "round", "list").out == "还没有开启过自查。\n"
    opened = run(url, "round", *OPENING)
    assert (opened.code, opened.out) == (
        0,
        "已开启 2024年度（编号 2024）：数据截至 2024-12-31，2025-01-31 前提交。\n",
    )
    again = run(url, "round", *OPENING)
    assert again.code == 1
    assert "已经用于另一轮自查" in again.err
    practice = ("open", "2024x", "--name", "演练", *OPENING[4:], "--sample")
    assert run(url, "round", *practice).code == 0
    rows = [line.split("\t") for line in run(url, "round", "list").out.splitlines()]
    assert [(row[0], row[1], row[2], row[3], row[5:]) for row in rows] == [
        ("2024x", "演练", "2024-12-31", "2025-01-31", ["示例"]),
        ("2024", "2024年度", "2024-12-31", "2025-01-31", []),
    ]


def test_evidence_lists_and_removes_what_no_sheet_refers_to(
    run: Run, database_on: Callable[[str, str], Engine], var_dir: Path
) -> None:
    engine = database_on("sqlite", "sourced")
    world = World(engine, Config(engine.url, None, var_dir))
    world.open_round()
    kept, removed = (
        attach(world.context(), "2024", XIANGXI, "narrative:results", "a.pdf", pdf() + extra)
        for extra in (b"%1", b"%2")
    )
    detach(world.context(), removed.id)
    assert "没有不再引用的佐证材料" in run(engine.url, "evidence").out
    for sha256, path in world.context().store.stored():
        os.utime(path, (1, 1))
        assert sha256 in (kept.sha256, removed.sha256)
    listed = run(engine.url, "evidence")
    assert (listed.code, listed.out.splitlines()[0].split("\t")[0]) == (0, removed.sha256)
    assert "有 1 份佐证材料不再被引用" in listed.out
    assert "已删除 1 份" in run(engine.url, "evidence", "--remove").out
    assert [sha256 for sha256, _path in world.context().store.stored()] == [kept.sha256]
    world.context().store.path(kept.sha256).unlink()
    missing = run(engine.url, "evidence")
    assert missing.code == 1
    assert f"缺失：{kept.sha256}" in missing.out
