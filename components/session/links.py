"""Ways from one screen to another.

Each carries on what all screens share, and names only what the other screen reads.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from chuyi_dash.views.address import Address
from components.session.address import link_query
from components.session.navigation import navigation_pages


def show_link(address: Address, screen: str, label: str, icon: str | None = None, **choices: str | date | None) -> None:
    """Show a link to another screen.

    ValueError where that screen does not read one of the choices.
    """
    query = link_query(address, screen, **choices)
    st.page_link(navigation_pages()[screen], label=label, icon=icon, query_params=query)


def go_to(address: Address, screen: str, **choices: str | date | None) -> None:
    """Move on to another screen at once, as after a click that is no link.

    ValueError as for ``show_link``.
    """
    st.switch_page(navigation_pages()[screen], query_params=link_query(address, screen, **choices))
