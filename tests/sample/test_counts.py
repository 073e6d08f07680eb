from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest


@pytest.fixture(scope="module")
def training(tables):
    """Training counts of each (prefecture, group) by year."""
    found: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in tables["tally"]:
        if row["target_id"] == "skills-training":
            found[row["division_code"], row["category"]][row["date"].year] = row["count"]
    return found


def test_every_prefecture_reports_every_group_of_the_plan(training, plan, divisions):
    groups = {item.id for item in plan.target("skills-training").items}
    prefectures = {row.code for row in divisions if row.level == "prefecture"}
    assert training.keys() == {(place, group) for place in prefectures for group in groups}
    assert groups


def test_people_trained_only_grow(training):
    for years in training.values():
        counts = [years[year] for year in sorted(years)]
        assert all(first < second for first, second in pairwise(counts))


def test_one_prefecture_has_no_figure_for_2025(training):
    assert {place for (place, _), years in training.items() if 2025 not in years} == {"433100"}


def test_training_is_counted_without_a_stage(tables):
    rows = [row for row in tables["tally"] if row["target_id"] == "skills-training"]
    assert {row["stage_code"] for row in rows} == {None}


def test_some_counts_without_names_exceed_the_named_projects(tables, walks, plan, prefecture_of):
    unnamed = [row for row in tables["tally"] if row["stage_code"]]
    assert [row["target_id"] for row in unnamed] == ["college-programme", "training-base"]
    for row in unnamed:
        named = [
            code
            for code, steps in walks.items()
            if code.startswith(f"sample-{row['target_id']}-")
            and row["division_code"] in ("430000", prefecture_of.get(code))
            and any(stage == row["stage_code"] for _, stage in steps)
            and plan.stage(steps[-1][1]).counts != "stopped"
        ]
        assert 0 < len(named) < row["count"]
