"""The tables of ``data/``: divisions, sources and sourced facts.

They are checked against each other and against the plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from chuyi_dash.config import data_folder
from chuyi_dash.data_files.models import Model
from chuyi_dash.data_files.problems import DataFileError, found_in, raise_problems
from chuyi_dash.data_files.table_file import TableFile
from chuyi_dash.plan import read_plan

Code = Annotated[str, Field(pattern="^[0-9]{6}$")]
Confidence = Literal["high", "medium", "low"]
Count = Annotated[int, Field(ge=0)]


class DivisionRow(Model):
    """A row of ``divisions.csv``."""

    code: Code
    name: str
    short_name: str
    name_en: str
    level: Literal["province", "prefecture", "county", "zone"]
    kind: str
    parent_code: Code | None = None
    statutory: Literal["yes", "no"]


class FormerNameRow(Model):
    """A row of ``division_former_names.csv``."""

    code: Code
    former_name: str


class SourceRow(Model):
    """A row of ``sources.csv``."""

    key: str
    kind: Literal["notice", "official", "press", "import", "self_check", "sample"]
    title: str
    publisher: str | None = None
    published: date | None = None
    date_note: str | None = None
    url: str | None = None
    confidence: Confidence
    note: str | None = None


class InstitutionRow(Model):
    """A row of ``facts/institutions.csv``."""

    code: str
    name: str
    former_names: str | None = None
    kind: str
    ownership: Literal["公办", "民办"] | None = None
    prefecture_code: Code
    county_code: Code | None = None
    opened: date | None = None
    closed: date | None = None
    confirmed_on: date | None = None
    source: str
    note: str | None = None


class ProjectRow(Model):
    """A row of ``facts/projects.csv``."""

    code: str
    target: str
    level: Literal["省级", "市级"]
    name: str
    former_names: str | None = None
    institution: str | None = None
    prefecture_code: Code | None = None
    county_code: Code | None = None
    source: str
    note: str | None = None


class EventRow(Model):
    """A row of ``facts/events.csv``."""

    project: str
    stage: str
    date: date
    note: str | None = None
    source: str


class TallyRow(Model):
    """A row of ``facts/tallies.csv``."""

    target: str
    division_code: Code
    stage: str | None = None
    category: str | None = None
    date: date
    count: Count
    source: str
    note: str | None = None


class PopulationRow(Model):
    """A row of ``context/population.csv``."""

    division_code: Code
    year: int
    population: Count
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class FactFiles:
    """The rows of all tables that fill an empty database, in the order of the files."""

    sources: list[SourceRow]
    divisions: list[DivisionRow]
    institutions: list[InstitutionRow]
    projects: list[ProjectRow]
    events: list[EventRow]
    tallies: list[TallyRow]


def read_divisions(data_dir: Path | None = None) -> list[DivisionRow]:
    """Read ``divisions.csv``; raises DataFileError with every problem of it."""
    file = TableFile(data_dir or data_folder(), "divisions.csv", DivisionRow)
    _check_divisions(file)
    raise_problems(file)
    return file.rows


def read_former_names(data_dir: Path | None = None) -> list[FormerNameRow]:
    """Read ``division_former_names.csv``.

    Raises DataFileError with every problem of it, or of ``divisions.csv`` where that has any.
    """
    codes = [row.code for row in read_divisions(data_dir)]
    file = TableFile(data_dir or data_folder(), "division_former_names.csv", FormerNameRow)
    file.refer("code", codes, "divisions.csv")
    raise_problems(file)
    return file.rows


def read_facts(data_dir: Path | None = None) -> FactFiles:
    """Read every table that holds facts, and check the population with them.

    Raises DataFileError with every problem of all of them, and of the plan that they are about: unknown and missing
    columns, wrong values, rows that stand twice, references to what no other file has.
    """
    data_dir = data_dir or data_folder()
    sources = TableFile(data_dir, "sources.csv", SourceRow)
    divisions = TableFile(data_dir, "divisions.csv", DivisionRow)
    institutions = TableFile(data_dir, "facts/institutions.csv", InstitutionRow)
    projects = TableFile(data_dir, "facts/projects.csv", ProjectRow)
    events = TableFile(data_dir, "facts/events.csv", EventRow)
    tallies = TableFile(data_dir, "facts/tallies.csv", TallyRow)
    population = TableFile(data_dir, "context/population.csv", PopulationRow)
    _check_divisions(divisions)
    sources.single("key")
    institutions.single("code")
    projects.single("code")
    events.single("project", "stage", "date")
    tallies.single("target", "division_code", "stage", "category", "date", "source")
    population.single("division_code", "year")
    for file in (institutions, projects, events, tallies, population):
        file.refer("source", sources.cells("key"), sources.name)
    population.refer("division_code", divisions.cells("code"), divisions.name)
    statutory = [row.code for row in divisions.rows if row.level != "zone"]  # the rules count no zones
    tallies.refer("division_code", statutory, divisions.name)
    for file in (institutions, projects):
        for column, levels in (("prefecture_code", ("prefecture",)), ("county_code", ("county", "zone"))):
            file.refer(column, [row.code for row in divisions.rows if row.level in levels], divisions.name)
    projects.refer("institution", institutions.cells("code"), institutions.name)
    events.refer("project", projects.cells("code"), projects.name)
    files = (sources, divisions, institutions, projects, events, tallies, population)
    try:
        plan = read_plan(data_dir)
    except DataFileError as error:
        raise DataFileError([*error.problems, *found_in(*files)]) from error
    for file in (projects, tallies):
        file.refer("target", [target.id for target in plan.targets], "targets.yaml")
    for file in (events, tallies):
        file.refer("stage", [stage.code for stage in plan.stages], "stages.yaml")
    raise_problems(*files)
    return FactFiles(sources.rows, divisions.rows, institutions.rows, projects.rows, events.rows, tallies.rows)


def _check_divisions(file: TableFile[DivisionRow]) -> None:
    file.single("code")
    file.refer("parent_code", file.cells("code"), file.name)
