"""A map on the screen: a deck where the browser has WebGL, else the same map as SVG."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import streamlit as st

from chuyi_dash.drawing.content import MapContent
from chuyi_dash.drawing.svg import screen
from components.widgets.map import FIT_WIDTH, PreparedDeck, deck_of, label_below, label_size, picked_code

FOLDER = Path(__file__).parent
WITHOUT_WEBGL = "without_webgl"
"""The key of the session under which it is remembered that the browser has no WebGL."""
probe = st.components.v2.component("chuyi_webgl", js=(FOLDER / "webgl.js").read_text(encoding="utf-8"))
flat_map = st.components.v2.component(
    "chuyi_flat_map",
    html='<div class="map"></div>',
    css=(FOLDER / "flat_map.css").read_text(encoding="utf-8"),
    js=(FOLDER / "flat_map.js").read_text(encoding="utf-8"),
)


class PreparedMap:
    """A map made once and shown at every rerun; its SVG only for the first reader who needs it."""

    def __init__(self, content: MapContent, height: int) -> None:
        self.deck: PreparedDeck = deck_of(content, height)
        self._content = content

    @cached_property
    def svg(self) -> str:
        """The map as SVG, of the size that the deck has."""
        return screen(
            self._content,
            width=FIT_WIDTH,
            height=self.deck.height,
            label=label_size(self._content),
            below=label_below(self._content),
        )

    @property
    def colours(self) -> dict[str, str]:
        """The colours of the theme that the map is drawn in."""
        return dict(self._content.palette.chart)


def show_map(shown: PreparedMap, key: str, words: str, pick: Callable[[str], None] | None) -> None:
    """Show the map under a key; ``words`` tell it, ``pick`` takes the code of a picked division.

    Without ``pick`` the map can be read and not picked from.
    """
    if st.session_state.get(WITHOUT_WEBGL):
        _show_flat(shown, f"{key}_svg", words, pick)
        return

    def on_select() -> None:
        code = picked_code(st.session_state[key])
        if code and pick:
            pick(code)

    st.pydeck_chart(shown.deck, height=shown.deck.height, on_select=on_select, key=key, alt=words)
    probe(key="webgl", on_missing_change=_remember)


def _show_flat(shown: PreparedMap, key: str, words: str, pick: Callable[[str], None] | None) -> None:
    def on_picked() -> None:
        code = st.session_state[key].picked
        if code and pick:
            pick(code)

    flat_map(
        key=key,
        data={
            "svg": shown.svg,
            "words": words,
            "height": shown.deck.height,
            "accent": shown.colours["accent"],
            "picks": pick is not None,
        },
        on_picked_change=on_picked,
    )


def _remember() -> None:
    """Draw maps without WebGL from now on in this session."""
    st.session_state[WITHOUT_WEBGL] = True
