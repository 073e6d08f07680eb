"""Answers of prefectures to the checklists and the three unified checks, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from random import Random

from chuyi_dash.plan import Plan
from chuyi_dash.sample.parameters import Parameters, Row, later, stream
from chuyi_dash.sample.places import Land


def checklist_rows(plan: Plan, land: Land, parameters: Parameters) -> list[Row]:
    """Make the answers of all prefectures to the checklists that ``sample.yaml`` lists.

    The ones it calls missing are left out.
    """
    settings = parameters["checklists"]
    land.check((gap["division"] for gap in settings["missing"]), "checklists.missing", land.prefectures)
    return [
        _row(target, division, answer, parameters["source"])
        for target in sorted(settings["met_after"])
        for division in land.prefectures
        for answer in _course(
            stream(parameters, "answers", target, division),
            plan.start,
            land.drive[division],
            _answered(plan, target, division, settings["missing"]),
            {**settings, "met_after": settings["met_after"][target]},
        )
    ]


def unified_rows(plan: Plan, land: Land, parameters: Parameters, places: Iterable[str]) -> list[Row]:
    """Make answers to the three unified checks (二(二)3).

    They are of the prefectures whose Chuyi school is a sample one.
    """
    settings = parameters["checklists"]["unified"]
    target = settings["target"]
    items = [item.id for item in plan.target(target).items]
    return [
        _row(target, division, answer, parameters["source"])
        for division in sorted(places)
        for answer in _course(
            stream(parameters, "answers", target, division), plan.start, land.drive[division], items, settings
        )
    ]


def _answered(plan: Plan, target: str, division: str, missing: Iterable[Parameters]) -> list[str]:
    items = [item.id for item in plan.target(target).items]
    for gap in missing:
        if (gap["division"], gap["target"]) == (division, target):
            return items[: -gap["last"]] if "last" in gap else []
    return items


def _course(
    random: Random, start: date, drive: float, items: Sequence[str], settings: Parameters
) -> list[tuple[str, date, bool]]:
    """Draw (item, day, met) at each report day; an item once met stays met."""
    days = [later(random, day, [0, settings["report_within"]]) for day in settings["report_days"]]
    met_on = {item: later(random, start, settings["met_after"], drive) for item in items}
    return [(item, day, met_on[item] <= day) for day in days for item in items]


def _row(target: str, division: str, answer: tuple[str, date, bool], source: str) -> Row:
    item, day, met = answer
    return {
        "target_id": target,
        "item": item,
        "division_code": division,
        "date": day,
        "met": met,
        "source_key": source,
        "note": None,
    }
