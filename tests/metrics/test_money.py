"""Money rates."""

from __future__ import annotations

from decimal import Decimal

from chuyi_dash.metrics.money import Money, total


def money(budget: str | None, in_place: str | None, spent: str | None) -> Money:
    planned, there, used = (None if text is None else Decimal(text) for text in (budget, in_place, spent))
    return Money("地方财政", planned, there, used)


def test_rates_may_exceed_one() -> None:
    assert money("100.00", "101.15", "50").in_place_rate == 1.0115


def test_a_rate_over_nothing_is_unknown() -> None:
    assert money("0", "5", "1").in_place_rate is None
    assert money("10", "0", "0").spending_rate is None
    assert money(None, "5", None).in_place_rate is None
    assert money(None, "5", None).spending_rate is None


def test_spending_is_measured_against_what_is_in_place() -> None:
    assert money("200", "100", "50").spending_rate == 0.5


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    summed = total([money("10", "5", None), money("20", "15", "3")])
    assert (summed.budget, summed.in_place, summed.spent) == (Decimal(30), Decimal(20), None)
    assert summed.in_place_rate == 20 / 30
    assert summed.spending_rate is None


def test_nothing_sums_to_unknown_and_not_to_zero() -> None:
    assert total([]).budget is None
