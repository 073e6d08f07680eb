"""Money over all projects: what is summed, what is left out, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from chuyi_dash.metrics.money import Money
from chuyi_dash.views.board import Scope, newest_day
from chuyi_dash.views.funding import funding
from chuyi_dash.views.projects import all_projects, project_detail
from chuyi_dash.views.snapshot import DataSource


def claims(snapshot: DataSource, view: Scope) -> list[Money]:
    """Each project's money as its own page shows it."""
    found: list[Money] = []
    for row in all_projects(snapshot, view.at):
        detail = project_detail(snapshot, view, row.code) if row.prefecture == view.prefecture else None
        if detail is not None:
            found.extend(detail.money)
    return found


@pytest.fixture
def view(sample_snapshot: DataSource) -> Scope:
    """One prefecture on the newest day."""
    return Scope.on(newest_day(sample_snapshot, False), "433100")


def test_sums_are_those_of_the_projects_own_pages(sample_snapshot: DataSource, view: Scope) -> None:
    found, rows = funding(sample_snapshot, view), claims(sample_snapshot, view)
    complete = [row for row in rows if None not in (row.budget, row.in_place, row.spent)]
    assert found.total is not None
    assert found.total.budget == sum((row.budget or Decimal(0) for row in complete), Decimal(0))
    assert found.total.spent == sum((row.spent or Decimal(0) for row in complete), Decimal(0))
    assert sum((row.in_place or Decimal(0) for row in found.by_origin), Decimal(0)) == found.total.in_place


def test_a_claim_with_a_missing_figure_is_left_out_and_counted(sample_snapshot: DataSource, view: Scope) -> None:
    rows = claims(sample_snapshot, view)
    missing = [row for row in rows if None in (row.budget, row.in_place, row.spent)]
    assert missing
    assert funding(sample_snapshot, view).incomplete == len(missing)


def test_prefectures_add_up_to_no_more_than_the_province(sample_snapshot: DataSource, view: Scope) -> None:
    province = funding(sample_snapshot, view.province())
    parts = [funding(sample_snapshot, Scope.on(view.as_of, row.code)).projects for row in province.board.prefectures()]
    assert sum(parts) <= province.projects


def test_the_sample_s_money_is_marked_and_left_out_on_request(sample_snapshot: DataSource, view: Scope) -> None:
    assert funding(sample_snapshot, view).sample
    sourced = funding(sample_snapshot, Scope.on(view.as_of, None, True))
    assert not sourced.sample
    assert sourced.total is None


def test_money_without_any_sample_is_not_marked(snapshot_of: Callable[[str, str], DataSource]) -> None:
    snapshot = snapshot_of("sqlite", "sourced")
    assert not funding(snapshot, Scope.on(newest_day(snapshot, False))).sample
