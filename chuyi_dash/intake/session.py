"""The session at which rows are judged.

Values are taken from records, names looked up, changes laid out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Connection

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.cells import CLEARED, unknown_choice
from chuyi_dash.intake.changes import COLUMNS, Change, Row
from chuyi_dash.intake.findings import Findings
from chuyi_dash.intake.records import BAD, Record
from chuyi_dash.intake.reference_data import Known
from chuyi_dash.measures import Measure, measure_of
from chuyi_dash.places.divisions import DivisionMatch
from chuyi_dash.places.names import NOWHERE, Match, NameIndex, comparable
from chuyi_dash.plan import Target


class ImportSession:
    """Everything that judging one file needs.

    ``changes`` are in the order in which they can be written.
    """

    def __init__(
        self, connection: Connection, known: Known, findings: Findings, source: str, today: date,
        choices: dict[str, tuple[str, ...]],
    ) -> None:  # fmt: skip
        self.connection, self.known, self.findings = connection, known, findings
        self.source, self.today, self.choices = source, today, choices
        self.changes: list[Change] = []
        self.unchanged: Counter[str] = Counter()
        self._first_rows: dict[tuple[Any, ...], int] = {}
        self._in_file: dict[str, set[str]] = {"institution": set(), "project": set()}
        self._schools: dict[str, frozenset[str]] = {}
        self._options: dict[tuple[str, ...], NameIndex] = {}

    def problem(self, record: Record, key: str | None, code: str, message: str) -> None:
        """Report one cell, or the row where no column is to blame."""
        heading = record.sheet.column(key).heading if key else None
        self.findings.problem(
            code, message, record.sheet.name, record.row, heading, record.given.get(key) if key else None
        )

    def report_interpretation(self, record: Record, key: str, taken: str, how: str) -> None:
        """Say what a cell was taken for, where it does not say exactly that."""
        given = record.given.get(key, "")
        if how or given != taken:
            how = how or _("全角、空格或引号不同")
            self.findings.resolved(record.sheet.name, record.sheet.column(key).heading, record.row, given, taken, how)

    def announce(self, kind: str, records: list[Record]) -> None:
        """Note the names in the file before its rows are judged.

        So a row with problems does not make those that refer to it unknown too.
        """
        for record in records:
            names = [record.values.get("name"), record.values.get("code"), *_listed(record.values.get("former_names"))]
            self._in_file[kind] |= {comparable(name) for name in names if isinstance(name, str)}

    def complete(self, record: Record) -> bool:
        """Report empty required cells; False where a required cell is empty or could not be used."""
        usable = True
        for column in record.sheet.columns:
            if column.required and column.key not in record.values:
                message = _("“%(heading)s”必填。%(help)s。") % {"heading": column.heading, "help": column.help}
                self.problem(record, column.key, "required", message)
                usable = False
            usable = usable and not (column.required and record.values[column.key] is BAD)
        return usable

    def reject_duplicate(self, record: Record, key: tuple[Any, ...]) -> bool:
        """Report the second row about one thing; False for it."""
        first = self._first_rows.setdefault((record.sheet.name, *key), record.row)
        if first != record.row:
            message = _("与第 %(row)d 行重复（同一%(sheet)s）。请只留一行。")
            self.problem(record, None, "duplicate", message % {"row": first, "sheet": record.sheet.name})
        return first == record.row

    def choice(self, record: Record, key: str) -> str | None:
        """Read a cell whose value must be one of a list.

        None where it is empty or was reported.
        """
        value = record.values.get(key)
        if not isinstance(value, str):
            return None
        options = self.choices[record.sheet.column(key).choices or ""]
        found = self._option_names(options).find(value)
        if found.keys:
            self.report_interpretation(record, key, found.keys[0], found.how)
            return found.keys[0]
        bad = unknown_choice(value, options)
        self.problem(record, key, bad.code, bad.message)
        record.values[key] = BAD
        return None

    def _option_names(self, options: tuple[str, ...]) -> NameIndex:
        if options not in self._options:
            self._options[options] = NameIndex()
            for option in options:
                self._options[options].add(option, "", [option])
        return self._options[options]

    def target(
        self, record: Record, fits: Callable[[Measure], bool] | None = None, key: str = "target"
    ) -> Target | None:  # fmt: skip
        """Find the target that the cell names; its way of measuring must fit.

        None where the cell is empty or was reported.
        """
        found = self._one(record, key, self.known.targets, "target", _("目标"))
        if found is None:
            return None
        target = self.known.plan.target(found)
        if fits is not None and not fits(measure_of(target)):
            message = _("目标“%(target)s”不按%(sheet)s计，不能填在这张表。")
            self.problem(
                record, key, "target_not_for_sheet", message % {"target": target.name_zh, "sheet": record.sheet.name}
            )
            record.values[key] = BAD
            return None
        return target

    def stage(self, record: Record) -> str | None:
        """Find the code of the stage that the cell names."""
        return self._one(record, "stage", self.known.stage_names, "stage", _("环节"))

    def institution(self, record: Record) -> str | None:
        """Find the code of the school that the cell names by code, name or former name."""
        index = self.known.institution_names
        return self._real(record, "institution", self._one(record, "institution", index, "institution", _("学校")))

    def project(self, record: Record) -> str | None:
        """Find the code of the project that the cell names.

        The target decides between equal names.
        """
        target = self.target(record)
        value = record.values.get("project")
        if not isinstance(value, str) or record.values.get("target") is BAD:
            return None
        found = self.known.project_names.find(value)
        if target is not None:
            keys = tuple(code for code in found.keys if self.known.projects[code]["target_id"] == target.id)
            found = Match(keys, found.how)
        index = self.known.project_names
        return self._real(record, "project", self._one(record, "project", index, "project", _("项目"), found))

    def _real(self, record: Record, key: str, code: str | None) -> str | None:
        rows = self.known.institutions if key == "institution" else self.known.projects
        if code is None or not self.known.is_sample(rows[code]):
            return code
        message = _("“%(name)s”是演示用的示例数据，不能引用。请先导入真实的%(what)s。")
        values = {"name": rows[code]["name"], "what": record.sheet.column(key).heading}
        self.problem(record, key, "sample_reference", message % values)
        record.values[key] = BAD
        return None

    def _one(
        self, record: Record, key: str, index: NameIndex, kind: str, word: str, found: Match | None = None
    ) -> str | None:
        value = record.values.get(key)
        if not isinstance(value, str):
            return None
        found = found or index.find(value)
        if len(found.keys) == 1:
            self.report_interpretation(record, key, index.label(found.keys[0]), found.how)
            return found.keys[0]
        if found.keys:
            names = "、".join(f"{index.label(code)}（{code}）" for code in found.keys[:10])
            message = _("“%(value)s”可以指%(names)s，不能代为选择。请写编号。") % {"value": value, "names": names}
            self.problem(record, key, f"ambiguous_{kind}", message)
        elif comparable(value) not in self._in_file.get(kind, ()):
            message = _("没有叫“%(value)s”的%(what)s。") % {"value": value, "what": word}
            message += index.hint(value, self._schools_here(record) if kind == "institution" else NOWHERE)
            self.problem(record, key, f"unknown_{kind}", message)
        record.values[key] = BAD
        return None

    def _schools_here(self, record: Record) -> frozenset[str]:
        """Collect the schools of the prefecture that the row names; none where it names none."""
        value = record.values.get("prefecture")
        prefecture = self.known.divisions.prefecture(value).code if isinstance(value, str) else None
        if prefecture is None:
            return NOWHERE
        if prefecture not in self._schools:
            parents = {code: division.parent for code, division in self.known.divisions.by_code.items()}
            self._schools[prefecture] = frozenset(
                code
                for code, row in self.known.institutions.items()
                if prefecture in (row["division_code"], parents[row["division_code"]])
            )
        return self._schools[prefecture]

    def prefecture(self, record: Record) -> str | None:
        """Find the division code of the region that the prefecture column names.

        A list of regions also allows the province.
        """
        value = record.values.get("prefecture")
        if not isinstance(value, str):
            return None
        regions = record.sheet.column("prefecture").choices == "regions"
        divisions = self.known.divisions
        return self._placed(record, "prefecture", divisions.region(value) if regions else divisions.prefecture(value))

    def county(self, record: Record, prefecture: str | None) -> str | None:
        """Find the division code of the county that the county column names."""
        value = record.values.get("county")
        if not isinstance(value, str):
            return None
        return self._placed(record, "county", self.known.divisions.county(value, prefecture))

    def _placed(self, record: Record, key: str, match: DivisionMatch) -> str | None:
        if match.code is None:
            self.problem(record, key, match.problem, match.message)
            record.values[key] = BAD
        else:
            self.report_interpretation(record, key, self.known.divisions.name(match.code), match.how)
        return match.code

    def lay_out(self, table: str, stored: Row | None, values: Row) -> Row:
        """Lay out what makes the stored row say these values, or adds it; the row as it will be.

        A value that is absent leaves the stored one; CLEARED takes it away.
        """
        wanted = {name: None if value is CLEARED else value for name, value in values.items()}
        if stored is not None and all(stored[name] == value for name, value in wanted.items()):
            self.unchanged[table] += 1
            return stored
        base = stored or dict.fromkeys(COLUMNS[table])
        after = {name: wanted.get(name, base[name]) for name in COLUMNS[table]}
        if "source_key" in after:
            after["source_key"] = self.source
        before = None if stored is None else {name: stored[name] for name in COLUMNS[table]}
        number = None if stored is None else stored.get("id")
        self.changes.append(Change(table, before, after, number))
        return after | ({"id": number} if number is not None else {})


def _listed(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def usable_values(record: Record, *keys: str) -> Row:
    """Collect the usable values of these columns; empty cells are absent."""
    return {key: record.values[key] for key in keys if key in record.values and record.values[key] is not BAD}
