"""Links carry on what all screens share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chuyi_dash.views.address import Address
from chuyi_dash.views.board import View
from components.session.address import explicit_query, link_query

DAY = date(2025, 12, 31)


def address(view: View, language: str = "zh", explicit: frozenset[str] = frozenset()) -> Address:
    return Address(view, DAY, None, None, None, language, (), explicit)


def test_a_link_from_the_default_screen_carries_nothing() -> None:
    assert link_query(address(View(DAY))) == {}


def test_a_link_carries_day_scope_switch_and_language() -> None:
    assert link_query(address(View(date(2024, 6, 30), "430100", True), "en")) == {
        "as_of": "2024-06-30",
        "prefecture": "430100",
        "sourced": "1",
        "lang": "en",
    }


def test_a_link_adds_its_own_choices_and_may_take_one_back() -> None:
    here = address(View(DAY, "430100"))
    assert link_query(here, target="county-school", prefecture=None) == {"target": "county-school"}
    assert link_query(here, as_of=date(2023, 1, 1)) == {"as_of": "2023-01-01", "prefecture": "430100"}


def test_a_link_keeps_a_default_that_the_address_names() -> None:
    fixed = frozenset({"as_of", "prefecture", "sourced", "lang", "target"})
    assert link_query(address(View(DAY), explicit=fixed)) == {
        "as_of": "2025-12-31",
        "prefecture": "430000",
        "sourced": "0",
        "lang": "zh",
    }
    assert link_query(address(View(DAY), explicit=fixed)) == explicit_query(address(View(DAY)))


def test_a_link_carries_a_theme_only_where_the_address_names_one() -> None:
    here = replace(address(View(DAY), explicit=frozenset({"theme"})), theme="dark")
    assert link_query(here) == {"theme": "dark"}
    assert explicit_query(here)["theme"] == "dark"
    assert "theme" not in explicit_query(address(View(DAY)))
