"""What every function of the self-check is given.

That is the facts as read, who acts, and where writes go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from chuyi_dash.access.model import Actor
from chuyi_dash.clock import BEIJING
from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect
from chuyi_dash.self_check.store import EvidenceStore
from chuyi_dash.views.snapshot import DataSource


@dataclass(frozen=True, slots=True)
class ServiceContext:
    """One person at work.

    ``snapshot`` gives the figures, ``writer`` reads and writes sheets, ``clock`` the moment.
    """

    snapshot: DataSource
    writer: Engine
    actor: Actor
    store: EvidenceStore
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        """Return the current time in UTC."""
        return self.clock().astimezone(UTC)

    def today(self) -> date:
        """Return the current day in Beijing, by which due days are counted."""
        return self.clock().astimezone(BEIJING).date()


def open_context(config: Config, snapshot: DataSource, actor: Actor) -> ServiceContext:
    """Create the actor's service context on the database that the snapshot shows.

    Sends no query to the database.
    """
    return ServiceContext(
        snapshot=snapshot,
        writer=connect(config.self_check_url),
        actor=actor,
        store=EvidenceStore(config.evidence_dir),
        clock=lambda: datetime.now(UTC),
    )


def subject(round_key: str, prefecture: str | None = None, item: str | None = None) -> str:
    """Build the subject of an audit record from round, prefecture and question.

    For example "2024", "2024/430100" or "2024/430100/county-school:430102".
    """
    return "/".join(part for part in (round_key, prefecture, item) if part)
