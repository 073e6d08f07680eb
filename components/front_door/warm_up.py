"""One run of every screen before the first reader comes.

It readies imports, database, outlines, and the default day's answers and figures. Each run is a session of Streamlit's
own, without a browser, so that it warms just what a reader's would use.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionClient
from streamlit.web.server.starlette.starlette_app import App

from components.session.navigation import screens

VARIABLE, OFF = "CHUYI_WARM_UP", "0"
TIMEOUT_SECONDS = 120.0

log = logging.getLogger("chuyi_dash")


class _Visitor(SessionClient):
    """A reader without a browser, who only waits for the script to finish."""

    def __init__(self) -> None:
        self.finished = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take one message, and note the one that says the script has finished."""
        if msg.WhichOneof("type") == "script_finished":
            self.finished.set()


@asynccontextmanager
async def warm(_app: App) -> AsyncIterator[None]:
    """Run every screen before the server answers anybody.

    The server starts even where a screen does not finish within ``TIMEOUT_SECONDS``; the log then names it. Without
    effect where the variable ``CHUYI_WARM_UP`` is ``0``.
    """
    started = time.perf_counter()
    for screen in screens() if os.environ.get(VARIABLE) != OFF else ():
        try:
            await _visit(screen.url_path)
        except TimeoutError:
            log.warning("warm-up: /%s is not through after %g s", screen.url_path, TIMEOUT_SECONDS)
    log.info("warm after %.1f s", time.perf_counter() - started)
    yield


async def _visit(page: str) -> None:
    runtime, visitor = Runtime.instance(), _Visitor()
    session = runtime.connect_session(client=visitor, user_info={})
    try:
        runtime.handle_backmsg(session, _opened(page))
        await asyncio.wait_for(visitor.finished.wait(), TIMEOUT_SECONDS)
    finally:
        runtime.close_session(session)


def _opened(page: str) -> BackMsg:
    """Build the message that a browser sends on opening a page: light, Chinese, no choices."""
    message = BackMsg()
    message.rerun_script.page_name = page
    context = message.rerun_script.context_info
    context.timezone, context.timezone_offset, context.locale = "Asia/Shanghai", -480, "zh-CN"
    context.url, context.color_scheme = f"http://localhost/{page}", "light"
    return message
