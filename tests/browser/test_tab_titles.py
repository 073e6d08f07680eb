"""The browser's tab names the screen."""

from __future__ import annotations

from typing import Any


def test_the_tab_names_each_screen_and_forum_mode_in_the_reader_s_language(screen: Any) -> None:
    screen.open("coverage")
    assert screen.page.title() == "覆盖地图 · 楚怡行动进展看板"
    screen.go("目标")
    assert screen.page.title() == "目标 · 楚怡行动进展看板"
    screen.open("data", lang="en")
    assert screen.page.title() == "Data · Chuyi Action progress dashboard"
    screen.page.goto(f"{screen.base}/present")
    screen.page.wait_for_function("() => document.title === '放映 · 楚怡行动进展看板'")
