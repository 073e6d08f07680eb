"""The first request of a server process meets app.py, whichever page it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from components.session.navigation import Screen as Entry
from components.session.navigation import screens

ENTRIES = [entry for entry in screens() if entry.name in ("overview", "projects")]  # tests/pages asks for every one


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_deep_link_right_after_a_restart_is_framed_and_keeps_its_choices(
    entry: Entry, tab: Callable[[str], Any], cold_server: str
) -> None:
    host = re.escape(urlsplit(cold_server).netloc)
    screen = tab(cold_server).open(entry.url_path, prefecture="430100")
    screen.assert_no_exception()
    assert screen.title == entry.title
    assert screen.bar == [row.title for row in screens()]
    assert screen.page.url == f"{cold_server}/{entry.url_path}?prefecture=430100"
    assert screen.scope == "长沙市"
    assert [url for url in screen.requests if not re.match(rf"(https?|ws)://{host}/|data:|blob:", url)] == []
    assert screen.page.evaluate("history.length") == 2  # the empty tab, and this
