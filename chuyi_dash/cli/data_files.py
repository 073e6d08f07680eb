"""Checking every file of the data folder before a command touches the database."""

from __future__ import annotations

from collections.abc import Callable

from chuyi_dash.data_files.problems import DataFileError, Problem
from chuyi_dash.fact_files import read_facts, read_former_names
from chuyi_dash.plan import read_plan, read_settings
from chuyi_dash.sample import read_parameters

READERS: tuple[Callable[[], object], ...] = (
    read_plan,
    read_settings,
    read_facts,
    read_former_names,
    read_parameters,
)


def check_data_files() -> None:
    """Raise DataFileError with the problems of all files of the data folder.

    It reads those as well that the command does not need.
    """
    problems: dict[Problem, None] = {}
    for read in READERS:
        try:
            read()
        except DataFileError as error:
            problems |= dict.fromkeys(error.problems)
    if problems:
        raise DataFileError(tuple(problems))
