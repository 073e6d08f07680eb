"""What everybody may read: the accepted sheets of a round, and their reports."""

from __future__ import annotations

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.self_check.sheets import accepted_sheets, sealed_document
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.keys import PREFECTURE
from chuyi_dash.wording.self_check import accepted_sentence, accepted_table
from chuyi_dash.wording.terms import division_name, period_word
from components.screens.self_check.desk import InRound
from components.screens.self_check.report_downloads import show_paper
from components.session.address import choose
from components.widgets.cards import card, foot
from components.widgets.html import render
from components.widgets.markdown import escape_markdown
from components.widgets.rows import show_rows

MOST_ROWS = 10


def show_results(desk: InRound) -> None:
    """The accepted sheets of the round; one prefecture's report where the address names one."""
    if desk.prefecture is not None:
        _show_one(desk, desk.prefecture)
        return
    rows = accepted_sheets(desk.office, desk.round.key)
    table = accepted_table(desk.round, rows, desk.divisions)
    with card("self_check_accepted_card", table.title, table.note, desk.round.sample):
        if rows:
            show_rows(
                "self_check_accepted",
                table,
                most=MOST_ROWS,
                follow=lambda place: choose(PREFECTURE, rows[place].prefecture),
                downloads="self_check_accepted",
            )
        foot(accepted_sentence(desk.round, rows, desk.divisions))


def _show_one(desk: InRound, prefecture: str) -> None:
    name = division_name(all_divisions(desk.request.snapshot)[prefecture])
    document = sealed_document(desk.office, desk.round.key, prefecture)
    if document is None:
        st.info(
            _("%(prefecture)s的%(round)s自查还没有通过；通过后才对外显示。")
            % {"prefecture": name, "round": escape_markdown(period_word(desk.round.name))},
            icon=":material/lock:",
        )
        return
    st.html(render("self_check_result", document=document))
    show_paper(desk, desk.round.key, prefecture, document.prefecture)
