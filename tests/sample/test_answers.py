from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest

CHECKLISTS = ("fair-policy", "local-plan", "supervision")


@pytest.fixture(scope="module")
def courses(tables):
    """Answers to each (target, prefecture, item) of the checklists in order of day."""
    found = defaultdict(list)
    for row in tables["answer"]:
        found[row["target_id"], row["division_code"], row["item"]].append(row)
    return {key: sorted(rows, key=lambda row: row["date"]) for key, rows in found.items()}


def test_answers_are_to_items_of_the_plan(tables, plan):
    for row in tables["answer"]:
        assert row["item"] in {item.id for item in plan.target(row["target_id"]).items}


@pytest.mark.parametrize("target", CHECKLISTS)
def test_prefectures_answer_on_several_days(courses, target):
    counts = {len(rows) for (name, _, _), rows in courses.items() if name == target}
    assert counts == {4}


def test_a_met_item_stays_met(courses):
    for (target, _, _), rows in courses.items():
        if target != "county-school":
            assert all(first["met"] <= second["met"] for first, second in pairwise(rows))


def test_most_items_are_met_by_2025_and_some_are_not(courses):
    last = [rows[-1]["met"] for (target, _, _), rows in courses.items() if target in CHECKLISTS]
    assert 0.75 < sum(last) / len(last) < 1


def test_the_first_answers_are_mixed(courses):
    first = [rows[0]["met"] for (target, _, _), rows in courses.items() if target in CHECKLISTS]
    assert 0 < sum(first) < len(first) / 2


def test_two_prefectures_left_answers_out(courses, plan, divisions):
    prefectures = [row.code for row in divisions if row.level == "prefecture"]
    missing = {
        place
        for target in CHECKLISTS
        for place in prefectures
        for item in plan.target(target).items
        if (target, place, item.id) not in courses
    }
    assert missing == {"430800", "433100"}


def test_the_unified_checks_are_answered_where_the_school_is_a_sample_one_and_are_mixed(
    courses, tables, plan, prefecture_of
):
    places = {prefecture_of[row["code"]] for row in tables["project"] if row["target_id"] == "prefecture-school"}
    asked = {(place, item) for target, place, item in courses if target == "prefecture-school"}
    items = {item.id for item in plan.target("prefecture-school").items}
    assert items == {"unified-name", "unified-mark", "unified-style"}
    assert asked == {(place, item) for place in places for item in items}
    last = [rows[-1]["met"] for (target, _, _), rows in courses.items() if target == "prefecture-school"]
    assert 0.3 < sum(last) / len(last) < 1
