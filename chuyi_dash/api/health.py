"""Whether this process answers, and whether it can do its work.

Operators ask, and the programs that watch for them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from chuyi_dash.config import Config, product_version, read_config
from chuyi_dash.db.engine import connect
from chuyi_dash.db.migrating import expected_revision, require_current_schema
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import language_asked, use_language

FRESH = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the product needs: its name in JSON, whether it holds, and that in words."""

    name: str
    holds: bool
    words: str


def health_routes() -> list[Route]:
    """List ``/healthz`` (this process answers) and ``/readyz`` (it can do its work)."""
    return [Route("/healthz", _healthz), Route("/readyz", _readyz)]


def readiness() -> tuple[Check, ...]:
    """Check what the screens need.

    That is the configuration, the database's revision and the folder of the evidence.
    """
    try:
        config = read_config()
    except ChuyiError as error:
        return (Check("configuration", False, str(error)),)
    return (
        _checked("database", lambda: _database(config)),
        _checked("evidence", lambda: _evidence(config.evidence_dir)),
    )


def _healthz(request: Request) -> Response:
    use_language(language_asked(request.query_params.get("lang")))
    alive = Check("process", True, _("服务正常，版本 %(version)s。") % {"version": product_version()})
    return _answer(request, (alive,))


def _readyz(request: Request) -> Response:
    use_language(language_asked(request.query_params.get("lang")))
    return _answer(request, readiness())


def _answer(request: Request, checks: tuple[Check, ...]) -> Response:
    """Write the checks as lines for a browser and as JSON for everything else.

    The status is 503 where a check does not hold.
    """
    ready = all(check.holds for check in checks)
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    if "text/html" in request.headers.get("accept", ""):
        lines = [f"{'✓' if check.holds else '✗'} {check.words}" for check in checks]
        return PlainTextResponse("\n".join(lines) + "\n", status, FRESH)
    body = {
        "status": "ok" if ready else "unavailable",
        "version": product_version(),
        "checks": {check.name: {"ok": check.holds, "message": check.words} for check in checks},
    }
    return JSONResponse(body, status, FRESH)


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except ChuyiError as error:
        return Check(name, False, str(error))


def _database(config: Config) -> str:
    require_current_schema(connect(config.database_url))
    return _("数据库可用，版本 %(revision)s。") % {"revision": expected_revision()}


def _evidence(folder: Path) -> str:
    """Write a file and take it away again: rights, space and mounts cannot be told otherwise."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".ready-"):
            pass
    except OSError as error:
        raise ChuyiError(
            _("佐证材料的文件夹写不进去：%(reason)s。请检查 CHUYI_EVIDENCE 指向的文件夹和它的权限、磁盘空间。")
            % {"reason": os.strerror(error.errno or 0)}
        ) from error
    return _("佐证材料的文件夹可写。")
