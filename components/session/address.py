"""The page's address as the one place where choices are kept, and links that carry them on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from chuyi_dash.i18n import DEFAULT_LANGUAGE
from chuyi_dash.views.address import Address
from chuyi_dash.views.keys import AS_OF, LANG, PREFECTURE, PROVINCE, SHARED, SOURCED, THEME, Key, texts_for

T = TypeVar("T")


def current_query() -> dict[str, str]:
    """Give the page's query."""
    query: dict[str, str] = st.query_params.to_dict()
    return query


def asked_language() -> str:
    """Give the language asked for, for what is drawn before a page reads its address.

    It is the default language where the address asks for none that is known.
    """
    return LANG.of(current_query()) or DEFAULT_LANGUAGE


def choose(key: Key[T], value: T | None) -> None:
    """Write one choice into the address; None goes back to the default."""
    if value is None:
        st.query_params.pop(key.name, None)
    else:
        st.query_params[key.name] = key.write(value)


def choose_together(choices: Mapping[Key[Any], Any]) -> None:
    """Write several choices into the address as one step of the browser's history.

    None goes back to a choice's default.
    """
    kept = {name: text for name, text in current_query().items() if name not in {key.name for key in choices}}
    written = {key.name: key.write(value) for key, value in choices.items() if value is not None}
    st.query_params.from_dict(kept | written)


def hold(key: str, value: object) -> None:
    """Make a widget show what the address says, before it is drawn."""
    # Also where it says so already: after a page switch the new page's widget has not been told.
    st.session_state[key] = value


def carried_query(address: Address) -> dict[str, str]:
    """Build what a link from this page carries on to any screen.

    A default is left open, unless this page's own address names it: what a copied link fixed stays fixed.
    """
    shared = explicit_query(address)
    fixed = address.chosen.keys() | _departing(address)
    return {key.name: shared[key.name] for key in SHARED if key.name in fixed and key.name in shared}


def link_query(address: Address, screen: str, **choices: str | date | bool | None) -> dict[str, str]:
    """Build the query of a link to a screen: what is carried on, and ``choices`` over it.

    ValueError where the screen does not read one of them.
    """
    query = carried_query(address) | texts_for(screen, choices)
    return {name: text for name, text in query.items() if choices.get(name, text) is not None}


def explicit_query(address: Address) -> dict[str, str]:
    """Name every choice that all screens share, so that facts to come change nothing.

    The theme is named only where the address does: without one a screen follows its reader's system.
    """
    view = address.view
    named = {
        AS_OF.name: AS_OF.write(view.as_of),
        PREFECTURE.name: view.prefecture or PROVINCE,
        SOURCED.name: SOURCED.write(view.sourced),
        LANG.name: address.language,
    }
    return named | ({THEME.name: address.theme} if address.theme else {})


def _departing(address: Address) -> set[str]:
    """List the keys whose value is not the default."""
    view = address.view
    departs = {
        AS_OF.name: view.as_of != address.default_day,
        PREFECTURE.name: view.prefecture is not None,
        SOURCED.name: view.sourced,
        LANG.name: address.language != DEFAULT_LANGUAGE,
    }
    return {key for key, differs in departs.items() if differs}
