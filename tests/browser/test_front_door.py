"""What a browser meets before a session: the frame, the reader's language, refusals, a server that is gone."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from bench.server import serve
from components.session.navigation import Screen as Entry
from components.session.navigation import screens

PROJECT = Path(__file__).parents[2]
FOREIGN = "http://elsewhere.example"
RESTRICTED = "[data-testid=stFileUploader], .st-key-audit, .st-key-audit_card, .st-key-submit_sheet"


@contextmanager
def unwarmed(environment: Mapping[str, str], port: int = 0) -> Iterator[str]:
    """A server that nobody has asked for anything yet, not even its own warm-up."""
    found = {**environment, "CHUYI_WARM_UP": "0"}
    with serve(PROJECT / "app.py", directory=PROJECT, env=found, port=port) as given:
        yield f"http://127.0.0.1:{given}"


@pytest.mark.parametrize("entry", screens(), ids=lambda entry: entry.name)
def test_every_page_opened_cold_as_a_guest_finds_frame_and_role_check(
    entry: Entry, tab: Callable[[str], Any], environment: Mapping[str, str]
) -> None:
    with unwarmed(environment) as server:
        host = re.escape(urlsplit(server).netloc)
        screen = tab(server)
        screen.page.goto(f"{server}/{entry.url_path}?prefecture=430100")
        screen.page.locator(".cd-title h1").wait_for(state="attached")
        screen.assert_no_exception()
        assert screen.page.url.split("?")[0] == f"{server}/{entry.url_path}"
        assert screen.query["prefecture"] == "430100"
        assert screen.page.locator(RESTRICTED).count() == 0
        if entry.name != "present":  # a bare screen
            screen.settle()
            assert screen.title == entry.title
            assert screen.bar == [row.title for row in screens()]
            assert screen.scope == "长沙市"
        assert [url for url in screen.requests if not re.match(rf"(https?|ws)://{host}/|data:|blob:", url)] == []
        assert screen.page.evaluate("history.length") == 2  # the empty tab, and this


def test_a_foreign_page_gets_no_websocket_and_no_upload(server: str) -> None:
    host = urlsplit(server).netloc

    def knock(origin: str) -> None:
        address = f"ws://{host}/_stcore/stream"
        with connect(address, origin=Origin(origin), subprotocols=[Subprotocol("streamlit")], proxy=None):
            pass

    knock(f"http://{host}")
    with pytest.raises(InvalidStatus) as refused:
        knock(FOREIGN)
    assert refused.value.response.status_code == 403

    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("PUT", "/_stcore/upload_file/session/file", body=b"x", headers={"Origin": FOREIGN})
    answer = connection.getresponse()
    assert (answer.status, answer.read().decode()) == (403, "请求来自别的网站，没有受理。请从本系统的网页上操作。")
    connection.close()


def test_the_page_s_language_follows_the_reader_s(screen: Any) -> None:
    screen.open("about")
    expect(screen.page.locator("html")).to_have_attribute("lang", "zh-CN")
    screen.page.get_by_role("button", name="English").click()
    screen.wait_for_query("lang", "en")
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    screen.page.get_by_role("button", name="中文").click()
    screen.wait_for_query("lang", None)
    expect(screen.page.locator("html")).to_have_attribute("lang", "zh-CN")
    screen.open("about", lang="en")
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")


def test_an_unknown_address_leads_to_the_screens(screen: Any) -> None:
    screen.page.goto(f"{screen.base}/coverage/no/such?lang=en")
    assert screen.page.get_by_role("heading").inner_text() == "No such address"
    screen.page.get_by_role("link", name="Coverage").click()
    screen.settle()
    assert urlsplit(screen.page.url).path == "/coverage"
    assert screen.query["lang"] == "en"


LOST = {"zh": "与服务器的连接断开了", "en": "connection to the server is lost"}


def test_a_lost_connection_is_told_in_the_reader_s_language_until_it_is_back(
    tab: Callable[[str], Any], environment: Mapping[str, str]
) -> None:
    with unwarmed(environment) as first:
        readers = {language: tab(first).open("about", lang=language) for language in LOST}
        for screen in readers.values():
            expect(screen.page.locator(".cd-connection")).to_have_count(0)
    for language, screen in readers.items():
        screen.page.bring_to_front()
        notice = screen.page.locator(".cd-connection")
        expect(notice).to_contain_text(LOST[language])
        expect(notice).to_have_attribute("role", "alert")
        expect(screen.page.locator("[data-testid=stDialog]")).not_to_be_visible()
    with unwarmed(environment, port=urlsplit(first).port or 0):
        for screen in readers.values():
            screen.page.bring_to_front()
            expect(screen.page.locator(".cd-connection")).to_have_count(0, timeout=60_000)
            screen.settle()
