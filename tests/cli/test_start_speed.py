"""A command starts quickly: its processor time beside that of importing SQLAlchemy, which most of them need."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from workbooks import SCHOOL, save

PROJECT = Path(__file__).parents[2]
RUNS = 7
COMMAND = (sys.executable, "-m", "chuyi_dash")
YARDSTICK = (sys.executable, "-c", "import sqlalchemy")
pytestmark = pytest.mark.speed


def processor_time(arguments: tuple[str, ...], url: str) -> float:
    """Seconds that a process of its own spends, in the program and in the system; it has to succeed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["CHUYI_DATABASE_URL"] = url
    process = subprocess.Popen(arguments, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_utime + usage.ru_stime


def times_the_yardstick(command: Callable[[int], tuple[str, ...]], url: str) -> float:
    """The median, over runs in turn, of a command's time as a multiple of the yardstick's; the first run warms up."""
    ratios = [
        processor_time((*COMMAND, *command(run)), url) / processor_time(YARDSTICK, url) for run in range(RUNS + 1)
    ]
    return statistics.median(ratios[1:])


@pytest.fixture
def url(database_on: Callable[[str, str], Engine]) -> str:
    """A database with the sample, in a file."""
    return database_on("sqlite", "sample").url.render_as_string()


def test_help_takes_hardly_longer_than_a_library(url: str) -> None:
    assert times_the_yardstick(lambda _run: ("--help",), url) <= 1.2


def test_the_status_takes_at_most_two_and_a_half_times_as_long(url: str) -> None:
    assert times_the_yardstick(lambda _run: ("status",), url) <= 2.5


def test_the_import_of_a_small_file_takes_at_most_three_times_as_long(url: str, tmp_path: Path) -> None:
    def bring_in(run: int) -> tuple[str, ...]:
        file = save(tmp_path / f"{run}.xlsx", {"学校": [SCHOOL | {"学校名称": f"岳麓第{run}职业中专"}]})
        return "import", str(file)

    assert times_the_yardstick(bring_in, url) <= 3
