"""Unsaved input of a session, carried over the one load that a change of theme needs."""

from __future__ import annotations

import secrets
import threading
from typing import Any

import streamlit as st
from cachetools import TTLCache

TOKEN = "kept"
KEPT_SECONDS, MOST_KEPT = 300, 10_000

_names: set[str] = set()
_kept: TTLCache[str, dict[str, Any]] = TTLCache(maxsize=MOST_KEPT, ttl=KEPT_SECONDS)
_lock = threading.Lock()


def lasting(name: str) -> str:
    """Name something in the session that is to outlive the load: no button's, no click's."""
    _names.add(name)
    return name


def keep() -> str:
    """Put aside what is to last, and give the token by which the next session takes it over.

    That is what the session holds under names from ``lasting``. The token is empty where it holds nothing there.
    """
    found = {name: st.session_state[name] for name in _names if st.session_state.get(name)}
    if not found:
        return ""
    token = secrets.token_urlsafe(16)
    with _lock:
        _kept[token] = found
    return token


def take_over() -> None:
    """Go on with what the token in the address stands for, once.

    Another process of the server does not know the token.
    """
    token = st.query_params.get(TOKEN)
    if token is None:
        return
    with _lock:
        found = _kept.pop(token, {})
    for name, value in found.items():
        st.session_state[name] = value
