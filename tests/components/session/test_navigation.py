"""The table of screens."""

from __future__ import annotations

from pathlib import Path

from chuyi_dash.i18n import DEFAULT_LANGUAGE, use_language
from components.session.navigation import screens, tab_title

PROJECT = Path(__file__).parents[3]


def test_the_overview_is_at_the_root_and_every_other_screen_at_its_own_name() -> None:
    paths = {screen.name: screen.url_path for screen in screens()}
    assert paths.pop("overview") == ""
    assert paths == {name: name.replace("_", "-") for name in paths}


def test_every_screen_has_a_file_and_a_title_of_its_own() -> None:
    assert all((PROJECT / screen.file).is_file() for screen in screens())
    assert len({screen.title for screen in screens()}) == len(screens())


def test_a_tab_names_its_screen_before_the_product_in_the_reader_s_language() -> None:
    assert tab_title("coverage") == "覆盖地图 · 楚怡行动进展看板"
    assert tab_title("present") == "放映 · 楚怡行动进展看板"
    chinese = [tab_title(screen.name) for screen in screens()]
    assert len({*chinese}) == len(chinese)
    use_language("en")
    try:
        assert tab_title("coverage") == "Coverage map · Chuyi Action progress dashboard"
    finally:
        use_language(DEFAULT_LANGUAGE)
