"""The pictures of all screens."""

from __future__ import annotations

from bench.screenshots import SCENES, SHOTS
from chuyi_dash.views.keys import SCENES as STORY
from components.session.navigation import screens


def test_every_screen_and_every_scene_has_its_picture() -> None:
    assert {shot.path for shot in SHOTS} == {screen.url_path for screen in screens()}
    assert len({shot.name for shot in SHOTS}) == len(SHOTS)
    assert SCENES == STORY
    assert sum(shot.path == "present" for shot in SHOTS) == SCENES
