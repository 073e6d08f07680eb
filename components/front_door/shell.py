"""The HTML that a browser loads before its session begins, in the reader's language.

Streamlit serves the same English page at every address, whether or not it has such a screen.
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
    """Hash each script in the text of Streamlit's page (SHA-256, base64).

    The content security policy allows these and no others.
    """
    return [b64encode(sha256(text.encode()).digest()).decode() for text in INLINE.findall(_streamlit_page())]


@lru_cache(maxsize=1)
def _streamlit_page() -> str:
    return (streamlit_static() / "index.html").read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def shell_html(language: str) -> str:
    """Translate Streamlit's page into a language and add the reader's script.

    The language sets the page's ``lang``, its title, and its notice for browsers without JavaScript. The early
    request for Streamlit's font is dropped.
    """
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
    """Write the tags of the reader's script and style sheet, with its texts in every language.

    The script keeps the page's language and says when the server is gone. It comes before Streamlit's own, since it
    has to see the connection being made.
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
    """A layer that answers page requests in the reader's language.

    A screen's address gets Streamlit's page, an unknown one the list of screens with status 404.
    """

    def __init__(self, app: ASGIApp, *, base: str = "") -> None:
        self.app = app
        self.base = f"/{base.strip('/')}".rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a screen's or an unknown address, and pass everything else on."""
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
    """Tell whether anything answers at an address.

    That is a route before Streamlit's catch-all, a screen, or a file of Streamlit's.
    """
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
    """Find the reader's language for an unknown address.

    It is the address's, else that of the page before; else English for a browser that prefers English and knows no
    Chinese, and the default for any other.
    """
    asked = QueryParams(scope["query_string"]).get("lang")
    headers = Headers(scope=scope)
    before = re.search(r"[?&]lang=(\w+)", headers.get("referer", ""))
    if asked or before:
        return language_asked(asked or (before and before[1]))
    accepted = headers.get("accept-language", "").lower()
    return language_asked("en" if accepted.startswith("en") and "zh" not in accepted else None)
