"""Bringing a file in: read, judge, and either write all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from chuyi_dash.access.audit import put_on_record, require
from chuyi_dash.access.model import IMPORT, Actor
from chuyi_dash.clock import BEIJING
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.queries.imports import add_batch, complete_batch, kept_import_of
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.archive import check_size
from chuyi_dash.intake.changes import Change, source_key
from chuyi_dash.intake.checks import counts_and_money as figures
from chuyi_dash.intake.checks import entities as owners
from chuyi_dash.intake.checks import events as steps
from chuyi_dash.intake.findings import Findings, Problem, RefusedError, Resolution, UnusableFileError, as_json
from chuyi_dash.intake.reading import Content, Progress, digest, quiet, read_file, shown_name
from chuyi_dash.intake.records import Record
from chuyi_dash.intake.reference_data import Known
from chuyi_dash.intake.session import ImportSession
from chuyi_dash.intake.spec import fixed_choices
from chuyi_dash.intake.writing import record_changes, write
from chuyi_dash.plan import Plan, read_plan

MOST_KEPT = 1_000

# Sheets in the order in which rows can refer to each other.
CHECKS: Mapping[str, Callable[[ImportSession, list[Record]], None]] = {
    "institution": owners.check_institutions,
    "project": owners.check_projects,
    "project_event": steps.check_events,
    "tally": figures.check_tallies,
    "answer": figures.check_answers,
    "industry": figures.check_industries,
    "funding": figures.check_funding,
    "milestone": figures.check_milestones,
}


@dataclass(frozen=True, slots=True)
class TableCount:
    """How many rows of one table a file adds, changes, or leaves as they are."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. ``import_id`` is None where nothing was written."""

    import_id: int | None
    file_name: str
    sha256: str
    changes: tuple[Change, ...]
    tables: Mapping[str, TableCount]
    problems: tuple[Problem, ...]
    resolutions: tuple[Resolution, ...]
    left_out: int = 0
    same_as: int | None = None  # the earlier import of the very same file

    @property
    def total(self) -> TableCount:
        """All tables together."""
        rows = self.tables.values()
        return TableCount(*(sum(getattr(row, name) for row in rows) for name in ("added", "changed", "unchanged")))


class _DryRunError(Exception):
    """Ends the transaction of a trial, so that nothing of it stays."""


def import_file(
    engine: Engine, path: Path, actor: Actor, *, dry_run: bool = False, today: date | None = None,
    plan: Plan | None = None, progress: Progress = quiet,
) -> Outcome:  # fmt: skip
    """Bring a workbook or CSV file in, all of it or nothing.

    ``today`` is the day on which the file arrives, by default the day in Beijing: it decides what is on time.
    Raises Refused where the actor may not import, and RefusedError with every problem; a trial (``dry_run``) returns
    them instead. Both are remembered, with their problems, for the data screen. The same file, or a file that says
    nothing new, changes nothing.
    """
    require(engine, actor, IMPORT, "import")
    today, plan = today or datetime.now(BEIJING).date(), plan or read_plan()
    findings = Findings()
    try:
        same = _brought_in_before(engine, path)
        if same is not None:
            return same
        content = read_file(path, findings, today, progress)
        if not content.sha256:
            raise RefusedError(findings.in_order)
        outcome = _judge_and_write(engine, content, findings, plan, today, actor, dry_run, progress)
    except DBAPIError as error:
        message = _("数据库没有接受这次写入，什么也没有写入。请稍后重试；如仍不行，请联系管理员。")
        raise ChuyiError(message) from error
    if dry_run or outcome.problems:
        _remember(engine, outcome, "dry_run" if dry_run else "refused", actor)
    if outcome.problems and not dry_run:
        raise RefusedError(outcome.problems, outcome.left_out)
    return outcome


