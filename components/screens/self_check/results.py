"""The accepted sheets of a round and their reports, which everybody may read."""

from __future__ import annotations

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.self_check.sheets import accepted_sheets, sealed_document
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.keys import PREFECTURE
from chuyi_dash.wording.self_check import accepted_sentence, accepted_table
from chuyi_dash.wording.terms import division_name, period_word
from components.screens.self_check.report_downloads import show_paper
from components.screens.self_check.request import InRound
from components.session.address import choose
from components.widgets.cards import card, foot
from components.widgets.html import render
from components.widgets.markdown import escape_markdown
from components.widgets.rows import show_rows

MOST_ROWS = 10


def show_results(request: InRound) -> None:
    """Show the round's accepted sheets, or the report of the prefecture in the address."""
    if request.prefecture is not None:
        _show_one(request, request.prefecture)
        return
    rows = accepted_sheets(request.context, request.round.key)
    table = accepted_table(request.round, rows, request.divisions)
    with card("self_check_accepted_card", table.title, table.note, request.round.sample):
        if rows:
            show_rows(
                "self_check_accepted",
                table,
                most=MOST_ROWS,
                follow=lambda row_number: choose(PREFECTURE, rows[row_number].prefecture),
                downloads="self_check_accepted",
            )
        foot(accepted_sentence(request.round, rows, request.divisions))


def _show_one(request: InRound, prefecture: str) -> None:
    name = division_name(all_divisions(request.page.snapshot)[prefecture])
    document = sealed_document(request.context, request.round.key, prefecture)
    if document is None:
        st.info(
            _("%(prefecture)s的%(round)s自查还没有通过；通过后才对外显示。")
            % {"prefecture": name, "round": escape_markdown(period_word(request.round.name))},
            icon=":material/lock:",
        )
        return
    st.html(render("self_check_result", document=document))
    show_paper(request, request.round.key, prefecture, document.prefecture)
