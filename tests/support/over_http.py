"""Requests to an ASGI application in this process, without a server between."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp, Message

BASE = "http://dash.example"


def asked(app: ASGIApp, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """Send one request and return the answer.

    An underscore in a header's name stands for a hyphen.
    """

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, path, headers=given)

    return asyncio.run(ask())


def websocket_answer(app: ASGIApp, path: str, origin: str | None, host: str = "dash.example") -> list[Message]:
    """Ask for a websocket as a browser does, then leave; return all that the application says."""
    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    scope: dict[str, Any] = {
        "type": "websocket", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": headers,
        "subprotocols": [], "scheme": "ws", "root_path": "", "extensions": {}, "server": ("dash.example", 80),
    }  # fmt: skip
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"} if not said else {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Message) -> None:
        said.append(message)

    async def visit() -> None:
        await app(scope, receive, send)

    asyncio.run(visit())
    return said
