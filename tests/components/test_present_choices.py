"""What forum mode reads from its address."""

from __future__ import annotations

import pytest

from components.screens.present.choices import SCENES, Choices, read_choices


def test_nothing_asked_is_the_first_scene_in_light_turned_by_hand() -> None:
    assert read_choices({}) == Choices("light", None, 1, ())


def test_all_choices_are_read() -> None:
    assert read_choices({"theme": "dark", "every": "20", "scene": "3"}) == Choices("dark", 20.0, 3, ())


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
        ("scene", str(SCENES + 1)),
        ("scene", "²"),
        ("scene", "three"),
        ("scene", "9" * 5000),
    ],
)
def test_a_wrong_value_gives_its_default_and_is_named(key: str, value: str) -> None:
    choices = read_choices({key: value})
    assert (choices.theme, choices.every, choices.scene) == ("light", None, 1)
    assert [(wrong.key, wrong.value) for wrong in choices.unusable] == [(key, value[:40])]
