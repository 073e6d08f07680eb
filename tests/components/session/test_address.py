"""Links carry on what all screens share."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chuyi_dash.views.address import Address
from chuyi_dash.views.board import Scope
from chuyi_dash.views.keys import ABOUT, PROJECTS, TARGETS
from components.session.address import carried_query, explicit_query, link_query

DAY = date(2025, 12, 31)


def address(view: Scope, **chosen: Any) -> Address:
    return Address(view, DAY, chosen)


def test_a_link_from_the_default_screen_carries_nothing() -> None:
    assert link_query(address(Scope.on(DAY)), ABOUT) == {}


def test_a_link_carries_day_scope_switch_and_language() -> None:
    assert link_query(address(Scope.on(date(2024, 6, 30), "430100", True), lang="en"), ABOUT) == {
        "as_of": "2024-06-30",
        "prefecture": "430100",
        "sourced": "1",
        "lang": "en",
    }


def test_a_link_adds_its_own_choices_and_may_take_one_back() -> None:
    here = address(Scope.on(DAY, "430100"))
    assert link_query(here, TARGETS, target="county-school", prefecture=None) == {"target": "county-school"}
    assert link_query(here, ABOUT, as_of=date(2023, 1, 1)) == {"as_of": "2023-01-01", "prefecture": "430100"}


def test_a_link_keeps_a_default_that_the_address_names() -> None:
    fixed = address(Scope.on(DAY), as_of=DAY, prefecture="430000", sourced=False, lang="zh", target="county-school")
    assert link_query(fixed, ABOUT) == {
        "as_of": "2025-12-31",
        "prefecture": "430000",
        "sourced": "0",
        "lang": "zh",
    }
    assert carried_query(fixed) == link_query(fixed, ABOUT) == explicit_query(address(Scope.on(DAY)))


def test_a_link_carries_a_theme_only_where_the_address_names_one() -> None:
    here = address(Scope.on(DAY), theme="dark")
    assert carried_query(here) == {"theme": "dark"}
    assert explicit_query(here)["theme"] == "dark"
    assert "theme" not in explicit_query(address(Scope.on(DAY)))


def test_a_link_names_only_what_the_screen_it_leads_to_reads() -> None:
    here = address(Scope.on(DAY))
    assert link_query(here, PROJECTS, project="ps-liuyang", late=True) == {"project": "ps-liuyang", "late": "1"}
    with pytest.raises(ValueError, match="targets reads no project"):
        link_query(here, TARGETS, project="ps-liuyang")
