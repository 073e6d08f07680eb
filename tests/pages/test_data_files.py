"""Where a data file cannot be used a page tells every problem with file and line, and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shown import as_shown

from chuyi_dash.config import DATA_DIR
from chuyi_dash.views.snapshot import DataSource
from components.session.navigation import screens

NAMES = [entry.name for entry in screens()]


@pytest.mark.parametrize("name", NAMES)
def test_a_misspelt_key_is_told_instead_of_a_traceback(
    name: str, show: Callable[..., Any], sample_data: DataSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shutil.copytree(DATA_DIR, tmp_path / "data")
    monkeypatch.setenv("CHUYI_DATA", str(data))
    targets = data / "plan" / "targets.yaml"
    targets.write_text(targets.read_text(encoding="utf-8").replace("number: 20", "nubmer: 20"), encoding="utf-8")
    answer = show(name)
    assert answer.exceptions == []
    assert [as_shown(element.value) for element in answer.app.error] == [
        "data/plan/targets.yaml 第 31 行：不认识的键 “nubmer”，是否应为 “number”？"
    ]
    assert answer.html == ""


def test_every_problem_of_the_settings_has_a_line_of_its_own(
    show: Callable[..., Any], sample_data: DataSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shutil.copytree(DATA_DIR, tmp_path / "data")
    monkeypatch.setenv("CHUYI_DATA", str(data))
    settings = data / "settings.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("  ink:", "  inc:", 1).replace("  soft:", "  sfot:", 1), encoding="utf-8")
    answer = show("overview")
    assert answer.exceptions == []
    (error,) = (as_shown(element.value) for element in answer.app.error)
    assert [line.strip().partition("：")[2] for line in error.splitlines()] == [
        "不认识的键 “inc”，是否应为 “ink”？",
        "不认识的键 “sfot”，是否应为 “soft”？",
    ]
