"""Streamlit's scripts are prepared once and sent in the best form that a browser takes."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from over_http import asked
from starlette.applications import Starlette
from starlette.types import ASGIApp

from chuyi_dash.api import scripts
from chuyi_dash.api.scripts import CompressedScripts, prepare_scripts

SCRIPT = "const words = '楚怡';\n" * 500
FONTS = "@font-face{font-family:Source Sans;src:url(a.woff2)}@font-face{font-family:KaTeX;src:url(b.woff2)}b{color:red}"


@pytest.fixture
def streamlit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as Streamlit's own, with little in it."""
    root = tmp_path / "streamlit"
    for name, content in {"js/index.a.js": SCRIPT, "css/index.b.css": FONTS, "media/font.woff2": "font"}.items():
        file = root / "static" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    monkeypatch.setattr(scripts, "streamlit_static", lambda: root)
    return root


@pytest.fixture
def app(streamlit: Path, tmp_path: Path) -> ASGIApp:
    return CompressedScripts(Starlette(), folder=prepare_scripts(tmp_path / "var"))


def test_a_browser_gets_brotli_where_it_takes_it_else_gzip_else_the_script(app: ASGIApp) -> None:
    for accepted, sent in {"gzip, br": "br", "gzip": "gzip", "br;q=0, gzip": "gzip", "identity": None}.items():
        answer = asked(app, "/static/js/index.a.js", accept_encoding=accepted)
        assert answer.headers.get("content-encoding") == sent, accepted
        assert answer.text == SCRIPT
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert "access-control-allow-origin" not in answer.headers
        assert int(answer.headers["content-length"]) < len(SCRIPT) or sent is None


def test_the_font_that_no_screen_is_set_in_is_not_asked_for(app: ASGIApp) -> None:
    assert asked(app, "/static/css/index.b.css").text == ("@font-face{font-family:KaTeX;src:url(b.woff2)}b{color:red}")


def test_what_is_not_compressed_is_streamlit_s_to_answer(app: ASGIApp) -> None:
    for path in ("/static/media/font.woff2", "/static/js/none.js", "/static/js/index.a.js.br", "/static/../secret.js"):
        assert asked(app, path).status_code == 404  # of the application behind


def test_scripts_are_prepared_once(streamlit: Path, tmp_path: Path) -> None:
    folder = prepare_scripts(tmp_path / "var")
    (streamlit / "static" / "js" / "index.a.js").write_text("changed", encoding="utf-8")
    assert prepare_scripts(tmp_path / "var") == folder
    assert (folder / "js" / "index.a.js").read_text(encoding="utf-8") == SCRIPT
    assert brotli.decompress((folder / "js" / "index.a.js.br").read_bytes()).decode() == SCRIPT
    assert gzip.decompress((folder / "js" / "index.a.js.gz").read_bytes()).decode() == SCRIPT
    assert [path.name for path in (tmp_path / "var").iterdir()] == [folder.name]


def test_a_server_under_a_path_of_its_own_serves_them_there(streamlit: Path, tmp_path: Path) -> None:
    app = CompressedScripts(Starlette(), folder=prepare_scripts(tmp_path / "var"), base="chuyi")
    assert asked(app, "/chuyi/static/js/index.a.js").text == SCRIPT
    assert asked(app, "/static/js/index.a.js").status_code == 404
