"""The headers that every answer carries, whoever gives it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_security_policy(inline_scripts: Sequence[str]) -> str:
    """Name what a page may load and run: its own server's, and inline scripts of these hashes.

    ``inline_scripts`` are SHA-256 digests in base64. Streamlit's components come as ``blob:`` modules, its tables
    compile WebAssembly, its styles are set inline and one of its fonts lies in its style sheet; nothing evaluates
    text as script. No origin but the server's own is named.
    """
    hashes = " ".join(f"'sha256-{digest}'" for digest in inline_scripts)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'self'",
            "object-src 'none'",
            "frame-ancestors 'self'",
        )
    )


class SecurityHeaders:
    """A wrapper that adds the headers to every HTTP answer, to a refused websocket's as well.

    What an answer says itself stays.
    """

    def __init__(self, app: ASGIApp, *, policy: str) -> None:
        self.app = app
        self.headers = ALWAYS | {"Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the head of its answer."""

        async def complete(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, complete)
