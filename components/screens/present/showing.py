"""The stage, which is sent once with all scenes, so that a turn needs no server.

The browser turns the scenes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from chuyi_dash.api.link_codes import link_code_address
from chuyi_dash.drawing.hatching import css, pattern
from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.drawing.text import ems
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.results import STATES
from chuyi_dash.views.board import Scope
from chuyi_dash.views.keys import PRESENT, SCENE, SCENES, THEME
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.views.story import Presentation, story
from chuyi_dash.wording import story as words
from chuyi_dash.wording.address import unusable_sentence
from components.screens.present.choices import Choices
from components.screens.present.map_scenes import course
from components.screens.present.rendering import render
from components.screens.present.scenes import Scene, scenes
from components.session.identity import acts_for_demonstration
from components.session.page import Request
from components.session.sharing import lasting_link
from components.widgets.outlines import outlines
from components.widgets.remembering import drawn_once
from components.widgets.script import ADDRESS as FRONT

FOLDER = Path(__file__).parent
TWO_LINES = 66
"""A message wider than this many ems is set smaller, so that it stays on two lines."""
HATCH, RIM = "hatch", "#7d8792"
stage = st.components.v2.component(
    "chuyi_stage",
    html='<div class="stage" tabindex="-1"></div>',
    css=(FOLDER / "stage.css").read_text(encoding="utf-8"),
    js=(FOLDER / "stage.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The scenes as HTML for one view and language, with their colours.

    ``course`` holds the steps of the county map; ``colours`` are by theme, then by the style sheet's names.
    """

    html: str
    course: tuple[dict[str, Any], ...]
    colours: dict[str, dict[str, str]]


def show_story(request: Request, choices: Choices) -> None:
    """Put the stage on the screen."""
    notices = tuple(unusable_sentence(wrong) for wrong in request.address.unusable)
    identity = _("示例身份") if acts_for_demonstration(request.snapshot) else ""
    prepared = prepare(request.snapshot, request.view, notices, identity)
    stage(
        key="stage",
        data={
            "html": prepared.html,
            "course": prepared.course,
            "states": STATES,
            "colours": prepared.colours[choices.theme],
            "theme": choices.theme,
            "every": choices.every,
            "codes": scene_codes(request, choices),
        },
    )


def scene_codes(request: Request, choices: Choices) -> list[str]:
    """List the address of the QR code of each scene's link; the link names every choice."""
    links = (
        lasting_link(request.address, PRESENT, {THEME.name: choices.theme, SCENE.name: scene + 1})
        for scene in range(SCENES)
    )
    return [link_code_address(link, FRONT) for link in links]


@drawn_once(entries=32)
def prepare(
    snapshot: DataSource,
    view: Scope,
    notices: tuple[str, ...],
    identity: str = "",
) -> Prepared:
    """Write all scenes, once per key, in the language of the run that asks.

    ``notices`` and ``identity`` are as in ``stage_html``.
    """
    told = story(snapshot, view)
    return Prepared(
        html=stage_html(told, scenes(told, outlines()), notices, identity),
        course=tuple(course(told)),
        colours=colours(),
    )


def stage_html(told: Presentation, shown: tuple[Scene, ...], notices: tuple[str, ...] = (), identity: str = "") -> str:
    """Write the inside of the stage: every scene, hidden until its turn, and the notices.

    ``notices`` tell of choices in the address that cannot be used. ``identity`` is the mark of a demonstration's
    identity, empty without one.
    """
    board = told.province.board
    return render(
        "stage",
        hatching=pattern(HATCH, RIM, distance=36, thickness=6, ground="var(--unreported)"),
        title=_("放映"),
        product=_("楚怡行动进展看板"),
        scenes=[{**_fields(scene), "long": ems(scene.message) > TWO_LINES} for scene in shown],
        as_of=words.as_of_line(board),
        sample=_("含示例数据（非真实）") if told.sample else "",
        identity=identity,
        origin=words.origin_line(board),
        notices=notices,
        code=_("二维码：这一幕的链接，用手机扫码打开"),
        unreachable=_("现在连不上服务器，放映可以继续；恢复连接后再按 Esc 返回总览。"),
    )


def _fields(scene: Scene) -> dict[str, Any]:
    return {
        "picture": scene.picture,
        "title": scene.title,
        "message": scene.message,
        "content": scene.content,
        "note": scene.note,
    }


def colours() -> dict[str, dict[str, str]]:
    """Give the stage's colours in each theme, by the names that its style sheet gives them.

    On a dark ground the colour of what is accepted would vanish, so that bars take the lighter one of what is approved.
    """
    light = read_palette()
    shared = {f"--{state}": light.states[state] for state in STATES} | {"--approved": light.chart["approved"]}
    shared["--hatching"] = css(RIM, distance="calc(.5 * var(--u))", thickness="calc(.09 * var(--u))")
    return {
        "light": shared | {"--reached": light.chart["accepted"]},
        "dark": shared | {"--reached": light.chart["approved"]},
    }
