"""The page's address as the one place where choices are kept, and links that carry them on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from chuyi_dash.i18n import DEFAULT_LANGUAGE, language_asked
from chuyi_dash.views.address import FALSE, PROVINCE, TRUE, Address

SHARED = ("as_of", "prefecture", "sourced", "lang", "theme")


def current_query() -> dict[str, str]:
    """The page's query."""
    query: dict[str, str] = st.query_params.to_dict()
    return query


def asked_language() -> str:
    """The language of what is drawn before a page reads its address: the one asked for, if known."""
    return language_asked(st.query_params.get("lang"))


def choose(key: str, value: str | None) -> None:
    """Write one choice into the address; None goes back to the default."""
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value


def hold(key: str, value: object) -> None:
    """Make a widget show what the address says, before it is drawn."""
    # Also where it says so already: after a page switch the new page's widget has not been told.
    st.session_state[key] = value


def link_query(address: Address, **choices: str | date | None) -> dict[str, str]:
    """The query of a link from this page: what all screens share, changed and added to by ``choices``.

    A default is left open, unless this page's own address names it: what a copied link fixed stays fixed.
    """
    shared = explicit_query(address)
    fixed = address.explicit | _departing(address)
    return _texts({key: shared[key] for key in SHARED if key in fixed and key in shared} | choices)


def explicit_query(address: Address) -> dict[str, str]:
    """What all screens share with every default named, so that it means the same whatever facts come in later.

    The theme is named only where the address does: without one a screen follows its reader's system.
    """
    view = address.view
    return {
        "as_of": view.as_of.isoformat(),
        "prefecture": view.prefecture or PROVINCE,
        "sourced": TRUE if view.sourced else FALSE,
        "lang": address.language,
    } | ({"theme": address.theme} if address.theme else {})


def _departing(address: Address) -> set[str]:
    """The keys whose value is not the default."""
    view = address.view
    departs = {
        "as_of": view.as_of != address.default_day,
        "prefecture": view.prefecture is not None,
        "sourced": view.sourced,
        "lang": address.language != DEFAULT_LANGUAGE,
    }
    return {key for key, differs in departs.items() if differs}


def _texts(query: Mapping[str, str | date | None]) -> dict[str, str]:
    return {key: str(value) for key, value in query.items() if value is not None}
