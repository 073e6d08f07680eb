"""No page runs before app.py has framed the session.

Streamlit runs ``pages/*.py`` directly until some session of the process has called ``st.navigation``, so that a
restart would let anyone past whatever app.py checks. Every page's first statement is ``guard``.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components.session.navigation import framed_pages

FRAMED = "framed_by_app"
ICON = Path(__file__).parent / "favicon.svg"


def guard(page: str) -> None:  # noqa: ARG001 (says at the top of each file which page it is)
    """Send a session that app.py has not framed through app.py, at the same address."""
    if not st.session_state.get(FRAMED):
        # Without an icon of its own the tab would fetch the page's from a font server outside.
        st.set_page_config(page_icon=str(ICON))
        # From here on Streamlit runs app.py, and a rerun, unlike a switch of page, leaves address and history alone.
        st.navigation(framed_pages(), position="hidden")
        st.rerun()


def frame() -> None:
    """Called by app.py once it has set up the navigation: marks the session."""
    st.session_state[FRAMED] = True