def _judge_and_write(
    engine: Engine, content: Content, findings: Findings, plan: Plan, today: date, actor: Actor, dry_run: bool,
    progress: Progress,
) -> Outcome:  # fmt: skip
    """Judge the file and write its changes, in one transaction beside which nobody writes.

    So nothing changes between the judging and the writing.
    """
    outcome = None
    try:
        with writing(engine) as connection:
            import_id = _open_batch(connection, content, actor)
            same_as = _same_file(connection, content.sha256, import_id)
            if same_as is not None:
                outcome = _outcome(None, content, [], Counter(), findings, same_as)
                raise _DryRunError
            session = _judge(connection, content, findings, plan, today, progress)
            write_it = not dry_run and not findings.problems and bool(session.changes)
            outcome = _outcome(import_id if write_it else None, content, session.changes, session.unchanged, findings)
            if not write_it:
                raise _DryRunError
            progress(_("写入"), 0)
            _write(connection, import_id, content, session, outcome, today)
            after = {"file": content.file_name, "sha256": content.sha256, **_counts(outcome)}
            put_on_record(connection, actor, IMPORT, f"import/{import_id}", after=after)
    except _DryRunError:
        assert outcome is not None
    return outcome


def _open_batch(connection: Connection, content: Content, actor: Actor) -> int:
    values = {"file_name": content.file_name, "sha256": content.sha256, "kind": "import", "who": actor.identity}
    counts = dict.fromkeys(("added", "changed", "unchanged"), 0)
    return add_batch(connection, {"at": datetime.now(UTC), **values, **counts})


def _brought_in_before(engine: Engine, path: Path) -> Outcome | None:
    """Return the outcome for a file that has been imported already; None for any other file.

    Its hash tells, so that nobody has to read it again.
    """
    try:
        check_size(path)
        content = Content(shown_name(path), digest(path))
    except (UnusableFileError, OSError):
        return None  # reading it says why
    with reading(engine) as connection:
        same_as = _same_file(connection, content.sha256, 0)
    return None if same_as is None else _outcome(None, content, [], Counter(), Findings(), same_as)


def _same_file(connection: Connection, sha256: str, own: int) -> int | None:
    return kept_import_of(connection, sha256, own) if sha256 else None


def _judge(
    connection: Connection, content: Content, findings: Findings, plan: Plan, today: date, progress: Progress
) -> ImportSession:  # fmt: skip
    known = Known(connection, plan)
    session = ImportSession(connection, known, findings, source_key(content.sha256), today, fixed_choices(plan))
    for table, check in CHECKS.items():
        records = content.records.get(table)
        if records:
            check(session, records)
            progress(_("核对"), len(records))
    return session


def _outcome(
    import_id: int | None, content: Content, changes: list[Change], unchanged: Counter[str], findings: Findings,
    same_as: int | None = None,
) -> Outcome:  # fmt: skip
    added = Counter(change.table for change in changes if change.before is None)
    changed = Counter(change.table for change in changes if change.before is not None)
    names = [
        name
        for name in (*CHECKS, "institution_former_name", "project_former_name")
        if name in added | changed | unchanged
    ]
    return Outcome(
        import_id,
        content.file_name,
        content.sha256,
        tuple(changes),
        {name: TableCount(added[name], changed[name], unchanged[name]) for name in names},
        findings.in_order,
        findings.resolutions,
        findings.left_out,
        same_as,
    )


def _write(
    connection: Connection, import_id: int, content: Content, session: ImportSession, outcome: Outcome, today: date
) -> None:  # fmt: skip
    source = {
        "key": session.source, "kind": "import", "title": content.file_name, "publisher": None, "published": today,
        "date_note": None, "url": None, "confidence": "high", "note": None,
    }  # fmt: skip
    changes = [Change("source", None, source), *session.changes]
    write(connection, changes)
    record_changes(connection, import_id, changes)
    complete_batch(connection, import_id, _summary(outcome))


def _summary(outcome: Outcome) -> dict[str, Any]:
    tables = {name: [row.added, row.changed, row.unchanged] for name, row in outcome.tables.items()}
    return {
        **_counts(outcome),
        "problems": as_json(outcome.problems[:MOST_KEPT]) or None,
        "resolved": as_json(outcome.resolutions[:MOST_KEPT]) or None,
        "tables": {"rows": tables, "problems": len(outcome.problems) + outcome.left_out},
    }


def _counts(outcome: Outcome) -> dict[str, int]:
    total = outcome.total
    return {"added": total.added, "changed": total.changed, "unchanged": total.unchanged}


def _remember(engine: Engine, outcome: Outcome, kind: str, actor: Actor) -> None:
    values = {"file_name": outcome.file_name, "sha256": outcome.sha256, "kind": kind, "who": actor.identity}
    with writing(engine) as connection:
        add_batch(connection, {"at": datetime.now(UTC), **values, **_summary(outcome)})
