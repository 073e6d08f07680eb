"""Reading ``data/sample.yaml``, and the draws that its numbers stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from chuyi_dash.config import data_folder
from chuyi_dash.data_files.problems import DataFileError, found_in, raise_problems
from chuyi_dash.data_files.yaml_file import YamlFile
from chuyi_dash.db.tables import ORIGINS
from chuyi_dash.fact_files import DivisionRow, read_divisions
from chuyi_dash.plan import Plan, read_plan
from chuyi_dash.sample.files import SampleFile

MADE_HOSTS, COLLEGE = ("secondary", "any"), "college"
"""Groups of schools that carry projects without an entry under ``hosts``, and the entry that ``any`` needs."""

Parameters = Mapping[str, Any]
Row = dict[str, Any]


def read_parameters(data_dir: Path | None = None) -> Parameters:
    """Read everything in ``sample.yaml`` of this data folder.

    Raises DataFileError with every problem: unknown, missing and doubled keys, wrong values, and names of targets,
    divisions, stages, hosts, fields and duties that neither the plan nor the file itself has.
    """
    file = YamlFile(data_dir or data_folder(), "sample.yaml")
    file.records(SampleFile)
    _check_own_names(file)
    try:
        _check_plan(file, read_plan(data_dir))
        _check_places(file, read_divisions(data_dir))
    except DataFileError as error:
        raise DataFileError([*error.problems, *found_in(file)]) from error
    raise_problems(file)
    content: Parameters = file.content
    return content


def _check_plan(file: YamlFile, plan: Plan) -> None:
    targets = [target.id for target in plan.targets]
    for group in ("projects", "city_projects", "checklists.met_after"):
        file.refer_keys(group, targets)
    for path in ("schools", "training", "checklists.unified", "checklists.missing.*", "tallies.*"):
        file.refer(f"{path}.target", targets, "targets.yaml")
    file.refer("tallies.*.stage", [stage.code for stage in plan.stages], "stages.yaml")
    schools = [target for target in plan.targets if target.id in file.values("schools.target")]
    file.refer("schools.item", [item.id for target in schools for item in target.items], "targets.yaml")
    years = [str(year) for year in range(plan.start.year, plan.end.year + 1)]
    for group in ("projects.*.rounds", "city_projects.*.rounds", "walk.accepted_years"):
        file.refer_keys(group, years)
    for path in ("walk.accepted_years.*.*", "training.missing.*.*"):
        file.refer(path, years)


def _check_places(file: YamlFile, divisions: Sequence[DivisionRow]) -> None:
    prefectures, counties = (
        [row.code for row in divisions if row.level == level] for level in ("prefecture", "county")
    )
    for group in ("prefectures", "training.missing", "projects.*.started", "city_projects.*.started"):
        file.refer_keys(group, prefectures)
    file.require_keys("prefectures", prefectures)
    for path in ("projects.*.places.*", "city_projects.*.places.*", "checklists.missing.*.division"):
        file.refer(path, prefectures, "divisions.csv")
    for group in ("schools.unmet", "schools.late", "schools.lost"):
        file.refer_keys(group, counties)
    for path in ("schools.named_elsewhere.*", "schools.unreported.*"):
        file.refer(path, counties, "divisions.csv")
    file.refer("tallies.*.division", [row.code for row in divisions], "divisions.csv")


def _check_own_names(file: YamlFile) -> None:
    """Check names that one part of the file gives and another uses.

    Neither goes without the other.
    """
    sections = ("projects", "city_projects")
    pairs = (("host", "hosts", MADE_HOSTS), ("fields", "fields", ()), ("duties", "milestones.duties", ()))
    for key, group, more in pairs:
        for section in sections:
            file.refer(f"{section}.*.{key}", [*file.keys(group), *more])
        used = [name for section in sections for name in file.values(f"{section}.*.{key}") if name not in more]
        file.refer_keys(group, [*used, COLLEGE] if more else used)
    for group in ("money.origins", "money.absent"):
        file.refer_keys(group, ORIGINS)
    file.require_keys("money.origins", ORIGINS)


def stream(parameters: Parameters, *names: object) -> Random:
    """Create a random stream of its own for each part of the sample.

    Tuning one part leaves the others as they were.
    """
    return Random(":".join(str(name) for name in (parameters["seed"], *names)))


def whole(random: Random, limits: Sequence[int]) -> int:
    """Draw a whole number between the two limits, both included."""
    return random.randint(limits[0], limits[1])


def real(random: Random, limits: Sequence[float]) -> float:
    """Draw a number between the two limits."""
    return random.uniform(limits[0], limits[1])


def later(random: Random, day: date, limits: Sequence[int], drive: float = 1.0) -> date:
    """Draw a day that follows ``day`` by a number of days between the limits.

    ``drive`` above 1 shortens the wait.
    """
    return day + timedelta(days=round(whole(random, limits) / drive))


def month_day(year: int, text: str) -> date:
    """Read a day written as ``MM-DD`` in this year."""
    return date.fromisoformat(f"{year}-{text}")


def day_between(random: Random, first: date, last: date) -> date:
    """Draw a day from the first to the last, both included."""
    return first + timedelta(days=random.randint(0, (last - first).days))


def day_in(random: Random, year: int, limits: Sequence[str]) -> date:
    """Draw a day of this year between two written as ``MM-DD``."""
    return day_between(random, month_day(year, limits[0]), month_day(year, limits[1]))
