"""Saving an item beside the rerun of an empty Streamlit page, by a tab that is signed in as a browser is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import BrowserContext
from processes import run_command
from providers import PROJECT, Person, clean_environment, sign_in, signed_in_server
from sqlalchemy import Engine

from bench.client import Tab, open_tab
from bench.server import serve

EMPTY = PROJECT / "bench" / "empty"
REPORTER = Person("wu", "wu@example.org")
RATIO = 2.0
SAVES, WARM_UP = 30, 5
PAUSE = 0.03


@pytest.fixture
def environment(database_on: Callable[[str, str], Engine], tmp_path: Path) -> Mapping[str, str]:
    url = database_on("sqlite", "sample").url.render_as_string(hide_password=False)
    found = clean_environment(CHUYI_DATABASE_URL=url, CHUYI_EVIDENCE=str(tmp_path / "evidence"))
    for arguments in (
        ("user", "add", REPORTER.identity, "--role", "reporter", "--prefecture", "湘西州"),
        ("round", "open", "2024", "--name", "2024年度", "--as-of", "2024-12-31", "--due", "2099-01-31", "--sample"),
    ):
        run_command(found, *arguments)
    return found


def cookies_of(context: BrowserContext, base: str) -> dict[str, str]:
    """What the provider's sign-in leaves in a browser."""
    page = context.new_page()
    page.goto(f"{base}/about")
    sign_in(page, REPORTER)
    return {str(cookie["name"]): str(cookie["value"]) for cookie in context.cookies()}


def note_of(tab: Tab) -> str:
    """The widget of the first item's note."""
    return next(name for name in tab.widget_states if name.endswith("_note"))


async def measure(port: int, empty: int, cookies: Mapping[str, str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each save and of the empty page's rerun beside it."""
    saves, reruns = [], []
    async with open_tab(port, "self-check", "section=local_plan", cookies) as sheet, open_tab(empty) as page:
        await sheet.run(may_restart=True)
        await page.run()
        for turn in range(-WARM_UP, SAVES):
            await asyncio.sleep(PAUSE)
            saved = await sheet.change(note_of(sheet), f"第 {turn} 次")
            await asyncio.sleep(PAUSE)
            rerun = await page.run()
            if turn >= 0:
                saves.append(saved.ms)
                reruns.append(rerun.ms)
    return saves, reruns


def test_saving_an_item_takes_at_most_twice_an_empty_page_s_rerun(
    environment: Mapping[str, str], profiles: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    with (
        signed_in_server(environment, tmp_path, (REPORTER,)) as base,
        serve(EMPTY / "app.py", directory=EMPTY) as empty,
    ):
        cookies = cookies_of(profiles(), base)
        port = int(base.rpartition(":")[2])
        with ThreadPoolExecutor(1) as apart:  # this thread's event loop is Playwright's
            saves, reruns = apart.submit(lambda: asyncio.run(measure(port, empty, cookies))).result()
    assert median(saves) <= RATIO * median(reruns), (median(saves), median(reruns))
    assert run_command(environment, "audit", "--limit", "100").count("填写自查项") == SAVES + WARM_UP
