"""What was brought in, what it replaced, and the last check of a file.

For the data screen and the commands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from chuyi_dash.db.engine import reading
from chuyi_dash.intake.history import (
    ChangeRow,
    DryRun,
    FormerState,
    ImportRow,
    Origin,
    changes_of,
    history_of,
    last_dry_run,
    list_imports,
    names_by_code,
    origins_before,
)
from chuyi_dash.metrics.facts import Division
from chuyi_dash.plan import Plan, read_plan
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.snapshot import DataSource, remembered

NAMED = ("code", "institution_code", "project_code")


@dataclass(frozen=True, slots=True)
class IntakeHistory:
    """Every import, newest first, and the last trial or refusal."""

    imports: tuple[ImportRow, ...]
    dry_run: DryRun | None


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes in stored rows stand for; ``codes`` holds schools and projects."""

    plan: Plan
    divisions: Mapping[str, Division]
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportChanges:
    """What one import did to facts: first what it replaced, then what it added.

    ``origins`` says by source key who had stated what was replaced.
    """

    row: ImportRow
    changes: tuple[ChangeRow, ...]
    origins: Mapping[str, Origin]
    names: Names

    @property
    def left_out(self) -> int:
        """The number of changes that are not among these."""
        return self.row.added + self.row.changed - len(self.changes)


@dataclass(frozen=True, slots=True)
class FactHistory:
    """Every import that touched one fact, newest first."""

    table: str
    states: tuple[FormerState, ...]
    names: Names


@remembered(entries=8)
def intake_history(snapshot: DataSource) -> IntakeHistory:
    """Read the imports and the last check of a file."""
    with reading(snapshot.engine) as connection:
        return IntakeHistory(list_imports(connection), last_dry_run(connection))


@remembered(entries=16)
def import_changes(snapshot: DataSource, import_id: int, most: int | None = None) -> ImportChanges:
    """Read what one import did, at most so many changes; KeyError where there is no such import."""
    rows = {row.id: row for row in intake_history(snapshot).imports}
    row = rows[import_id]
    divisions = all_divisions(snapshot)
    with reading(snapshot.engine) as connection:
        changes = changes_of(connection, import_id, most)
        sources = [change.former_source for change in changes if change.former_source]
        origins = origins_before(connection, import_id, sources)
        sides = [side for change in changes for side in (change.before, change.after)]
        return ImportChanges(row, changes, origins, _names(connection, divisions, sides))


@remembered(entries=64)
def fact_history(snapshot: DataSource, table: str, key: str) -> FactHistory:
    """Read what every import said of one fact; table and key are a change's."""
    divisions = all_divisions(snapshot)
    with reading(snapshot.engine) as connection:
        states = history_of(connection, table, key)
        sides = [side for state in states for side in (state.before, state.after)]
        return FactHistory(table, states, _names(connection, divisions, sides))


def _names(
    connection: Connection, divisions: Mapping[str, Division], rows: Iterable[Mapping[str, Any] | None]
) -> Names:
    codes = {row[name] for row in rows if row for name in NAMED if row.get(name)}
    return Names(read_plan(), divisions, names_by_code(connection, codes))
