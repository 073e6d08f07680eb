"""Streamlit's metrics, which tell anybody who asks how many people use the product and how."""

from __future__ import annotations

import os

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

METRICS = "/_stcore/metrics"
VARIABLE = "CHUYI_METRICS"
OPEN = "1"


class ClosedMetrics:
    """Answer 404 where the metrics are, unless the operator has set ``CHUYI_METRICS=1``."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything else."""
        asked = scope["type"] == "http" and scope["path"].rstrip("/").endswith(METRICS)
        if asked and os.environ.get(VARIABLE) != OPEN:
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
