"""Numbers and names as people read them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chuyi_dash.i18n import listed
from chuyi_dash.metrics.results import STATES
from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.wording import terms


def test_unknown_is_a_dash_and_never_a_zero() -> None:
    assert [terms.number(None), terms.percent(None), terms.amount(None), terms.day(None)] == ["—"] * 4
    assert [terms.number(0), terms.percent(0.0), terms.amount(Decimal(0))] == ["0", "0.0%", "0.00"]


def test_shares_above_one_are_not_clipped() -> None:
    assert terms.percent(1.0115) == "101.2%"


def test_halves_are_rounded_up_as_charts_round_them() -> None:
    assert terms.percent(9 / 16) == "56.3%"


def test_days_read_as_in_official_papers() -> None:
    assert terms.day(date(2025, 2, 3)) == "2025年2月3日"


def test_long_lists_name_some_and_count_all() -> None:
    assert listed(["甲", "乙"], 3) == "甲、乙"
    assert listed(["甲", "乙", "丙", "丁"], 2) == "甲、乙等4个"


def test_every_status_and_state_has_a_word_of_its_own() -> None:
    assert len({terms.status_word(status) for status in STATUSES}) == len(STATUSES)
    assert len({terms.state_word(state) for state in STATES}) == len(STATES)
