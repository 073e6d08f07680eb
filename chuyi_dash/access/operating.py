"""Whoever runs a command on the server."""

from __future__ import annotations

import getpass

from chuyi_dash.access.model import OPERATOR, Actor


def system_user() -> str:
    """Who runs this, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def operator(who: str | None = None) -> Actor:
    """Whoever runs a command: the shell and the database's password are what lets them."""
    return Actor(identity=who or system_user(), role=OPERATOR)
