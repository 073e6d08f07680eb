"""The table of screens."""

from __future__ import annotations

from pathlib import Path

from components.session.navigation import screens

PROJECT = Path(__file__).parents[2]


def test_the_overview_is_at_the_root_and_every_other_screen_at_its_own_name() -> None:
    paths = {screen.name: screen.url_path for screen in screens()}
    assert paths.pop("overview") == ""
    assert paths == {name: name.replace("_", "-") for name in paths}


def test_every_screen_has_a_file_and_a_title_of_its_own() -> None:
    assert all((PROJECT / screen.file).is_file() for screen in screens())
    assert len({screen.title for screen in screens()}) == len(screens())
