"""Colours and words of a division: one choice for the screens and the briefing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.measures.legends import count_legend, share_legend
from chuyi_dash.metrics.results import STATES, UNREPORTED
from chuyi_dash.views.board import Scope, newest_day
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.overview import overview
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording.shading import (
    cell_shade,
    count_colour,
    coverage_key,
    rank_shade,
    share_colour,
)

PALETTE = read_palette()


@pytest.fixture
def snapshot(snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    return snapshot_of("sqlite", "sample")


@pytest.fixture
def view(snapshot: DataSource) -> Scope:
    return Scope.on(newest_day(snapshot, False))


@pytest.mark.parametrize(("share", "place"), [(0.0, 0), (0.2499, 0), (0.25, 1), (0.5, 2), (0.999, 3), (1.0, 4)])
def test_a_share_has_the_colour_of_its_class(share: float, place: int) -> None:
    assert share_colour(share, PALETTE) == PALETTE.sequential[place] == share_legend(PALETTE)[place].colour


@pytest.mark.parametrize(("count", "place"), [(0, 0), (1, 1), (3, 2), (7, 3), (8, 4), (300, 4)])
def test_a_count_has_the_colour_of_its_class(count: int, place: int) -> None:
    assert count_colour(count, PALETTE) == PALETTE.sequential[place] == count_legend(PALETTE, "个")[place].colour


def test_unknown_has_a_colour_of_its_own_and_a_pattern() -> None:
    assert share_colour(None, PALETTE) == count_colour(None, PALETTE) == PALETTE.states[UNREPORTED]
    for key in (share_legend(PALETTE), count_legend(PALETTE, "个")):
        assert [entry.hatched for entry in key] == [False] * 5 + [True]
    assert count_colour(0, PALETTE) != count_colour(None, PALETTE)


def test_a_county_has_the_colour_and_the_word_of_its_state(snapshot: DataSource, view: Scope) -> None:
    answer = coverage(snapshot, view, "county-school")
    for cell in answer.cells:
        shade = cell_shade(cell, answer, PALETTE)
        assert shade.colour == PALETTE.states[str(cell.state)]
        assert shade.hatched == (cell.state == UNREPORTED)
        assert shade.text.endswith("（示例）") == cell.sample


def test_a_prefecture_under_a_quota_has_the_colour_of_its_number(snapshot: DataSource, view: Scope) -> None:
    answer = coverage(snapshot, view, "training-base")
    for cell in answer.cells:
        shade = cell_shade(cell, answer, PALETTE)
        assert shade.colour == count_colour(cell.value, PALETTE)
        assert f"立项 {cell.value} 个" in shade.text


def test_a_prefecture_s_standing_says_what_its_colour_means(snapshot: DataSource, view: Scope) -> None:
    answer = overview(snapshot, view)
    for row in answer.ranking:
        shade = rank_shade(row, answer.board, PALETTE)
        assert shade.colour == share_colour(row.share, PALETTE)
        assert f"达到 {row.met} / {row.due} 项" in shade.text


def test_the_key_counts_every_division_once(snapshot: DataSource, view: Scope) -> None:
    answer = coverage(snapshot, view, "county-school")
    key = coverage_key(answer, PALETTE)
    assert sum(int(entry.label.split()[-1]) for entry in key) == len(answer.cells)
    assert [entry.colour for entry in key] == [PALETTE.states[state] for state in STATES[: len(key)]]
