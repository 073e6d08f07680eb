"""A tab without a browser: it speaks Streamlit's websocket messages and takes the time.

It follows the browser's side of Streamlit 1.67: the subprotocols and the origin of the handshake; a first run by page
name, later runs by page hash; the states of all widgets on the page; the hashes of the messages kept so far, dropped
when no run has used them for ``maxCachedMessageAge`` runs.

One thing differs on purpose. Streamlit's server does not set ``TCP_NODELAY``, so its second small segment waits
until the first is acknowledged, which Linux puts off by 40 ms whenever it takes the connection for an interactive
one. That wait is the kernel's, comes and goes, and would swamp the runs of both pages; the tab acknowledges at once.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from bench.widgets import is_set_by_app, state_of

RUN_TIMEOUT = 120.0
HOST = "127.0.0.1"
TOKEN = "_streamlit_xsrf"


class RunError(Exception):
    """A run that did not end well, so that its time means nothing."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a page, with its wall time and its messages.

    ``ms`` is the wall time, ``received`` the payload in bytes; ``references`` counts those of the ``messages`` that
    pointed to an earlier one.

    ``restarts`` counts the runs that the app itself ended early to ask for another (``st.rerun``,
    ``st.switch_page``); the time goes on through them.
    """

    ms: float
    received: int
    messages: int
    references: int
    restarts: int


@dataclass(slots=True)
class _Kept:
    """A message that the tab keeps: the run that last used it, and the element it shows."""

    last_used: int
    element: Element


class Tab:
    """One open page.

    ``run`` does the work of a browser that opens the page, and again that of each rerun.
    """

    def __init__(self, connection: ClientConnection, *, page: str, query: str, url: str) -> None:
        self._connection = connection
        self._page = page
        self._page_hash = ""
        self._query = query
        self._url = url
        self._kept: dict[str, _Kept] = {}
        self._max_age = 0
        self._runs = 0
        self._states: dict[str, WidgetState] = {}
        self._shown: dict[str, WidgetState] = {}
        self._set_by_app: set[str] = set()
        self._fragments: dict[str, str] = {}

    @property
    def widget_states(self) -> dict[str, WidgetState]:
        """The states of the widgets on the page, by widget id, as the next run sends them."""
        return dict(self._states)

    async def change(self, widget: str, text: str) -> Run:
        """Choose or type ``text`` in a widget that keeps text, and run as a browser then does.

        Only the widget's fragment runs where it stands in one. Raises RunError as ``run`` does.
        """
        self._states[widget] = WidgetState(id=widget, string_value=text)
        return await self.run(fragment=self._fragments.get(widget, ""))

    async def run(self, *, may_restart: bool = False, fragment: str = "") -> Run:
        """Send the tab's state and wait until the script, or one of its fragments, has finished.

        Raises RunError when the run shows an exception or does not compile, when the app does not have the page,
        when a reference points to a message that was never sent, when the run takes too long, and, unless
        ``may_restart``, when it ended early for another run.
        """
        message = self._rerun_message(fragment).SerializeToString()
        self._shown, self._set_by_app = {}, set()
        run = Run(ms=0.0, received=0, messages=0, references=0, restarts=0)
        start = time.perf_counter()
        try:
            async with asyncio.timeout(RUN_TIMEOUT):
                await self._connection.send(message)
                while True:
                    payload = await self._receive()
                    now = time.perf_counter()
                    forward = ForwardMsg.FromString(payload)
                    run = replace(
                        run,
                        received=run.received + len(payload),
                        messages=run.messages + 1,
                        references=run.references + forward.HasField("ref_hash"),
                    )
                    if forward.WhichOneof("type") != "script_finished":
                        self._take(forward)
                    elif await self._has_succeeded(forward):
                        break
                    elif may_restart:
                        run = replace(run, restarts=run.restarts + 1)
                    else:
                        raise RunError(f"{self._url}: the run ended early because the app asked for another")
        except TimeoutError:
            raise RunError(f"{self._url}: not finished within {RUN_TIMEOUT:g} s") from None
        self._finish(fragment)
        return replace(run, ms=(now - start) * 1000)

    async def _receive(self) -> bytes:
        payload = await self._connection.recv(decode=False)
        if hasattr(socket, "TCP_QUICKACK"):
            # The kernel forgets this option, hence after each message.
            connected = self._connection.transport.get_extra_info("socket")
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        return payload

    def _rerun_message(self, fragment: str) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.fragment_id = fragment
        state.query_string = self._query
        state.page_script_hash = self._page_hash
        # A browser names the page only until the server has told it the page's hash.
        state.page_name = "" if self._page_hash else self._page
        state.widget_states.widgets.extend(self._states.values())
        state.cached_message_hashes.extend(self._kept)
        context = state.context_info
        context.timezone = "Asia/Shanghai"
        context.timezone_offset = -480
        context.locale = "zh-CN"
        context.url = self._url
        context.is_embedded = False
        context.color_scheme = "light"
        return message

    async def _has_succeeded(self, forward: ForwardMsg) -> bool:
        """Tell whether the run succeeded; False where it was cut short for another.

        Raises RunError for any other end.
        """
        status = forward.script_finished
        if status in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY):
            return True
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            # The reason follows in a message of its own.
            while True:
                self._take(ForwardMsg.FromString(await self._receive()))
        raise RunError(f"{self._url}: {ForwardMsg.ScriptFinishedStatus.Name(status)}")

    def _take(self, forward: ForwardMsg) -> None:
        """Handle any message but the last as a browser does.

        Raises RunError for a page that does not exist or does not compile, for an exception on the page, and for a
        reference to a message that the tab does not keep.
        """
        kind = forward.WhichOneof("type")
        if kind == "new_session":
            self._page_hash = forward.new_session.page_script_hash
            self._max_age = forward.new_session.config.max_cached_message_age
        elif kind == "navigation":
            self._page_hash = forward.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = forward.page_info_changed.query_string
        elif kind == "page_not_found":
            raise RunError(f"{self._url}: the app has no such page")
        elif kind == "session_event" and forward.session_event.HasField("script_compilation_exception"):
            error = forward.session_event.script_compilation_exception
            raise RunError(f"{self._url}: does not compile: {error.type}: {error.message}")
        elif kind == "ref_hash":
            self._show(self._recall(forward.ref_hash), "")
        elif kind == "delta":
            self._draw(forward.delta)
            if forward.metadata.cacheable:
                self._kept[forward.hash] = _Kept(self._runs, forward.delta.new_element)

    def _draw(self, delta: Delta) -> None:
        if delta.WhichOneof("type") == "new_element":
            self._show(delta.new_element, delta.fragment_id)
        for element in delta.new_transient.elements:
            self._show(element, delta.fragment_id)

    def _show(self, element: Element, fragment: str) -> None:
        if element.WhichOneof("type") == "exception":
            error = element.exception
            raise RunError(f"{self._url}: the page shows {error.type}: {error.message}")
        state = state_of(element)
        if state is not None:
            self._shown[state.id] = state
            self._fragments[state.id] = fragment
            if is_set_by_app(element):
                self._set_by_app.add(state.id)

    def _recall(self, message_hash: str) -> Element:
        kept = self._kept.get(message_hash)
        if kept is None:
            raise RunError(f"{self._url}: reference to {message_hash}, which this tab does not keep")
        kept.last_used = self._runs
        return kept.element

    def _finish(self, fragment: str) -> None:
        """Forget the widgets that are gone and the messages that no run has used for too long."""
        elsewhere = {
            widget: state
            for widget, state in self._states.items()
            if fragment and self._fragments.get(widget) != fragment
        }
        self._states = elsewhere | {
            widget: state if widget in self._set_by_app else self._states.get(widget, state)
            for widget, state in self._shown.items()
        }
        self._runs += 1
        self._kept = {key: kept for key, kept in self._kept.items() if self._runs - kept.last_used <= self._max_age}


@asynccontextmanager
async def open_tab(
    port: int, page: str = "", query: str = "", cookies: Mapping[str, str] | None = None
) -> AsyncIterator[Tab]:
    """Open a new session on the server at ``port``, without asking for a run yet.

    ``page`` is a page's URL path without slashes ("" for the first page), ``query`` the text after the "?",
    ``cookies`` those that a browser would send, such as a sign-in's.
    """
    host = f"{HOST}:{port}"
    async with connect(
        f"ws://{host}/_stcore/stream",
        origin=Origin(f"http://{host}"),
        # The second is the token that a browser returns from its cookies; without a sign-in, none is asked for.
        subprotocols=[Subprotocol("streamlit"), Subprotocol((cookies or {}).get(TOKEN, "PLACEHOLDER_AUTH_TOKEN"))],
        additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())},
        max_size=None,
        max_queue=None,  # else a tab that leaves while messages come in reads no farewell, and waits 10 s for it
        proxy=None,
    ) as connection:
        yield Tab(connection, page=page, query=query, url=f"http://{host}/{page}" + (f"?{query}" if query else ""))
