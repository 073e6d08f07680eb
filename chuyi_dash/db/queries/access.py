"""Accounts and the audit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from chuyi_dash.db.queries.parts import in_code_order
from chuyi_dash.db.self_check_tables import Account, Audit
from chuyi_dash.db.tables import Division


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person with a role.

    ``prefecture`` is the code and ``prefecture_name`` the full name of a reporter's prefecture; None for others.
    """

    identity: str
    role: str
    prefecture: str | None
    prefecture_name: str | None
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One write or one refused attempt.

    ``at`` is UTC; ``who`` is empty for a reader without a sign-in.
    """

    id: int
    at: datetime
    who: str
    role: str
    action: str
    subject: str
    allowed: bool
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


_ACCOUNT = (
    Account.identity,
    Account.role,
    Account.prefecture_code,
    Division.name,
    Account.added_at,
    Account.added_by,
)


def account_of(connection: Connection, identity: str) -> AccountRow | None:
    """Read the account of one identity; None where there is none."""
    found = select(*_ACCOUNT).outerjoin(Division, Division.code == Account.prefecture_code)
    row = connection.execute(found.where(Account.identity == identity)).first()
    return None if row is None else _account(*row)


def accounts_by_role(connection: Connection) -> tuple[AccountRow, ...]:
    """Read every account, in order of role, prefecture, identity."""
    found = select(*_ACCOUNT).outerjoin(Division, Division.code == Account.prefecture_code)
    prefecture = func.coalesce(Account.prefecture_code, "")  # the databases disagree where absent values go
    order = (in_code_order(Account.role), in_code_order(prefecture), in_code_order(Account.identity))
    return tuple(_account(*row) for row in connection.execute(found.order_by(*order)))


def number_of_accounts_with(connection: Connection, role: str) -> int:
    """Count the people who have the role."""
    return connection.scalar(select(func.count()).select_from(Account).where(Account.role == role)) or 0


def newest_audit_rows(connection: Connection, limit: int) -> tuple[AuditRow, ...]:
    """Read the last ``limit`` rows of the audit, newest first, with moments in UTC."""
    columns = (
        Audit.id, Audit.at, Audit.who, Audit.role, Audit.action, Audit.subject, Audit.allowed, Audit.before, Audit.after
    )  # fmt: skip
    rows = connection.execute(select(*columns).order_by(Audit.id.desc()).limit(limit))
    return tuple(AuditRow(row[0], in_utc(row[1]), *row[2:]) for row in rows)


def add_account_row(connection: Connection, values: Mapping[str, Any]) -> None:
    """Add an account: identity, role, prefecture_code, added_by, added_at (UTC)."""
    connection.execute(insert(Account).values(**values))


def change_account_row(connection: Connection, identity: str, values: Mapping[str, Any]) -> None:
    """Give an account other values."""
    connection.execute(update(Account).where(Account.identity == identity).values(**values))


def remove_account_row(connection: Connection, identity: str) -> None:
    """Take an account out."""
    connection.execute(delete(Account).where(Account.identity == identity))


def add_audit_row(connection: Connection, values: Mapping[str, Any]) -> None:
    """Add a row to the audit: at (UTC), who, role, action, subject, allowed, before, after."""
    connection.execute(insert(Audit).values(**values))


def in_utc(at: datetime) -> datetime:
    """Bring a stored moment to UTC.

    SQLite keeps no zone; what is stored is UTC on either database.
    """
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _account(
    identity: str, role: str, prefecture: str | None, name: str | None, added_at: datetime, added_by: str
) -> AccountRow:  # fmt: skip
    return AccountRow(identity, role, prefecture, name, in_utc(added_at), added_by)
