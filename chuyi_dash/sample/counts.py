"""Counts reported without names.

They are people trained, and two figures that disagree with the named projects.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chuyi_dash.plan import Plan
from chuyi_dash.sample.parameters import Parameters, Row, month_day, real, stream
from chuyi_dash.sample.places import Land


def training_rows(plan: Plan, land: Land, parameters: Parameters) -> list[Row]:
    """Count people trained so far at each year's end, by prefecture and group (三(四)), in 人次."""
    settings = parameters["training"]
    land.check(settings["missing"], "training.missing", land.prefectures)
    groups = [item.id for item in plan.target(settings["target"]).items]
    rows = []
    for division in land.prefectures:
        random = stream(parameters, "training", division)
        trained = [0.0] * len(groups)
        for year in range(plan.start.year, plan.end.year + 1):
            for number, share in zip(range(len(groups)), settings["groups"], strict=False):
                trained[number] += land.share[division] * real(random, settings["per_share"]) * share
            if year not in settings["missing"].get(division, ()):
                rows += _on(month_day(year, settings["day"]), division, groups, trained, parameters)
    return rows


def _on(day: date, division: str, groups: Sequence[str], trained: Sequence[float], parameters: Parameters) -> list[Row]:
    return [
        {
            "target_id": parameters["training"]["target"],
            "division_code": division,
            "stage_code": None,
            "category": group,
            "date": day,
            "count": int(number),
            "source_key": parameters["source"],
            "note": None,
        }
        for group, number in zip(groups, trained, strict=True)
    ]


def unnamed_rows(land: Land, parameters: Parameters) -> list[Row]:
    """Build the tally rows of ``sample.yaml`` that do not agree with the named projects."""
    land.check((entry["division"] for entry in parameters["tallies"]), "tallies", tuple(land.divisions))
    return [
        {
            "target_id": entry["target"],
            "division_code": entry["division"],
            "stage_code": entry["stage"],
            "category": "",
            "date": entry["date"],
            "count": entry["count"],
            "source_key": parameters["source"],
            "note": entry["note"],
        }
        for entry in parameters["tallies"]
    ]
