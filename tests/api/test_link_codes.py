"""A link of this server as a QR code, asked for at its own address."""

from __future__ import annotations

import pytest
import vl_convert
from codes import read_codes
from over_http import asked
from starlette.applications import Starlette

from chuyi_dash.api.link_codes import LONGEST, link_code_address, link_code_routes

LINK = "http://dash.example/present?as_of=2026-11-24&scene=3&lang=zh&q=%E5%9F%BA%E5%9C%B0"


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=link_code_routes(lambda: ["https://chuyi.example.gov.cn"], "front"))


def path_of(link: str) -> str:
    return link_code_address(link, "front").removeprefix(".")


@pytest.mark.parametrize("link", [LINK, LINK.replace("http://dash.example", "https://chuyi.example.gov.cn")])
def test_the_code_says_the_link_and_may_be_kept(app: Starlette, link: str) -> None:
    answer = asked(app, path_of(link))
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "max-age" in answer.headers["cache-control"]
    assert read_codes(vl_convert.svg_to_png(answer.text, scale=1)) == [link]


@pytest.mark.parametrize(
    "link",
    [
        "",
        "present?scene=3",
        "javascript:alert(1)",
        "http://elsewhere.example/present",
        "http://dash.example@elsewhere.example/",
        "http://[",
        "http://dash.example:8501x/",
        LINK + "x" * LONGEST,
        LINK + "基" * (LONGEST - len(LINK)),
    ],
)
def test_no_code_is_made_of_another_place_s_link(app: Starlette, link: str) -> None:
    answer = asked(app, path_of(link))
    assert answer.status_code == 404
    assert "只为本系统的链接" in answer.text
