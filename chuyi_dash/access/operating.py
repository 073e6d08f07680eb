"""Whoever runs a command on the server."""

from __future__ import annotations

import getpass

from chuyi_dash.access.model import OPERATOR, Actor


def system_user() -> str:
    """Name who runs this, as the system knows them; ``?`` where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"


def operator(who: str | None = None) -> Actor:
    """Make the actor who runs a command: the named person, else the system's user.

    The shell and the database's password are what lets them.
    """
    return Actor(identity=who or system_user(), role=OPERATOR)
