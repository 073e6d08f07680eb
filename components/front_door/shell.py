"""The HTML that a browser loads before anything of a session is there, in the reader's language.

Streamlit has one for every address, in English, whether there is such a screen or not.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus

from markupsafe import Markup
from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from chuyi_dash.api.scripts import streamlit_static
from chuyi_dash.i18n import TAGS, language_asked, languages, use_language
from chuyi_dash.i18n import gettext as _
from components.session.navigation import screens
from components.widgets.html import render
from components.widgets.script import script_address

INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
"""The early request for Streamlit's Latin font, which no screen is set in (chuyi_dash/api/scripts.py)."""


def inline_scripts() -> list[str]:
    """Hash each script in the text of Streamlit's page (SHA-256, base64), for the policy that allows no other."""
    return [b64encode(sha256(text.encode()).digest()).decode() for text in INLINE.findall(_streamlit_page())]


@lru_cache(maxsize=1)
def _streamlit_page() -> str:
    return (streamlit_static() / "index.html").read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def shell_html(language: str) -> str:
    """Streamlit's page in a language: its ``lang``, its title, its words without JavaScript, the reader's script."""
    use_language(language)
    page = _streamlit_page()
    page = FONT.sub("", page)
    page = page.replace('<html lang="en">', f'<html lang="{TAGS[language]}">', 1)
    page = re.sub("<title>.*?</title>", Markup("<title>{}</title>").format(_("楚怡行动进展看板")), page, count=1)
    page = re.sub("(?s)<noscript>.*?</noscript>", Markup("<noscript><p>{}</p></noscript>").format(
        _("本系统需要浏览器启用 JavaScript。")
    ), page, count=1)  # fmt: skip
    return page.replace("</head>", f"{_reader_script()}</head>", 1)


def _reader_script() -> Markup:
    """The script that keeps the page's language and says when the server is gone, in either language.

    It comes before Streamlit's own, since it has to see the connection being made.
    """
    own = Markup('<link rel="stylesheet" href="{}"><script src="{}"{}></script>')
    texts = Markup("")
    for code in languages():
        use_language(code)
        texts += Markup(' data-{}="{}"').format(
            code, _("与服务器的连接断开了，正在重新连接。屏幕上是断开前的内容；没有存上的填写请先不要关闭本页。")
        )
    return own.format(script_address("reader.css"), script_address("reader.js"), texts)


class ReaderShell:
    """Answer a screen's address with its page in the reader's language, and an unknown one with the list of screens."""

    def __init__(self, app: ASGIApp, *, base: str = "") -> None:
        self.app = app
        self.base = f"/{base.strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no page."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(self.base).lstrip("/")
        if path in {screen.url_path for screen in screens()}:
            language = language_asked(QueryParams(scope["query_string"]).get("lang"))
            answer = HTMLResponse(shell_html(language), headers={"Cache-Control": "no-cache"})
            await answer(scope, receive, send)
        elif _is_known(scope, path):
            await self.app(scope, receive, send)
        else:
            await _unknown(scope)(scope, receive, send)


def _is_known(scope: Scope, path: str) -> bool:
    """Tell whether a route before Streamlit's catch-all answers, or that has such a file or leads to a screen."""
    routes = [
        route for route in scope["app"].routes if not (isinstance(route, Mount) and route.name == "static-assets")
    ]
    if any(route.matches(scope)[0] is not Match.NONE for route in routes):
        return True
    return path.rstrip("/") in {screen.url_path for screen in screens()} or _is_file(path)


@lru_cache(maxsize=1)
def _files() -> frozenset[str]:
    root = streamlit_static()
    return frozenset(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def _is_file(path: str) -> bool:
    return path in _files() and path != "index.html"


def _unknown(scope: Scope) -> HTMLResponse:
    language = _spoken(scope)
    use_language(language)
    home = "../" * scope["path"].lstrip("/").count("/") or "./"
    page = render("unknown_address", tag=TAGS[language], language=language, screens=screens(), home=home)
    return HTMLResponse(page, HTTPStatus.NOT_FOUND, {"Cache-Control": "no-cache"})


def _spoken(scope: Scope) -> str:
    """Find the reader's language: the address's, that of the page before, English where a browser knows no Chinese."""
    asked = QueryParams(scope["query_string"]).get("lang")
    headers = Headers(scope=scope)
    before = re.search(r"[?&]lang=(\w+)", headers.get("referer", ""))
    if asked or before:
        return language_asked(asked or (before and before[1]))
    accepted = headers.get("accept-language", "").lower()
    return language_asked("en" if accepted.startswith("en") and "zh" not in accepted else None)
