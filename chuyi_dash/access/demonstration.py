"""Identities for trying the self-check out.

They exist on the embedded sample database only, and are marked wherever they act.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.engine import URL

from chuyi_dash import config as settings
from chuyi_dash.access.model import ADMINISTRATOR, REPORTER, STEWARD, Actor
from chuyi_dash.config import Config
from chuyi_dash.db.loading import has_sample
from chuyi_dash.db.queries.facts import statutory_divisions


def is_embedded(url: URL) -> bool:
    """Tell whether this is the file in ``var/`` that the product makes for itself.

    It does not matter how the file's path is written.
    """
    if url.get_backend_name() != "sqlite" or not url.database:
        return False
    return Path(url.database).resolve() == settings.EMBEDDED_DATABASE.resolve()


def demonstration_allowed(config: Config, connection: Connection, *, provider_configured: bool) -> bool:
    """Tell whether somebody may choose who to be.

    That takes the embedded database, with sample rows, and nowhere to sign in.
    """
    return (
        not provider_configured
        and is_embedded(config.database_url)
        and is_embedded(config.self_check_url)
        and has_sample(connection)
    )


def demonstration_actors(connection: Connection) -> tuple[Actor, ...]:
    """List the identities that a demonstration offers to choose from.

    A reporter of each prefecture in the plan's order, then a steward, then an administrator.
    Their names are Chinese in every language, because they stay in the records of what they did.
    """
    prefectures = [row for row in statutory_divisions(connection) if row.level == "prefecture"]
    return (
        *(Actor(_named(f"填报员（{row.name}）"), REPORTER, row.code, demonstration=True) for row in prefectures),
        Actor(_named("省级数据专员"), STEWARD, demonstration=True),
        Actor(_named("系统管理员"), ADMINISTRATOR, demonstration=True),
    )


def _named(what: str) -> str:
    return f"示例{what}"
