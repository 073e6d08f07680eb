"""Reading ``data/sample.yaml``, and the draws that its numbers stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from chuyi_dash.config import data_folder
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

Parameters = Mapping[str, Any]
Row = dict[str, Any]


def read_parameters(data_dir: Path | None = None) -> Parameters:
    """Everything in ``sample.yaml`` of this data folder. Raises ChuyiError where it cannot be read."""
    path = (data_dir or data_folder()) / "sample.yaml"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ChuyiError(_("读不了 %(file)s：%(reason)s") % {"file": path.name, "reason": error}) from error
    if not isinstance(content, dict) or "seed" not in content:
        raise ChuyiError(_("%(file)s 里没有 seed，示例数据无从生成。") % {"file": path.name})
    return content


def stream(parameters: Parameters, *names: object) -> Random:
    """A source of chance of its own for each part, so that tuning one part leaves the others as they were."""
    return Random(":".join(str(name) for name in (parameters["seed"], *names)))


def whole(random: Random, limits: Sequence[int]) -> int:
    """A whole number between the two limits, both included."""
    return random.randint(limits[0], limits[1])


def real(random: Random, limits: Sequence[float]) -> float:
    """A number between the two limits."""
    return random.uniform(limits[0], limits[1])


def later(random: Random, day: date, limits: Sequence[int], drive: float = 1.0) -> date:
    """A day that follows by a number of days between the limits; drive above 1 shortens the wait."""
    return day + timedelta(days=round(whole(random, limits) / drive))


def month_day(year: int, text: str) -> date:
    """The day written as ``MM-DD`` in this year."""
    return date.fromisoformat(f"{year}-{text}")


def day_between(random: Random, first: date, last: date) -> date:
    """A day from the first to the last, both included."""
    return first + timedelta(days=random.randint(0, (last - first).days))


def day_in(random: Random, year: int, limits: Sequence[str]) -> date:
    """A day of this year between two written as ``MM-DD``."""
    return day_between(random, month_day(year, limits[0]), month_day(year, limits[1]))
