"""The bytes of a first visit over the wire, in a browser that has fetched nothing yet."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from bench.browser import AT_REST, FLAGS, LISTEN
from bench.client import HOST
from bench.reach import KB

MOST_MB = 2.2
BINARY = 2
"""The kind of websocket frame whose payload a browser tells in base64."""


@dataclass(frozen=True, slots=True)
class Wire:
    """The bytes of one first visit.

    ``http`` counts the bytes as they travelled, heads included; ``websocket`` counts the payload received.
    """

    http: int
    websocket: int

    @property
    def megabytes(self) -> float:
        """Both together, in MB of 1,000,000 bytes."""
        return (self.http + self.websocket) / KB / KB

    @property
    def missed(self) -> bool:
        """Whether it is more than the reach allows."""
        return self.megabytes > MOST_MB

    @property
    def line(self) -> str:
        """The result as it is printed under the table."""
        verdict = "missed" if self.missed else "reached"
        return (
            f"first visit to / over the wire: {self.megabytes:.2f} MB (HTTP {self.http / KB / KB:.2f}, websocket "
            f"{self.websocket / KB / KB:.2f}), reach <={MOST_MB:g}: {verdict}"
        )


def first_visit(port: int, program: str) -> Wire:
    """Open the overview in a new browser and count its bytes until it is at rest.

    ``port`` is the server's, ``program`` the path of Chromium.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            return _visit(browser, f"http://{HOST}:{port}/")
        finally:
            browser.close()


def _visit(browser: Browser, address: str) -> Wire:
    context = browser.new_context(locale="zh-CN")
    context.add_init_script(LISTEN)
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    loaded: list[int] = []
    received: list[int] = []

    def frame(event: Mapping[str, Mapping[str, str | int]]) -> None:
        payload, kind = str(event["response"]["payloadData"]), event["response"]["opcode"]
        received.append(len(b64decode(payload)) if kind == BINARY else len(payload.encode()))

    protocol.on("Network.loadingFinished", lambda event: loaded.append(int(event["encodedDataLength"])))
    protocol.on("Network.webSocketFrameReceived", frame)
    protocol.send("Network.enable")
    page.goto(address)
    page.locator(".cd-title h1").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_function(AT_REST)
    return Wire(sum(loaded), sum(received))
