"""The one declaration of what screens read from their addresses."""

from __future__ import annotations

from typing import Any

import pytest

from chuyi_dash.views.keys import ON_SCREEN, SHARED, Key, keys_of, texts_for

EVERY_KEY = {(key.name, key.expected()): key for keys in (SHARED, *ON_SCREEN.values()) for key in keys}
GOOD = {
    "as_of": "2025-12-31",
    "prefecture": "430100",
    "sourced": "1",
    "lang": "en",
    "theme": "dark",
    "target": "heritage-base",
    "project": "ps-liuyang",
    "since": "2023-12-31",
    "level": "省级",
    "stage": "approved",
    "late": "0",
    "q": "长沙 wz",
    "period": "2024年度",
    "import": "3",
    "round": "2025",
    "section": "colleges",
    "page": "2",
    "scene": "3",
    "every": "20.0",
}
WRONG = {
    "as_of": ("2024-02-30", "1999-01-01", "soon"),
    "sourced": ("2", "yes"),
    "lang": ("xx",),
    "theme": ("blue",),
    "target": ("nope",),
    "since": ("soon",),
    "level": ("国家级",),
    "stage": ("nope",),
    "late": ("2", "true"),
    "import": ("x", "-1", "0", "1.5", "²", "9" * 5000),
    "section": ("nope",),
    "page": ("x", "0", "-1", "²", "9" * 5000),
    "scene": ("0", "9", "three"),
    "every": ("0", "inf", "soon"),
}


@pytest.mark.parametrize("key", EVERY_KEY.values(), ids=lambda key: key.name)
def test_a_usable_value_is_read_with_blanks_or_without_and_written_as_it_was(key: Key[Any]) -> None:
    good = GOOD[key.name]
    value = key.of({key.name: good})
    assert value is not None
    assert value == key.of({key.name: f"\u3000{good} \r\n"}) == key.of({key.name: f"%20{good}%20"})
    assert key.write(value) == good


@pytest.mark.parametrize(
    ("key", "text"),
    [(key, text) for key in EVERY_KEY.values() for text in WRONG.get(key.name, ())],
    ids=lambda part: part[:20] if isinstance(part, str) else part.name,
)
def test_an_unusable_value_gives_the_default(key: Key[Any], text: str) -> None:
    assert key.read(text) is None
    assert key.of({key.name: text}) == key.of({}) == key.default


@pytest.mark.parametrize("key", EVERY_KEY.values(), ids=lambda key: key.name)
def test_a_key_says_what_is_expected_and_what_is_used_instead(key: Key[Any]) -> None:
    assert key.expected()
    assert key.instead()


def test_projects_take_no_target_that_has_none() -> None:
    assert keys_of("projects")["target"].read("county-school") is None
    assert keys_of("targets")["target"].read("county-school") == "county-school"


def test_a_choice_that_a_screen_does_not_read_is_refused() -> None:
    choices = {"period": "2024年度", "import": 3, "prefecture": None}
    assert texts_for("data", choices) == {"period": "2024年度", "import": "3"}
    with pytest.raises(ValueError, match="data reads no stage"):
        texts_for("data", {"stage": "approved"})
