"""The way back to where somebody clicked to sign in.

The provider always sends them to the first screen, in a new session.
"""

from __future__ import annotations

import threading
from itertools import cycle
from urllib.parse import urlsplit

import streamlit as st
from cachetools import TTLCache

from components.session.navigation import Screen, navigation_pages, screens

COOKIE = "_streamlit_xsrf"  # Streamlit's own: a random token, the same before and after a sign-in
ARRIVED = "arrived_after_sign_in"
KEPT_SECONDS, MOST_KEPT = 900, 10_000

_left: TTLCache[str, tuple[Screen, dict[str, str]]] = TTLCache(maxsize=MOST_KEPT, ttl=KEPT_SECONDS)
_lock = threading.Lock()


def remember_place() -> None:
    """Note this browser's screen and choices; another process of the server does not know them."""
    browser = _browser()
    here = next((screen for screen in screens() if screen.url_path == _path()), None)
    if browser and here:
        with _lock:
            _left[browser] = (here, st.query_params.to_dict())


def return_to_place() -> None:
    """Go on to the noted screen, once.

    Does so only where a session begins signed in at the address that providers lead to.
    """
    if st.session_state.get(ARRIVED):
        return
    st.session_state[ARRIVED] = True
    browser = _browser()
    if not browser or st.query_params or _path():
        return
    with _lock:
        place = _left.pop(browser, None)
    if place is not None:
        st.switch_page(navigation_pages()[place[0].name], query_params=place[1])


def _browser() -> str | None:
    """Read the cookie's token from under its changing mask: "version|mask|masked token|time"."""
    try:
        _version, mask, masked, _time = st.context.cookies.get(COOKIE, "").split("|")
        pairs = zip(bytes.fromhex(masked), cycle(bytes.fromhex(mask)), strict=False)
        return bytes(one ^ other for one, other in pairs).hex() or None
    except ValueError:
        return None


def _path() -> str:
    return urlsplit(st.context.url or "").path.rsplit("/", 1)[-1]
