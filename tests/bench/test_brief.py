"""The briefing's bound by the clock; measured here because these tests have the machine to themselves."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hunan import outlines_in_var
from pptx import Presentation

from chuyi_dash.config import PROJECT_DIR
from chuyi_dash.views.snapshot import DataSource

MOST_SECONDS = 10
TRIES = 3  # an idle machine needs one; a neighbour that took the processor is no defect


def test_the_command_makes_a_briefing_in_ten_seconds(
    snapshot_of: Callable[[str, str], DataSource], tmp_path: Path
) -> None:
    snapshot, path = snapshot_of("sqlite", "sample"), tmp_path / "汇报.pptx"
    outlines_in_var()
    address = snapshot.engine.url.render_as_string(hide_password=False)
    seconds: list[float] = []
    while len(seconds) < TRIES and min(seconds, default=MOST_SECONDS + 1) > MOST_SECONDS:
        start = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "chuyi_dash", "brief", str(path)],
            cwd=PROJECT_DIR,
            env=os.environ | {"CHUYI_DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=True,
        )
        seconds.append(time.monotonic() - start)
        assert (done.stdout, done.stderr) == (f"已生成 12 页汇报材料：{path}\n", "")
    assert len(Presentation(str(path)).slides) == 12
    assert min(seconds) <= MOST_SECONDS, seconds
