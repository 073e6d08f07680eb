"""A link as a QR code: black on white whatever the theme, with its quiet zone."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from urllib.parse import quote

import segno

QUIET_MODULES = 4
"""The white rim that the standard asks for; without it a dark theme's ground would touch the code."""

MASK = 3
"""Any of the eight patterns can be read; trying all for the smoothest takes four fifths of the time."""


@lru_cache(maxsize=256)
def qr_svg(link: str) -> bytes:
    """Draw the code of ``link`` as SVG.

    One in seven of its modules may be unreadable (error level M).
    """
    code = segno.make(link, error="m", micro=False, boost_error=False, mask=MASK)
    out = BytesIO()
    code.save(
        out, kind="svg", border=QUIET_MODULES, dark="#000000", light="#ffffff", scale=8, svgclass=None, xmldecl=False
    )
    return out.getvalue()


def qr_image(link: str) -> str:
    """Give the code of ``link`` as a data URI, for an image that needs no request."""
    return f"data:image/svg+xml,{quote(qr_svg(link))}"
