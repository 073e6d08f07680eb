"""What another site's page may not do in a reader's name."""

from __future__ import annotations

import pytest
from over_http import asked, websocket_answer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from chuyi_dash.api.origin import OwnOrigin, is_foreign

OWN, FOREIGN = "http://dash.example", "http://elsewhere.example"


def server(*allowed: str) -> ASGIApp:
    """An application that says which origin it was told."""

    async def tell(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.headers.get("origin", "none told"))

    async def accept(websocket: WebSocket) -> None:
        await websocket.accept()

    inner = Starlette(
        routes=[
            Route("/", tell, methods=["GET", "PUT", "POST", "DELETE", "OPTIONS"]),
            WebSocketRoute("/stream", accept),
        ]
    )
    return OwnOrigin(inner, allowed=lambda: allowed)


@pytest.mark.parametrize(
    ("origin", "host", "foreign"),
    [
        (None, "dash.example", False),
        ("http://dash.example", "dash.example", False),
        ("https://DASH.example", "dash.example", False),
        ("https://dash.example", "dash.example:443", False),
        ("http://dash.example:8501", "dash.example:8501", False),
        ("http://[::1]:8501", "[::1]:8501", False),
        ("http://dash.example:8502", "dash.example:8501", True),
        ("http://dash.example.evil.example", "dash.example", True),
        ("http://evil.example/dash.example", "dash.example", True),
        ("http://dash.example@evil.example", "dash.example", True),
        ("null", "dash.example", True),
        ("", "dash.example", True),
        ("http://dash.example:notaport", "dash.example", True),
        ("http://dash.example", None, True),
        ("http://localhost:8501", "dash.example", True),
    ],
)
def test_an_origin_is_foreign_by_its_own_text(origin: str | None, host: str | None, foreign: bool) -> None:
    assert is_foreign(origin, host) is foreign


def test_an_origin_that_the_operator_named_is_not_foreign() -> None:
    assert not is_foreign("https://portal.example", "dash.example", ["https://portal.example/"])
    assert is_foreign("https://portal.example.evil", "dash.example", ["https://portal.example"])


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS"])
def test_an_upload_from_a_foreign_page_is_refused(method: str) -> None:
    refused = asked(server(), "/", method, origin=FOREIGN)
    assert refused.status_code == 403
    assert refused.text == "请求来自别的网站，没有受理。请从本系统的网页上操作。"
    assert asked(server(), "/", method, origin=OWN).text == OWN
    assert asked(server(), "/", method).text == "none told"


def test_a_foreign_page_s_harmless_question_comes_through_without_its_name() -> None:
    assert asked(server(), "/", origin=FOREIGN).text == "none told"
    assert asked(server(FOREIGN), "/", origin=FOREIGN).text == FOREIGN


def test_a_websocket_from_a_foreign_page_is_refused() -> None:
    assert [message["type"] for message in websocket_answer(server(), "/stream", FOREIGN)] == ["websocket.close"]
    assert [message["type"] for message in websocket_answer(server(), "/stream", OWN)] == ["websocket.accept"]
    assert [message["type"] for message in websocket_answer(server(), "/stream", None)] == ["websocket.accept"]
    assert [message["type"] for message in websocket_answer(server(FOREIGN), "/stream", FOREIGN)] == [
        "websocket.accept"
    ]
