"""The record of every write and of every refused attempt; rows are added and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from chuyi_dash.access.deciding import may, roles_that_may
from chuyi_dash.access.demonstration import is_embedded
from chuyi_dash.access.model import READ_AUDIT, Actor
from chuyi_dash.access.words import action_word, allowed_word, who_word
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.queries.access import AuditRow, add_audit_row, newest_audit_rows
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

MOST_ROWS = 1_000


class Refused(ChuyiError):  # noqa: N818 (an answer to the reader, not a fault)
    """Somebody may not do this; the message says what, to whom, and who may."""

    def __init__(self, actor: Actor, action: str) -> None:
        super().__init__(
            _("%(who)s不能%(action)s。有此权限的是%(allowed)s。")
            % {"who": who_word(actor), "action": action_word(action), "allowed": allowed_word(roles_that_may(action))}
        )
        self.actor, self.action = actor, action


def put_on_record(
    connection: Connection, actor: Actor, action: str, subject: str, *, allowed: bool = True,
    before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None, at: datetime | None = None,
) -> None:  # fmt: skip
    """Add one row through the caller's transaction.

    So a write and its record stand or fall together. ``subject`` says what it is about
    ("2024/430100/county-school:430102"), ``before`` and ``after`` are plain data that JSON can hold, ``at`` is now
    unless given.
    """
    add_audit_row(
        connection,
        {
            "at": at or datetime.now(UTC),
            "who": actor.identity,
            "role": actor.role,
            "action": action,
            "subject": subject,
            "allowed": allowed,
            "before": None if before is None else dict(before),
            "after": None if after is None else dict(after),
        },
    )


def require(engine: Engine, actor: Actor, action: str, subject: str, prefecture: str | None = None) -> None:
    """Raise Refused, once the attempt is on record, where the actor may not do this.

    The record is committed by itself, whatever becomes of the caller's work. So ask before ``writing``: it would
    wait for a transaction of the caller's own. ``engine`` is one that may write the audit. A demonstration identity
    may do nothing outside the embedded database, whatever its role.
    """
    out_of_place = actor.demonstration and not is_embedded(engine.url)
    if may(actor, action, prefecture) and not out_of_place:
        return
    with writing(engine) as connection:
        put_on_record(connection, actor, action, subject, allowed=False)
    raise Refused(actor, action)


def audit_rows(engine: Engine, actor: Actor, limit: int = 100) -> tuple[AuditRow, ...]:
    """Return the newest rows of the audit, newest first.

    ``limit`` is held within 1 to 1,000. Raises Refused where the actor may not read the audit.
    """
    require(engine, actor, READ_AUDIT, "audit")
    with reading(engine) as connection:
        return newest_audit_rows(connection, max(1, min(limit, MOST_ROWS)))


__all__ = ["AuditRow", "Refused", "audit_rows", "put_on_record", "require"]
