"""What the product's own screens send: bytes, which no load on the machine changes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from processes import run_command
from providers import clean_environment

from bench.browser import WANTED, chromium
from bench.client import open_tab
from bench.reach import KB, PAGES
from bench.server import serve
from bench.wire import MOST_MB, first_visit

PROJECT = Path(__file__).parents[2]
MOST_FIRST, MOST_RERUN = 300 * KB, 20 * KB
WARM_UP, RERUNS = 3, 3


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of the product with the sample."""
    path = tmp_path_factory.mktemp("sizes") / "facts.sqlite3"
    environment = clean_environment(CHUYI_DATABASE_URL=f"sqlite:///{path}")
    run_command(environment, "init", "--sample")
    with serve(PROJECT / "app.py", directory=PROJECT, env=environment) as port:
        yield port


async def sizes(port: int, page: str) -> tuple[float, float]:
    """Bytes of a first visit and of a rerun that changes nothing."""
    async with open_tab(port, page) as tab:
        first = await tab.run(may_restart=True)
        reruns = [await tab.run() for _turn in range(WARM_UP + RERUNS)]
    return first.received, median(run.received for run in reruns[WARM_UP:])


def test_a_first_visit_travels_compressed(product: int) -> None:
    program = chromium()
    assert program is not None, WANTED
    found = first_visit(product, program)
    assert 1.0 < found.megabytes <= MOST_MB


@pytest.mark.parametrize("page", PAGES)
def test_a_screen_sends_no_more_than_it_may(page: str, product: int) -> None:
    first, rerun = asyncio.run(sizes(product, page))
    assert 10 * KB < first <= MOST_FIRST
    assert 0 < rerun <= MOST_RERUN
