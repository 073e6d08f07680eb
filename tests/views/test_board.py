"""The plan on one day in one scope."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine

from chuyi_dash.config import Config
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, UNMET, UNREPORTED
from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.views.board import Scope, all_divisions, board, newest_day
from chuyi_dash.views.snapshot import DataSource, open_snapshot

DAY = date(2024, 6, 30)


def test_every_target_of_the_plan_stands_in_its_order(sample_snapshot: DataSource) -> None:
    here = board(sample_snapshot, Scope.on(DAY))
    assert [row.target.id for row in here.results] == [target.id for target in here.plan.targets]
    assert set(here.statuses) == set(STATUSES)
    assert sum(here.statuses.values()) == 21, "the damaged target is in no total"
    assert here.pace == pytest.approx(814 / 1363)


def test_met_not_met_not_reported_and_not_applicable_are_all_divisions(sample_snapshot: DataSource) -> None:
    here = board(sample_snapshot, Scope.on(DAY))
    for target, number in (("county-school", 122), ("prefecture-school", 14), ("fair-policy", 14)):
        found = here.result(target).attainment
        assert len(found.divisions) == number
        counted = [len(found.codes(state)) for state in (MET, UNMET, UNREPORTED, NOT_APPLICABLE)]
        assert sum(counted) == number
        assert found.of == number - counted[3]


def test_the_parts_add_up_to_the_province(sample_snapshot: DataSource) -> None:
    whole = board(sample_snapshot, Scope.on(DAY))
    parts = [board(sample_snapshot, Scope.on(DAY, row.code)) for row in whole.prefectures()]
    for target in ("county-school", "prefecture-school", "fair-policy", "local-plan"):
        province = whole.result(target).attainment
        assert sum(part.result(target).attainment.of or 0 for part in parts) == province.of
        assert sum(part.result(target).attainment.met or 0 for part in parts) == province.met


def test_the_sample_is_marked_and_the_switch_takes_it_out(sample_snapshot: DataSource) -> None:
    assert board(sample_snapshot, Scope.on(DAY)).sample
    assert not board(sample_snapshot, Scope.on(DAY, sourced=True)).sample


def test_sourced_facts_bear_no_mark(sourced_snapshot: DataSource) -> None:
    here = board(sourced_snapshot, Scope.on(date(2026, 11, 24)))
    assert not here.sample
    assert here.result("county-school").attainment.met == 4


def test_zones_stand_nowhere(sample_snapshot: DataSource) -> None:
    divisions = all_divisions(sample_snapshot)
    assert len(divisions) == 137
    assert {row.level for row in divisions.values()} == {"province", "prefecture", "county"}
    here = board(sample_snapshot, Scope.on(DAY))
    assert len(here.prefectures()) == 14
    assert len(here.counties()) == 122
    assert sum(len(here.counties(row.code)) for row in here.prefectures()) == 122


def test_the_newest_day_is_the_newest_facts_and_without_facts_the_plans_end(
    sourced_snapshot: DataSource, database: Callable[[str], Engine]
) -> None:
    assert newest_day(sourced_snapshot, True) == date(2026, 11, 24)
    empty = open_snapshot(Config(database_url=database("empty").url, boundaries=None))
    assert newest_day(empty, False) == date(2025, 12, 31)


def test_a_target_that_the_plan_lacks_is_an_error(sourced_snapshot: DataSource) -> None:
    with pytest.raises(KeyError):
        board(sourced_snapshot, Scope.on(DAY)).result("nowhere")
