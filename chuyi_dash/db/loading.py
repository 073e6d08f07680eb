"""Filling a database from ``data/``: the plan's mirror, the sourced facts, and the sample.

The sample comes only on request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from chuyi_dash.data_files.models import Model
from chuyi_dash.db import tables
from chuyi_dash.fact_files import read_facts
from chuyi_dash.plan import Plan

Row = dict[str, Any]


def _fill(connection: Connection, table: type[tables.Base], rows: Iterable[Row]) -> None:
    target: Table = table.__table__  # type: ignore[assignment]
    known = set(target.columns.keys())
    cleaned = [{name: value for name, value in row.items() if name in known} for row in rows]
    if cleaned:
        connection.execute(insert(target), cleaned)


def _former_names(rows: Iterable[Row], column: str) -> list[Row]:
    return [
        {column: row["code"], "name": name.strip()}
        for row in rows
        for name in (row["former_names"] or "").split(";")
        if name
    ]


def _at_division(rows: Sequence[Row]) -> list[Row]:
    return [row | {"division_code": row["county_code"] or row["prefecture_code"]} for row in rows]


def sync_plan(connection: Connection, plan: Plan) -> int:
    """Bring targets and stages to what ``data/plan`` says.

    So facts can refer to them and SQL can count. Returns how many rows that added or changed. A target that left the
    plan stays in the table while facts refer to it.
    """
    targets = [{"id": target.id} for target in plan.targets]
    stages = [
        {"code": stage.code, "rank": stage.rank, "name_zh": stage.name_zh, "counts": stage.counts}
        for stage in plan.stages
    ]
    return _merge(connection, tables.Target, "id", targets) + _merge(connection, tables.Stage, "code", stages)


def _merge(connection: Connection, table: type[tables.Base], key: str, rows: Sequence[Row]) -> int:
    target: Table = table.__table__  # type: ignore[assignment]
    stored = {row[key]: dict(row) for row in connection.execute(select(target)).mappings()}
    added = [row for row in rows if row[key] not in stored]
    changed = [row for row in rows if row[key] in stored and stored[row[key]] != row]
    _fill(connection, table, added)
    for row in changed:
        connection.execute(target.update().where(target.c[key] == row[key]).values(row))
    return len(added) + len(changed)


def load_facts(connection: Connection, data_dir: Path | None = None) -> None:
    """Fill an empty database with the divisions, sources and sourced facts of ``data/``.

    Raises DataFileError, and writes nothing, where a table of the folder cannot be used.
    """
    facts = read_facts(data_dir)
    _fill(connection, tables.Source, _rows(facts.sources))
    _fill(
        connection, tables.Division, [{**row, "statutory": row["statutory"] == "yes"} for row in _rows(facts.divisions)]
    )
    institutions = _at_division(_rows(facts.institutions))
    _fill(connection, tables.Institution, institutions)
    _fill(connection, tables.InstitutionFormerName, _former_names(institutions, "institution_code"))
    projects = _at_division(_rows(facts.projects))
    _fill(
        connection,
        tables.Project,
        [row | {"target_id": row["target"], "institution_code": row["institution"]} for row in projects],
    )
    _fill(connection, tables.ProjectFormerName, _former_names(projects, "project_code"))
    _fill(
        connection,
        tables.ProjectEvent,
        [row | {"project_code": row["project"], "stage_code": row["stage"]} for row in _rows(facts.events)],
    )
    _fill(
        connection,
        tables.Tally,
        [
            row | {"target_id": row["target"], "stage_code": row["stage"], "category": row["category"] or ""}
            for row in _rows(facts.tallies)
        ],
    )


def _rows(records: Iterable[Model]) -> list[Row]:
    """Turn records into rows by column; a fact's ``source`` also becomes its ``source_key``."""
    rows = [record.model_dump() for record in records]
    return [row | {"source_key": row["source"]} if "source" in row else row for row in rows]


def load_sample(connection: Connection, rows: Mapping[str, Sequence[Row]]) -> None:
    """Add the generated sample rows, parents before children."""
    for table in tables.FACT_TABLES:
        _fill(connection, table, rows.get(table.__tablename__, ()))


def has_facts(connection: Connection) -> bool:
    """Tell whether the database holds any division yet."""
    return bool(connection.scalar(select(func.count()).select_from(tables.Division)))


def has_sample(connection: Connection) -> bool:
    """Tell whether any institution or project of the sample is in the database."""
    return any(
        connection.scalar(
            select(func.count())
            .select_from(table)
            .join(tables.Source, tables.Source.key == table.source_key)
            .where(tables.Source.kind == "sample")
        )
        for table in (tables.Institution, tables.Project)
    )
