"""Links of this server as QR codes, at an address of their own.

Forum mode has a code for each scene, and each says the host name that the reader uses, which no warm-up can know: made
with the screen's answer, they were half of what its first visitor waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chuyi_dash.api.origin import is_foreign
from chuyi_dash.drawing.qr import qr_svg
from chuyi_dash.i18n import gettext as _

ADDRESS = "link-code.svg"
LONGEST = 1_500
"""Bytes of a link. A code of more holds so many modules that no telephone reads it off a wall."""
FOR_A_DAY = "private, max-age=86400"


def link_code_routes(allowed: Callable[[], Collection[str]], below: str = "") -> list[Route]:
    """List the route that draws a link as a QR code.

    It draws links of this server and of the origins that ``allowed`` names.
    """

    async def draw(request: Request) -> Response:
        link = request.query_params.get("link", "")
        if len(link.encode()) > LONGEST or _is_elsewhere(link, request.headers.get("host"), allowed()):
            return PlainTextResponse(_("二维码只为本系统的链接生成。"), 404)
        return Response(qr_svg(link), media_type="image/svg+xml", headers={"Cache-Control": FOR_A_DAY})

    return [Route(f"/{below}/{ADDRESS}".replace("//", "/"), draw)]


def link_code_address(link: str, below: str = "") -> str:
    """Name the address of a link's code, relative to any screen's."""
    return f"./{below}/{ADDRESS}?{urlencode({'link': link})}".replace("//", "/")


def _is_elsewhere(link: str, host: str | None, allowed: Collection[str]) -> bool:
    try:
        found = urlsplit(link)
    except ValueError:
        return True
    return found.scheme not in ("http", "https") or is_foreign(f"{found.scheme}://{found.netloc}", host, allowed)
