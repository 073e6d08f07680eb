"""Measurements of one page, always beside the empty page in the same stretch of time.

The two pages take turns, run by run or second by second, so that whatever else the machine does hits both.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import median

from bench.client import Run, Tab, open_tab
from bench.reach import PageResult

# Runs that are not counted: after them the caches on both sides have settled.
WARM_UP = 5
# Sessions opened anew for the numbers of the first run.
FIRST_RUNS = 5
# A server ends a run's thread after it has reported the run's end; a person's next click comes later than that.
PAUSE = 0.03
# The load phase changes sides this often per page.
TURNS = 3


@dataclass(frozen=True, slots=True)
class Effort:
    """The effort spent on each page: reruns, seconds of load on each side, sessions at once."""

    reruns: int
    seconds: float
    sessions: int


async def measure_page(app: int, empty: int, page: str, effort: Effort, cold_ms: float) -> PageResult:
    """Measure ``page`` of the app at port ``app`` beside the empty page at port ``empty``.

    ``cold_ms`` is how long the first visitor of the page since a start has waited. Raises RunError when
    any run on either side does not end well.
    """
    first, empty_first = await _first_runs(app, empty, page)
    rerun, empty_rerun = await _reruns(app, empty, page, effort.reruns)
    rate, empty_rate = await _load(app, empty, page, effort)
    return PageResult(
        page=page,
        cold_ms=cold_ms,
        first_ms=median(run.ms for run in first),
        first_bytes=median(run.received for run in first),
        empty_first_ms=median(run.ms for run in empty_first),
        rerun_ms=median(run.ms for run in rerun),
        rerun_bytes=median(run.received for run in rerun),
        empty_rerun_ms=median(run.ms for run in empty_rerun),
        load_rate=rate,
        empty_load_rate=empty_rate,
    )


async def cold_runs(port: int, pages: Sequence[str]) -> list[float]:
    """Visit each page once, in order, and list the ms of each visit.

    The server at ``port`` must not have answered anybody yet. Raises RunError when a run does not end well.
    """
    return [(await _first_run(port, page, may_restart=True)).ms for page in pages]


async def warm_up(port: int) -> None:
    """Run the first page once, so that later sessions find the server warm.

    A server's first session pays for imports, and may build caches that later ones use.
    """
    await _first_run(port, "", may_restart=True)


async def _first_run(port: int, page: str, *, may_restart: bool = False) -> Run:
    async with open_tab(port, page) as tab:
        return await tab.run(may_restart=may_restart)


async def _first_runs(app: int, empty: int, page: str) -> tuple[list[Run], list[Run]]:
    runs: tuple[list[Run], list[Run]] = ([], [])
    for turn in range(FIRST_RUNS):
        for side in _order(turn):
            await asyncio.sleep(PAUSE)
            runs[side].append(await _first_run((app, empty)[side], (page, "")[side]))
    return runs


async def _reruns(app: int, empty: int, page: str, count: int) -> tuple[list[Run], list[Run]]:
    runs: tuple[list[Run], list[Run]] = ([], [])
    async with open_tab(app, page) as app_tab, open_tab(empty) as empty_tab:
        tabs = (app_tab, empty_tab)
        for turn in range(-WARM_UP, count):
            for side in _order(turn):
                await asyncio.sleep(PAUSE)
                run = await tabs[side].run()
                if turn >= 0:
                    runs[side].append(run)
    return runs


async def _load(app: int, empty: int, page: str, effort: Effort) -> tuple[float, float]:
    """Measure the reruns per second of all sessions together: the app's, the empty page's."""
    done = [0, 0]
    spent = [0.0, 0.0]
    async with AsyncExitStack() as stack:
        sides = [await _open_all(stack, port, name, effort.sessions) for port, name in ((app, page), (empty, ""))]
        for turn in range(TURNS):
            for side in _order(turn):
                start = time.perf_counter()
                done[side] += await _rerun_until(sides[side], start + effort.seconds / TURNS)
                # Up to the last answer, not to the deadline: runs under way at the deadline are counted too.
                spent[side] += time.perf_counter() - start
    return done[0] / spent[0], done[1] / spent[1]


async def _open_all(stack: AsyncExitStack, port: int, page: str, sessions: int) -> list[Tab]:
    tabs = [await stack.enter_async_context(open_tab(port, page)) for _ in range(sessions)]
    for tab in tabs:
        await tab.run()
    return tabs


async def _rerun_until(tabs: Sequence[Tab], deadline: float) -> int:
    """Let every tab rerun as fast as it is answered, and count the runs.

    ``deadline`` is a time of ``time.perf_counter``; runs under way then are still finished and counted.
    """

    async def keep_on(tab: Tab) -> int:
        runs = 0
        while time.perf_counter() < deadline:
            await tab.run()
            runs += 1
        return runs

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(keep_on(tab)) for tab in tabs]
    return sum(task.result() for task in tasks)


def _order(turn: int) -> tuple[int, int]:
    """Give the order of the sides in a turn (0 the app, 1 the empty page), each first in turn."""
    return (0, 1) if turn % 2 else (1, 0)
