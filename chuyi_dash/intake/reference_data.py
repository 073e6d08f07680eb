"""What is stored already and what the plan knows, loaded once per import and searched in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from chuyi_dash.db.tables import (
    Institution,
    InstitutionFormerName,
    Project,
    ProjectFormerName,
    Source,
)
from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.changes import TABLES, Row
from chuyi_dash.places.divisions import DivisionNames, former_names, stored_divisions
from chuyi_dash.places.names import NameIndex
from chuyi_dash.plan import Plan

CHUNK = 500


class Known:
    """Divisions, targets, schools and projects with their names. Rows of the file join as they are accepted."""

    def __init__(self, connection: Connection, plan: Plan) -> None:
        self.plan = plan
        self.divisions = DivisionNames(stored_divisions(connection), former_names())
        self.samples = frozenset(connection.scalars(select(Source.key).where(Source.kind == "sample")))
        self.institutions: dict[str, Row] = _rows(connection, Institution, "code")
        self.institution_names = NameIndex()
        self.institution_former: defaultdict[str, set[str]] = defaultdict(set)
        former = select(InstitutionFormerName.institution_code, InstitutionFormerName.name)
        _index(self.institutions, self.institution_names, self.institution_former, connection.execute(former))
        self.projects: dict[str, Row] = _rows(connection, Project, "code")
        self.project_names = NameIndex()
        self.project_former: defaultdict[str, set[str]] = defaultdict(set)
        former = select(ProjectFormerName.project_code, ProjectFormerName.name)
        _index(self.projects, self.project_names, self.project_former, connection.execute(former))
        self.targets = NameIndex()
        for target in plan.targets:
            self.targets.add(target.id, "", [target.name_zh], label=target.name_zh)
        for target in plan.targets:
            self.targets.add(target.id, _("编号"), [target.id])
        self.stages = {stage.code: stage for stage in plan.stages}
        self.stage_names = NameIndex()
        for stage in plan.stages:
            self.stage_names.add(stage.code, "", [stage.name_zh], label=stage.name_zh)

    def is_sample(self, row: Row) -> bool:
        """Whether the row is invented for demonstration."""
        return row["source_key"] in self.samples

    def add_institution(self, row: Row) -> None:
        """Let later rows refer to a school of this file."""
        self.institutions[row["code"]] = row
        _name(self.institution_names, row)

    def add_project(self, row: Row) -> None:
        """Let later rows refer to a project of this file."""
        self.projects[row["code"]] = row
        _name(self.project_names, row)


def _rows(connection: Connection, table: type[Any], key: str) -> dict[str, Row]:
    return {row[key]: dict(row) for row in connection.execute(select(table.__table__)).mappings()}


def _name(index: NameIndex, row: Row) -> None:
    index.add(row["code"], "", [row["name"]], label=row["name"])
    index.add(row["code"], _("编号"), [row["code"]])


def _index(
    rows: dict[str, Row], index: NameIndex, former: defaultdict[str, set[str]], pairs: Iterable[Any]
) -> None:  # fmt: skip
    # The order of the layers: a name of today decides before a code, a code before a former name.
    index.add("", "", [])
    index.add("", _("编号"), [])
    index.add("", _("曾用名"), [])
    for row in rows.values():
        _name(index, row)
    for code, name in pairs:
        former[code].add(name)
        index.add(code, _("曾用名"), [name])


def rows_where(connection: Connection, table: str, column: str, values: Iterable[str]) -> list[Row]:
    """The stored rows of a table whose column holds any of the values, asked for in bounded pieces."""
    wanted = sorted(set(values))
    found: list[Row] = []
    for start in range(0, len(wanted), CHUNK):
        statement = select(TABLES[table]).where(TABLES[table].c[column].in_(wanted[start : start + CHUNK]))
        found += [dict(row) for row in connection.execute(statement).mappings()]
    return found
