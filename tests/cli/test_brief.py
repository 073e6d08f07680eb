"""``brief``: the file, and what it says when it cannot be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run
from pptx import Presentation

from chuyi_dash.views.snapshot import DataSource

SnapshotOf = Callable[[str, str], DataSource]


def test_the_command_writes_a_briefing_of_what_was_asked_and_says_where(
    run: Run, snapshot_of: SnapshotOf, tmp_path: Path
) -> None:
    path = tmp_path / "汇报.pptx"
    options = ("--prefecture", "433100", "--sourced-only", "--as-of", "2025-12-31")
    ran = run(snapshot_of("sqlite", "sample").engine.url, "brief", str(path), *options)
    assert ran.code == 0
    assert f"12 页汇报材料：{path}" in ran.out
    slides = list(Presentation(str(path)).slides)
    assert len(slides) == 12
    feet = [shape.text_frame.text for shape in slides[1].shapes if shape.name == "页脚"]
    assert feet[0].startswith("截至2025年12月31日 · 湘西土家族苗族自治州 · 来源：看板仅有来源的事实")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("brief.ppt",), "文件名应以 .pptx 结尾：brief.ppt"),
        (("brief.pptx", "--prefecture", "430102"), "--prefecture 的值 430102 无法识别"),
        (("brief.pptx", "--as-of", "2025-13-01"), "--as-of 的值 2025-13-01 无法识别"),
        (("missing/brief.pptx",), "写不了 missing/brief.pptx"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_written(
    run: Run,
    snapshot_of: SnapshotOf,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(snapshot_of("sqlite", "sourced").engine.url, "brief", *arguments)
    assert ran.code == 1
    assert words in ran.err
    assert list(tmp_path.iterdir()) == []
