"""What is stored already and what the plan knows.

It is loaded once per import and searched in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from chuyi_dash.db.queries.fact_rows import (
    former_names_of_institutions,
    former_names_of_projects,
    keys_of_sample_sources,
    rows_by_code,
    rows_with,
)
from chuyi_dash.db.tables import Institution, Project
from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.changes import TABLES, Row
from chuyi_dash.places.divisions import DivisionNames, former_names, stored_divisions
from chuyi_dash.places.names import NameIndex
from chuyi_dash.plan import Plan


class Known:
    """Divisions, targets, schools and projects with their names.

    Rows of the file join as they are accepted.
    """

    def __init__(self, connection: Connection, plan: Plan) -> None:
        self.plan = plan
        self.divisions = DivisionNames(stored_divisions(connection), former_names())
        self.samples = keys_of_sample_sources(connection)
        self.institutions: dict[str, Row] = rows_by_code(connection, Institution)
        self.institution_names = NameIndex()
        self.institution_former: defaultdict[str, set[str]] = defaultdict(set)
        former = former_names_of_institutions(connection)
        _index(self.institutions, self.institution_names, self.institution_former, former)
        self.projects: dict[str, Row] = rows_by_code(connection, Project)
        self.project_names = NameIndex()
        self.project_former: defaultdict[str, set[str]] = defaultdict(set)
        _index(self.projects, self.project_names, self.project_former, former_names_of_projects(connection))
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
        """Tell whether the row is invented for demonstration."""
        return row["source_key"] in self.samples

    def add_institution(self, row: Row) -> None:
        """Let later rows refer to a school of this file."""
        self.institutions[row["code"]] = row
        _name(self.institution_names, row)

    def add_project(self, row: Row) -> None:
        """Let later rows refer to a project of this file."""
        self.projects[row["code"]] = row
        _name(self.project_names, row)


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
    """Read the stored rows of a table whose column holds any of the values.

    The values are asked for in bounded pieces.
    """
    return rows_with(connection, TABLES[table], column, values)
