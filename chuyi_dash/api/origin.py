"""Requests that another site's page sends in a reader's name."""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from chuyi_dash.i18n import gettext as _

HARMLESS = ("GET", "HEAD")
DEFAULT_PORTS = {"http": 80, "https": 443}
POLICY_VIOLATION = 1008


def is_foreign(origin: str | None, host: str | None, allowed: Collection[str] = ()) -> bool:
    """Tell whether ``Origin`` is another site than the one that ``Host`` names.

    Both are the header's own text. A request without an origin comes from no page. ``allowed`` lists origins that the
    operator has named besides.
    """
    if origin is None:
        return False
    if origin.rstrip("/").lower() in {name.rstrip("/").lower() for name in allowed}:
        return False
    try:
        asking, asked = urlsplit(origin), urlsplit(f"//{host or ''}")
        return not asking.hostname or _host_and_port(asking, asking) != _host_and_port(asked, asking)
    except ValueError:  # a port that is no number
        return True


def _host_and_port(found: SplitResult, asking: SplitResult) -> tuple[str, int | None]:
    """Take host and port; a port left open is that of the origin's scheme.

    A proxy may have spoken TLS, so the scheme of this request says nothing.
    """
    return (found.hostname or "").rstrip("."), found.port or DEFAULT_PORTS.get(asking.scheme)


class OwnOrigin:
    """A wrapper that refuses what another site's page sends.

    Its harmless questions go through without saying who asks. Streamlit answers a foreign origin's name by asking an
    address outside for this server's own, so no foreign name may reach it. Without the name it gives no leave to read
    across sites, and the browser keeps the answer from that page.
    """

    def __init__(self, app: ASGIApp, *, allowed: Callable[[], Collection[str]]) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, strip, or pass on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not is_foreign(headers.get("origin"), headers.get("host"), self.allowed()):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).close(POLICY_VIOLATION)
        elif scope["method"] in HARMLESS:
            kept = [(name, value) for name, value in scope["headers"] if name.lower() != b"origin"]
            await self.app({**scope, "headers": kept}, receive, send)
        else:
            refusal = _("请求来自别的网站，没有受理。请从本系统的网页上操作。")
            await PlainTextResponse(refusal, 403)(scope, receive, send)
