"""What a page's address asks for."""

from __future__ import annotations

from datetime import date

import pytest

from chuyi_dash.views.address import Address, read_address
from chuyi_dash.views.keys import OVERVIEW, PROJECT, SINCE, keys_of, read_day
from chuyi_dash.views.snapshot import DataSource

BLANKS = (" ", "\u3000", "\n", "\r\n", "\t", "\u00a0", "\u200b", "%20", "%0A", "%E3%80%80", " \u3000\n%20")
GOOD = {
    "as_of": "2024-06-30",
    "since": "2023-06-30",
    "prefecture": "430100",
    "target": "county-school",
    "sourced": "1",
    "lang": "zh",
}


def read(snapshot: DataSource, query: dict[str, str]) -> Address:
    """The overview's address, which has a key of each sort."""
    return read_address(snapshot, query, keys_of(OVERVIEW).values())


def test_every_value_of_a_copied_link_is_taken(sourced_snapshot: DataSource) -> None:
    found = read(sourced_snapshot, GOOD)
    assert found.unusable == ()
    assert (found.view.as_of, found.view.prefecture, found.view.sourced) == (date(2024, 6, 30), "430100", True)
    assert (found.choice(SINCE), found.target) == (date(2023, 6, 30), "county-school")
    assert found.language == "zh"


def test_an_empty_address_gives_the_defaults(sourced_snapshot: DataSource) -> None:
    found = read(sourced_snapshot, {})
    assert found.unusable == ()
    assert (found.view.as_of, found.view.prefecture, found.view.sourced) == (date(2026, 11, 24), None, False)
    assert (found.choice(SINCE), found.target, found.choice(PROJECT), found.language) == (None, None, None, "zh")


def test_an_address_may_name_a_default_and_it_is_remembered_that_it_did(sourced_snapshot: DataSource) -> None:
    found = read_address(sourced_snapshot, {"prefecture": "430000", "sourced": "0", "as_of": "no day"})
    assert found.view.prefecture is None
    assert found.chosen.keys() == {"prefecture", "sourced"}


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_blanks_around_a_value_are_no_part_of_it(blank: str, sourced_snapshot: DataSource) -> None:
    wanted = read(sourced_snapshot, GOOD)
    assert read(sourced_snapshot, {key: f"{value}{blank}" for key, value in GOOD.items()}) == wanted
    assert read(sourced_snapshot, {key: f"{blank}{value}" for key, value in GOOD.items()}) == wanted


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("as_of", ""),
        ("as_of", "yesterday"),
        ("as_of", "2024-02-30"),
        ("as_of", "2019-12-31"),
        ("as_of", "2036-01-01"),
        ("since", "x"),
        ("since", "2024-07-01"),  # after the day of the screen
        ("prefecture", "430102"),
        ("prefecture", "430001"),
        ("prefecture", "110000"),
        ("prefecture", "4301 00"),
        ("prefecture", ""),
        ("target", "nowhere"),
        ("target", "' OR 1=1"),
        ("sourced", "yes"),
        ("lang", "fr"),
        ("lang", "../../etc"),
    ],
)
def test_a_wrong_value_gives_its_default_and_is_named(key: str, value: str, sourced_snapshot: DataSource) -> None:
    found = read(sourced_snapshot, GOOD | {key: value})
    assert [(wrong.key, wrong.value) for wrong in found.unusable] == [(key, value)]
    assert found.unusable[0].expected
    assert found.unusable[0].instead == "默认值"
    default = read(sourced_snapshot, {name: text for name, text in GOOD.items() if name != key})
    assert (found.view.prefecture, found.view.sourced, found.choice(SINCE), found.target, found.language) == (
        default.view.prefecture,
        default.view.sourced,
        default.choice(SINCE),
        default.target,
        default.language,
    )
    assert found.view.as_of == default.view.as_of


def test_each_wrong_value_is_named_and_cut_to_a_bearable_length(sourced_snapshot: DataSource) -> None:
    found = read(sourced_snapshot, dict.fromkeys(("as_of", "prefecture", "target", "sourced"), "x" * 1000))
    assert {wrong.key for wrong in found.unusable} == {"as_of", "prefecture", "target", "sourced"}
    assert {len(wrong.value) for wrong in found.unusable} == {40}


def test_a_key_that_nobody_knows_is_left_alone(sourced_snapshot: DataSource) -> None:
    found = read(sourced_snapshot, {"utm_source": "x", "stage": "nope"})  # another screen's key is a strange one here
    assert (found.unusable, found.chosen) == ((), {})


def test_a_day_is_read_within_the_accepted_range_only() -> None:
    assert read_day("2020-01-01") == date(2020, 1, 1)
    assert read_day("2035-12-31") == date(2035, 12, 31)
    assert [read_day(text) for text in ("2019-12-31", "2036-01-01", "2024-6-1", "", "二〇二四")] == [None] * 5
