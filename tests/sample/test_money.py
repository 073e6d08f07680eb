from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest

PARTS = ("budget", "in_place", "spent")


@pytest.fixture(scope="module")
def courses(tables):
    """Funding rows of each (project, origin) in order of day."""
    found = defaultdict(list)
    for row in tables["funding"]:
        found[row["project_code"], row["origin"]].append(row)
    return [sorted(rows, key=lambda row: row["date"]) for rows in found.values()]


@pytest.fixture(scope="module")
def in_place_rates(courses):
    newest = [rows[-1] for rows in courses if len(rows) > 1]
    return [row["in_place"] / row["budget"] for row in newest if row["in_place"] is not None and row["budget"]]


def test_only_approved_projects_have_money(tables, walks):
    approved = {code for code, steps in walks.items() if any(stage == "approved" for _, stage in steps)}
    held = {row["project_code"] for row in tables["funding"]}
    assert held < approved
    assert len(held) > 300


def test_money_never_comes_before_approval_nor_after_a_stop(tables, walks):
    for row in tables["funding"]:
        steps = walks[row["project_code"]]
        assert row["date"] >= next(day for day, stage in steps if stage == "approved")
        if steps[-1][1] in ("suspended", "ended", "revoked"):
            assert row["date"] <= steps[-1][0]


def test_all_four_origins_occur(tables):
    assert {row["origin"] for row in tables["funding"]} == {"中央财政", "地方财政", "行业企业支持", "学校自筹"}


def test_sums_only_grow_and_the_budget_stays(courses):
    for rows in courses:
        for part in PARTS:
            known = [row[part] for row in rows if row[part] is not None]
            assert all(first <= second for first, second in pairwise(known))
        assert len({row["budget"] for row in rows} - {None}) <= 1


def test_what_is_in_place_lies_between_half_and_a_little_over_the_budget(in_place_rates):
    assert min(in_place_rates) >= 0.499
    assert max(in_place_rates) <= 1.081
    assert 20 < sum(rate > 1 for rate in in_place_rates) < len(in_place_rates) / 4


def test_spending_stays_within_what_is_in_place_but_for_a_few_contradictions(tables):
    rates = [
        row["spent"] / row["in_place"] for row in tables["funding"] if row["in_place"] and row["spent"] is not None
    ]
    assert min(rates) > 0.29
    assert max(rates) <= 1.021
    assert sum(rate > 1 for rate in rates) == 3


def test_some_parts_are_unknown(tables):
    for part in PARTS:
        unknown = sum(row[part] is None for row in tables["funding"])
        assert 0 < unknown < len(tables["funding"]) / 10


def test_a_school_costs_more_than_a_programme(tables):
    budgets: dict[str, dict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
    target = {row["code"]: row["target_id"] for row in tables["project"] if row["level"] == "省级"}
    for row in tables["funding"]:
        if row["project_code"] in target and row["budget"] is not None:
            budgets[target[row["project_code"]]][row["project_code"], row["origin"]] = float(row["budget"])
    mean = {name: sum(parts.values()) / len({code for code, _ in parts}) for name, parts in budgets.items()}
    assert 800 <= mean["secondary-school"] <= 12000
    assert 60 <= mean["college-programme"] <= 400
    assert 200 <= mean["training-base"] <= 1500
