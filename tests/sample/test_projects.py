from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

NAMED_SCHOOLS = {"430100", "430800", "431300"}


def standing(steps, plan, on: date) -> str:
    """approved, accepted, none or stopped on the day, by the plan's own stages."""
    counts = [plan.stage(stage).counts for day, stage in sorted(steps) if day <= on]
    if counts and counts[-1] == "stopped":
        return "stopped"
    return next((found for found in ("accepted", "approved") if found in counts), "none")


@pytest.fixture(scope="module")
def by_target(tables, walks, plan):
    """Provincial projects standing at the plan's end, by (target, standing)."""
    return Counter(
        (row["target_id"], standing(walks[row["code"]], plan, plan.end))
        for row in tables["project"]
        if row["level"] == "省级"
    )


def approved(by_target, target: str) -> int:
    return by_target[target, "approved"] + by_target[target, "accepted"]


def test_there_are_about_450_projects_and_about_35_of_cities(tables):
    levels = Counter(row["level"] for row in tables["project"])
    assert 430 <= levels.total() <= 470
    assert 30 <= levels["市级"] <= 40
    assert set(levels) == {"省级", "市级"}


def test_only_targets_measured_by_projects_have_projects(tables, plan):
    measured = {target.id for target in plan.targets if target.measure in ("projects", "projects_per_division")}
    assert {row["target_id"] for row in tables["project"]} == measured - {"brand-programme"}


def test_quotas_end_unevenly(by_target, plan):
    quotas = [target for target in plan.targets if target.kind == "quota" and not target.damaged]
    shares = {target.id: approved(by_target, target.id) / target.number for target in quotas}
    assert shares["college"] == 1.2
    assert sum(share > 1 for share in shares.values()) == 2
    assert sum(share < 0.6 for share in shares.values()) == 2
    assert sum(share >= 0.75 for share in shares.values()) > len(shares) / 2


def test_one_quota_has_few_acceptances(by_target):
    assert by_target["education-group", "accepted"] / approved(by_target, "education-group") < 0.2


@pytest.mark.parametrize(
    ("target", "named_elsewhere", "number"),
    [("heritage-base", 2, (20, 21)), ("education-group", 1, (28, 30)), ("training-base", 1, (75, 82))],
)
def test_sample_and_named_projects_together_come_near_the_reported_number(by_target, target, named_elsewhere, number):
    assert number[0] <= approved(by_target, target) + named_elsewhere <= number[1]


def test_each_prefecture_without_a_named_school_has_one_sample_school(tables, divisions, prefecture_of):
    places = [prefecture_of[row["code"]] for row in tables["project"] if row["target_id"] == "prefecture-school"]
    assert len(places) == len(set(places))
    assert set(places) | NAMED_SCHOOLS == {row.code for row in divisions if row.level == "prefecture"}
    assert not set(places) & NAMED_SCHOOLS


def test_two_prefecture_schools_started_in_2024(tables, walks):
    starts = [
        next(day for day, stage in walks[row["code"]] if stage == "building").year
        for row in tables["project"]
        if row["target_id"] == "prefecture-school"
    ]
    assert Counter(starts) == {2022: 9, 2024: 2}


def test_approvals_grow_year_by_year_and_acceptances_come_late(tables, walks, plan):
    counts = []
    for year in range(2022, 2026):
        found = Counter(standing(steps, plan, date(year, 12, 31)) for steps in walks.values())
        counts.append((found["approved"] + found["accepted"], found["accepted"]))
    assert [count for count, _accepted in counts] == sorted(count for count, _accepted in counts)
    assert [accepted for _count, accepted in counts][:2] == [0, 0]
    assert 0 < counts[2][1] < counts[3][1]


def test_prefectures_differ(walks, plan, prefecture_of, tables):
    found: dict[str, Counter[str]] = {}
    for row in tables["project"]:
        if row["level"] == "省级" and row["division_code"]:
            place = found.setdefault(prefecture_of[row["code"]], Counter())
            place[standing(walks[row["code"]], plan, plan.end)] += 1
    share = {place: count["accepted"] / (count["accepted"] + count["approved"]) for place, count in found.items()}
    assert min(share[place] for place in ("430100", "430200", "430700")) > 0.6
    assert max(share[place] for place in ("430500", "430900", "433100")) < 0.4


def test_one_project_has_no_recorded_place(tables):
    unplaced = [row for row in tables["project"] if row["division_code"] is None]
    assert [row["target_id"] for row in unplaced] == ["education-group"]


def test_projects_belong_to_sample_schools_in_the_same_place(tables):
    place = {row["code"]: row["division_code"] for row in tables["institution"]}
    held = [row for row in tables["project"] if row["institution_code"]]
    assert len(held) > 400
    assert all(place[row["institution_code"]] == row["division_code"] for row in held)
