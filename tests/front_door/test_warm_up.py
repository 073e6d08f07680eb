"""Before anybody is answered every screen has run once."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from components.front_door import warm_up
from components.session.navigation import screens


class Server:
    """What the warm-up needs of Streamlit's server: notes what is asked, and answers unless a screen hangs."""

    def __init__(self, hanging: str | None = None) -> None:
        self.hanging, self.asked, self.open = hanging, [], {}  # type: ignore[var-annotated]

    def connect_session(self, client: Any, user_info: dict[str, str]) -> str:
        assert user_info == {}  # a guest
        self.open[str(len(self.asked))] = client
        return str(len(self.asked))

    def handle_backmsg(self, session: str, message: BackMsg) -> None:
        page = message.rerun_script.page_name
        self.asked.append(page)
        if page != self.hanging:
            self.open[session].write_forward_msg(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY))

    def close_session(self, session: str) -> None:
        del self.open[session]


def started(server: Server, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that had run when the server was let go on."""
    monkeypatch.setattr(Runtime, "instance", lambda: server)

    async def start() -> list[str]:
        async with warm_up.warm(None):
            return list(server.asked)

    return asyncio.run(start())


def test_every_screen_runs_once_as_a_guest_and_leaves_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    assert started(server, monkeypatch) == [screen.url_path for screen in screens()]
    assert server.open == {}


def test_a_screen_that_hangs_is_logged_and_the_server_starts(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm_up, "TIMEOUT_SECONDS", 0.05)
    server = Server(hanging="coverage")
    with caplog.at_level(logging.WARNING, "chuyi_dash"):
        assert len(started(server, monkeypatch)) == len(screens())
    assert "/coverage" in caplog.text
    assert server.open == {}


def test_an_operator_may_start_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUYI_WARM_UP", "0")
    assert started(Server(), monkeypatch) == []
