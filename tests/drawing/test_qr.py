"""Links as QR codes."""

from __future__ import annotations

from urllib.parse import unquote

import vl_convert
from codes import read_codes

from chuyi_dash.drawing.qr import qr_image

LINK = "http://10.0.0.8:8501/projects?as_of=2026-11-24&prefecture=433100&sourced=1&lang=en&q=%E5%9F%BA%E5%9C%B0"


def test_the_code_says_the_link_and_is_the_image_itself() -> None:
    image = qr_image(LINK)
    head, drawn = image.split(",", 1)
    assert head.startswith("data:image/svg+xml")
    png = vl_convert.svg_to_png(unquote(drawn), scale=1)
    assert read_codes(png) == [LINK]
