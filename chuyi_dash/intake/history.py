"""What was brought in, when, by whom, from which file, and what it replaced.

The data screen and the commands show it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from chuyi_dash.db.queries.access import in_utc
from chuyi_dash.db.queries.fact_rows import present_names, titles_of_sources
from chuyi_dash.db.queries.imports import (
    changes_to_facts,
    imports_before,
    imports_newest_first,
    imports_of_fact,
    newest_trial,
)
from chuyi_dash.intake.changes import KEYS, source_key, statement
from chuyi_dash.intake.findings import Problem, Resolution


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import.

    ``at`` and ``undone_at`` are UTC; ``tables`` holds (added, changed, unchanged) by table.
    """

    id: int
    file_name: str
    sha256: str
    who: str
    at: datetime
    added: int
    changed: int
    unchanged: int
    tables: Mapping[str, tuple[int, int, int]]
    resolved: tuple[Resolution, ...]
    undone_at: datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class DryRun:
    """The last check of a file that wrote nothing.

    ``kind`` is dry_run, or refused for an import with problems. ``problems`` holds the first of them;
    ``problem_count`` counts all.
    """

    id: int
    kind: str
    file_name: str
    sha256: str
    who: str
    at: datetime
    added: int
    changed: int
    unchanged: int
    tables: Mapping[str, tuple[int, int, int]]
    problems: tuple[Problem, ...]
    problem_count: int
    resolved: tuple[Resolution, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What one import did to one row; dates and amounts are text.

    ``before`` None: added; ``after`` None: taken out.
    """

    table: str
    key: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def former_source(self) -> str | None:
        """The key of the source that stated the replaced row."""
        return self.before.get("source_key") if self.before else None


@dataclass(frozen=True, slots=True)
class Origin:
    """The import or source that stated a row before.

    It is an import with its number, person, moment (UTC) and file, or another source's title.
    """

    title: str
    import_id: int | None = None
    who: str | None = None
    at: datetime | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class FormerState:
    """What a fact said before an import corrected it, and since.

    It tells who did so, when and from which file; ``at`` is UTC.
    """

    import_id: int
    who: str
    at: datetime
    file_name: str
    sha256: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    undone: bool


def list_imports(connection: Connection) -> tuple[ImportRow, ...]:
    """Read every import that wrote something, newest first, those taken back included."""
    return tuple(
        ImportRow(
            row["id"], row["file_name"], row["sha256"], row["who"], in_utc(row["at"]), row["added"], row["changed"],
            row["unchanged"], _tables(row["tables"]), _resolved(row["resolved"]),
            in_utc(row["undone_at"]) if row["undone_at"] else None, row["undone_by"],
        )
        for row in imports_newest_first(connection)
    )  # fmt: skip


def last_dry_run(connection: Connection) -> DryRun | None:
    """Read the newest trial or refused import; None where there was none."""
    row = newest_trial(connection)
    if row is None:
        return None
    return DryRun(
        row["id"], row["kind"], row["file_name"], row["sha256"], row["who"], in_utc(row["at"]), row["added"],
        row["changed"], row["unchanged"], _tables(row["tables"]),
        tuple(Problem(**problem) for problem in row["problems"] or ()),
        int((row["tables"] or {}).get("problems", 0)), _resolved(row["resolved"]),
    )  # fmt: skip


def changes_of(connection: Connection, import_id: int, most: int | None = None) -> tuple[ChangeRow, ...]:
    """List an import's changes to facts: rows it replaced first, then rows it added.

    ``most`` limits their number; None gives all.
    """
    return tuple(ChangeRow(*row) for row in changes_to_facts(connection, import_id, most))


def history_of(connection: Connection, table: str, key: str) -> tuple[FormerState, ...]:
    """Read every import that touched one fact, newest first, those taken back included.

    The key is as in ``changes_of``.
    """
    # The first releases wrote the source's key behind what the fact is about.
    also_begun = f"{key}|" if statement(table) != KEYS[table] else None
    found = imports_of_fact(connection, table, key, also_begun)
    return tuple(
        FormerState(number, who, in_utc(at), file_name, sha256, before, after, undone_at is not None)
        for number, who, at, file_name, sha256, before, after, undone_at in found
    )


def origins_before(connection: Connection, import_id: int, keys: Iterable[str]) -> dict[str, Origin]:
    """Map these source keys to the origin that each had before the import.

    Of a file brought in more than once, the last time before the import counts.
    A key without a source left is absent.
    """
    wanted = sorted(set(keys))
    found = {key: Origin(title) for key, title in titles_of_sources(connection, wanted).items()}
    for sha256, file_name, number, who, at in imports_before(connection, import_id):
        if source_key(sha256) in wanted:
            found[source_key(sha256)] = Origin(file_name, number, who, in_utc(at), sha256)
    return found


def names_by_code(connection: Connection, codes: Iterable[str]) -> dict[str, str]:
    """Map the schools and projects among these codes to their present names."""
    return present_names(connection, codes)


def _tables(stored: Mapping[str, Any] | None) -> Mapping[str, tuple[int, int, int]]:
    rows = (stored or {}).get("rows", {})
    return {name: (counts[0], counts[1], counts[2]) for name, counts in rows.items()}


def _resolved(stored: list[dict[str, Any]] | None) -> tuple[Resolution, ...]:
    return tuple(Resolution(**row) for row in stored or ())
