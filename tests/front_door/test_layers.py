"""What stands before Streamlit, put together as app.py does, over Streamlit's own files and a stand-in for the rest."""

from __future__ import annotations

import re

import pytest
from over_http import asked
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from chuyi_dash.i18n import use_language
from components.front_door.assembly import middleware, routes
from components.session.navigation import screens

ENGLISH = {"accept_language": "en-US,en;q=0.9"}


@pytest.fixture(scope="module")
def app() -> Starlette:
    said = PlainTextResponse("from Streamlit", headers={"Referrer-Policy": "no-referrer"})
    core = [Route(path, lambda _request: said) for path in ("/_stcore/health", "/_stcore/metrics", "/media/{file}")]
    static = create_streamlit_static_assets_routes(base_url="")
    return Starlette(routes=[*routes(), *core, *static], middleware=middleware())


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/coverage",
        "/healthz",
        "/_stcore/health",
        "/_stcore/metrics",
        "/static/js/none.js",
        "/front/reader.js",
        "/front/link-code.svg",
        "/x",
    ],
)
def test_every_answer_carries_the_headers(app: Starlette, path: str) -> None:
    headers = asked(app, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'self'"
    assert "unsafe-inline" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    named = {source for rule in policy.values() for source in rule.split()}
    assert all(re.fullmatch(r"'[\w+/=-]+'|data:|blob:", source) for source in named), named


def test_an_answer_s_own_word_stands_before_the_general_one(app: Starlette) -> None:
    assert asked(app, "/_stcore/health").headers["referrer-policy"] == "no-referrer"
    assert asked(app, "/coverage").headers["referrer-policy"] == "same-origin"


def test_metrics_are_closed_until_the_operator_opens_them(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(app, "/_stcore/metrics").status_code == 404
    assert asked(app, "/_stcore/metrics/").status_code == 404
    monkeypatch.setenv("CHUYI_METRICS", "1")
    assert asked(app, "/_stcore/metrics").text == "from Streamlit"


@pytest.mark.parametrize(("query", "tag", "title"), [
    ("", "zh-CN", "楚怡行动进展看板"),
    ("?lang=en", "en", "Chuyi Action progress dashboard"),
    ("?lang=%20en%20", "en", "Chuyi Action progress dashboard"),
    ("?lang=xx", "zh-CN", "楚怡行动进展看板"),
])  # fmt: skip
@pytest.mark.parametrize("path", [f"/{screen.url_path}" for screen in screens()])
def test_a_screen_s_page_is_in_the_language_of_its_address(
    app: Starlette, path: str, query: str, tag: str, title: str
) -> None:
    answer = asked(app, path + query)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert f'<html lang="{tag}">' in answer.text
    assert f"<title>{title}</title>" in answer.text
    assert "You need to enable JavaScript" not in answer.text
    assert '<div id="root">' in answer.text


def test_what_a_lost_connection_says_comes_with_the_page_in_both_languages(app: Starlette) -> None:
    page = asked(app, "/").text
    (script,) = re.findall(r'<script src="\./front/reader\.js\?v=\w+"[^>]*>', page)
    (chinese,), (english,) = re.findall('data-zh="([^"]+)"', script), re.findall('data-en="([^"]+)"', script)
    assert "与服务器的连接断开了" in chinese
    assert english.isascii()
    assert page.index(script) > page.index("<head>")
    assert (
        asked(app, "/front/reader.js").headers["content-type"].startswith(("text/javascript", "application/javascript"))
    )


@pytest.mark.parametrize("path", ["/unknown", "/coverage/deeper", "/pages/data.py", "/index.html", "/static/../app.py"])
def test_an_unknown_address_says_so_and_leads_to_every_screen(app: Starlette, path: str) -> None:
    answer = asked(app, path)
    assert answer.status_code == 404
    assert '<html lang="zh-CN">' in answer.text
    assert "没有这个网址" in answer.text
    assert [title for title in (screen.title for screen in screens()) if title not in answer.text] == []
    home = "../" * (answer.url.path.count("/") - 1) or "./"
    assert re.findall('href="([^"]+)"', answer.text) == [home + screen.url_path for screen in screens()]


def test_an_unknown_address_speaks_as_its_reader_does(app: Starlette) -> None:
    def language(path: str, **headers: str) -> str:
        use_language("zh")
        (found,) = re.findall('<html lang="([^"]+)">', asked(app, path, **headers).text)
        return str(found)

    assert language("/nix?lang=en") == "en"
    assert language("/nix", referer="http://dash.example/coverage?as_of=2024-12-31&lang=en") == "en"
    assert language("/nix", **ENGLISH) == "en"
    assert language("/nix?lang=zh", **ENGLISH) == "zh-CN"
    assert language("/nix", accept_language="en-US,zh-CN;q=0.9") == "zh-CN"
    english = asked(app, "/nix?lang=en").text
    assert [title for title in ("总览", "没有") if title in english] == []
    assert 'href="./coverage?lang=en"' in english


def test_a_probe_under_a_screen_s_path_finds_nothing(app: Starlette) -> None:
    assert asked(app, "/coverage/_stcore/health").status_code == 404


def test_a_slash_too_many_leads_to_the_screen(app: Starlette) -> None:
    answer = asked(app, "/coverage/?lang=en")
    assert answer.status_code == 301
    assert answer.headers["location"] == "/coverage?lang=en"


def test_streamlit_s_scripts_come_compressed(app: Starlette) -> None:
    (index,) = re.findall(r'src="\.(/static/js/index\.[\w-]+\.js)"', asked(app, "/").text)
    answer = asked(app, index, accept_encoding="br")
    assert answer.headers["content-encoding"] == "br"
    assert int(answer.headers["content-length"]) < len(answer.text) / 3
