"""What screens ask about people: the demonstration identities, the accounts and the audit."""

from __future__ import annotations

from chuyi_dash.access.accounts import list_accounts
from chuyi_dash.access.audit import audit_rows
from chuyi_dash.access.demonstration import demonstration_actors, demonstration_allowed, is_embedded
from chuyi_dash.access.model import Actor
from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect, reading
from chuyi_dash.db.queries.access import AccountRow, AuditRow
from chuyi_dash.views.snapshot import DataSource, remembered


def demonstration(snapshot: DataSource, config: Config, *, provider_configured: bool) -> tuple[Actor, ...]:
    """List the identities that may be tried out here.

    There are none anywhere but on the embedded sample database, and none where people can sign in.
    """
    if provider_configured or not is_embedded(config.database_url):  # said again inside; spares others the question
        return ()
    return _demonstration(snapshot, config, provider_configured)


@remembered(4)
def _demonstration(snapshot: DataSource, config: Config, provider_configured: bool) -> tuple[Actor, ...]:
    with reading(snapshot.engine) as connection:
        if not demonstration_allowed(config, connection, provider_configured=provider_configured):
            return ()
        return demonstration_actors(connection)


def people_and_audit(config: Config, actor: Actor, limit: int) -> tuple[tuple[AccountRow, ...], tuple[AuditRow, ...]]:
    """Read every account and the newest rows of the audit, for an administrator.

    Raises Refused, and records it, for anybody else.
    """
    engine = connect(config.self_check_url)
    rows = audit_rows(engine, actor, limit)
    return list_accounts(engine, actor), rows
