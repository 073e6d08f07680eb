"""The routes and the layers before Streamlit, in the order in which a request meets them."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from streamlit import config

from chuyi_dash.api.headers import SecurityHeaders, content_security_policy
from chuyi_dash.api.health import health_routes
from chuyi_dash.api.link_codes import link_code_routes
from chuyi_dash.api.metrics_gate import ClosedMetrics
from chuyi_dash.api.origin import OwnOrigin
from chuyi_dash.api.scripts import CompressedScripts, prepare_scripts
from chuyi_dash.config import VAR_DIR
from components.front_door.shell import ReaderShell, inline_scripts
from components.widgets.script import ADDRESS, SCRIPTS


def routes() -> list[BaseRoute]:
    """List the routes beside Streamlit's: health, links as codes, and our own scripts."""
    return [
        *health_routes(),
        *link_code_routes(allowed_origins, ADDRESS),
        Mount(f"/{ADDRESS}", app=StaticFiles(directory=SCRIPTS)),
    ]


def middleware() -> list[Middleware]:
    """List the layers, outermost first."""
    base = str(config.get_option("server.baseUrlPath") or "")
    return [
        Middleware(SecurityHeaders, policy=content_security_policy(inline_scripts())),
        Middleware(OwnOrigin, allowed=allowed_origins),
        Middleware(ClosedMetrics),
        Middleware(CompressedScripts, folder=prepare_scripts(VAR_DIR), base=base),
        Middleware(ReaderShell, base=base),
    ]


def allowed_origins() -> list[str]:
    """List the origins that the operator allows beside the server's own.

    They are those of ``server.corsAllowedOrigins``.
    """
    named: list[str] = config.get_option("server.corsAllowedOrigins")
    return named
