"""The changes since a day that the reader picks."""

from __future__ import annotations

from datetime import date

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.keys import EARLIEST, SINCE
from chuyi_dash.views.overview import changes_since, overview
from chuyi_dash.wording import overview as words
from chuyi_dash.wording.tables import note
from chuyi_dash.wording.terms import day
from components.session.address import choose, hold
from components.session.page import Request
from components.widgets.cards import card, foot
from components.widgets.html import render


def show_changes(request: Request) -> None:
    """Show the changes since a day that the reader picks.

    Until one is picked, that is the last day of the year before, or the first day that an address may name.
    """
    board = overview(request.snapshot, request.view).board
    since = request.address.choice(SINCE) or max(EARLIEST, date(board.view.as_of.year - 1, 12, 31))
    request.name(since=since)
    with card("overview_changes_card", _("变化"), note(board, board.sample)):
        hold("since", since)
        st.date_input(
            _("与哪一天相比"),
            min_value=EARLIEST,
            max_value=board.view.as_of,
            format="YYYY-MM-DD",
            key="since",
            on_change=lambda: choose(SINCE, st.session_state["since"]),
            width=180,
        )
        found = changes_since(request.snapshot, request.view, since)
        if not found:
            foot(_("%(since)s至%(until)s没有变化。") % {"since": day(since), "until": day(board.view.as_of)})
            return
        head = _("%(since)s至%(until)s，%(number)d 项目标有变化：") % {
            "since": day(since),
            "until": day(board.view.as_of),
            "number": len(found),
        }
        st.html(render("sentences", head=head, lines=[words.change_sentence(row, board) for row in found]))
