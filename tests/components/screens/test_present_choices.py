"""What forum mode reads from its address."""

from __future__ import annotations

import pytest

from chuyi_dash.views.address import read_address
from chuyi_dash.views.keys import PRESENT, SCENES, keys_of
from chuyi_dash.views.snapshot import DataSource
from components.screens.present.choices import Choices, choices_of


def read(snapshot: DataSource, **query: str) -> tuple[Choices, list[tuple[str, str]]]:
    """The choices, and each value that could not be used."""
    address = read_address(snapshot, query, keys_of(PRESENT).values())
    return choices_of(address), [(wrong.key, wrong.value) for wrong in address.unusable]


def test_nothing_asked_is_the_first_scene_in_light_turned_by_hand(sourced_snapshot: DataSource) -> None:
    assert read(sourced_snapshot) == (Choices("light", None, 1), [])


def test_all_choices_are_read(sourced_snapshot: DataSource) -> None:
    wanted: tuple[Choices, list[object]] = (Choices("dark", 20.0, 3), [])
    assert read(sourced_snapshot, theme="dark", every="20", scene="3") == wanted
    assert read(sourced_snapshot, theme=" dark", every="20\u3000", scene="3\n") == wanted


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("theme", "blue"),
        ("every", "0"),
        ("every", "-5"),
        ("every", "nan"),
        ("every", "inf"),
        ("every", ""),
        ("every", "soon"),
        ("scene", "0"),
        ("scene", "03"),
        ("scene", str(SCENES + 1)),
        ("scene", "²"),
        ("scene", "three"),
        ("scene", "9" * 5000),
    ],
)
def test_a_wrong_value_gives_its_default_and_is_named(key: str, value: str, sourced_snapshot: DataSource) -> None:
    assert read(sourced_snapshot, **{key: value}) == (Choices("light", None, 1), [(key, value[:40])])
