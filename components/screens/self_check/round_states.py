"""The steward's view of a round: states, reminders to copy, differences from another round."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.self_check.model import STATES, RoundRow
from chuyi_dash.self_check.overview import difference, reminders, states
from chuyi_dash.self_check.rounds import open_round
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.keys import PREFECTURE, ROUND
from chuyi_dash.wording.self_check import difference_table, due_words, states_sentence, states_table
from chuyi_dash.wording.terms import day, division_name, period_word
from components.screens.self_check.problems import OPENING, has_problems, show_problems, told_at
from components.screens.self_check.request import InRound, SelfCheckRequest, refreshed
from components.screens.self_check.sheet_header import chip
from components.session.address import choose
from components.session.session_handover import lasting
from components.widgets.cards import card, foot
from components.widgets.html import render
from components.widgets.rows import show_rows

KEY, NAME, AS_OF, DUE, SAMPLE = (lasting(f"round_{field}") for field in ("key", "name", "as_of", "due", "sample"))


def show_states(request: InRound) -> None:
    """Show the 14 prefectures with their states, reminders, and a comparison with another round.

    The table tells who is on time or late, and the open disagreements; a row leads to the sheet.
    """
    rows = states(request.context, request.round.key)
    count = Counter(row.state for row in rows)
    aside = _("数据截至 %(day)s") % {"day": day(request.round.as_of)}
    aside += " · " + due_words(request.round, request.context.today())
    st.html(
        render(
            "self_check_head",
            headline=states_sentence(request.round, rows, request.divisions),
            aside=aside,
            sample=request.round.sample,
            chips=[chip(state, count[state]) for state in (None, *STATES) if count[state]],
        )
    )
    table = states_table(request.round, rows, request.divisions)
    with card("self_check_states_card", table.title, table.note):
        show_rows(
            "self_check_states",
            table,
            most=len(rows),
            follow=lambda row_number: choose(PREFECTURE, rows[row_number].prefecture),
            sentence=_("点一行，或在“范围”中选一个市州，即打开该市州的自查表。"),
            downloads="self_check_states",
        )
    _reminders(request)
    _difference(request)


def _reminders(request: InRound) -> None:
    texts = reminders(request.context, request.round.key)
    with card("self_check_reminders_card", _("催办文字")):
        if not texts:
            foot(_("本轮各市州都已提交，没有需要催办的。"))
            return
        st.code("\n\n".join(text for _name, text in texts), language=None, wrap_lines=True)
        foot(_("共 %(number)d 个市州需要催办，文字可直接复制。") % {"number": len(texts)})


def _difference(request: InRound) -> None:
    others = {row.key: row for row in request.rounds if row.key != request.round.key}
    if not others:
        return
    with card("self_check_difference_card", _("与另一轮比较")):
        with st.container(horizontal=True):
            other = st.selectbox(
                _("另一轮"), list(others), format_func=lambda key: period_word(others[key].name), key="other_round",
                filter_mode=None, width=190,
            )  # fmt: skip
            row_number = _prefecture_box(request)
        earlier, later = sorted((others[str(other)], request.round), key=lambda row: row.as_of)
        _compare(request, earlier, later, row_number)


def _prefecture_box(request: SelfCheckRequest) -> Division:
    known = {row.code: row for row in all_divisions(request.page.snapshot).values() if row.level == "prefecture"}
    code = st.selectbox(
        _("市州"),
        list(known),
        format_func=lambda code: division_name(known[code]),
        key="difference_place",
        filter_mode=None,
        width=190,
    )
    return known[str(code)]


def _compare(request: SelfCheckRequest, earlier: RoundRow, later: RoundRow, division: Division) -> None:
    rows = difference(request.context, earlier.key, later.key, division.code)
    table = difference_table(earlier, later, division.code, rows, request.divisions)
    if rows:
        show_rows("difference_frame", table, downloads="self_check_difference")
    foot(
        _("%(place)s：%(earlier)s 与 %(later)s 之间有 %(number)d 项不同。")
        % {
            "place": division_name(division),
            "earlier": period_word(earlier.name),
            "later": period_word(later.name),
            "number": len(rows),
        }
    )


def show_opening(request: SelfCheckRequest) -> None:
    """Show the steward's form for opening a round."""
    with st.expander(
        _("开启新一轮自查"), expanded=not isinstance(request, InRound) or has_problems(OPENING), key="open_round_box"
    ):
        show_problems(OPENING)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(_("编号（字母、数字，如 2024）"), key=KEY, max_chars=20, width=220)
            st.text_input(_("名称（如 2024年度）"), key=NAME, max_chars=40, width=220)
            st.session_state.setdefault(AS_OF, request.page.address.default_day)
            st.date_input(_("数据截至"), key=AS_OF, format="YYYY-MM-DD", width=150)
            st.date_input(_("提交期限"), value=None, key=DUE, format="YYYY-MM-DD", width=150)
        if not request.actor.demonstration:
            st.toggle(_("连同示例数据（仅供演练）"), key=SAMPLE)
        st.button(_("开启"), type="primary", key="open_round", on_click=_open, args=(request,))


def _open(request: SelfCheckRequest) -> None:
    state = st.session_state
    with told_at(OPENING):
        if state[DUE] is None or state[AS_OF] is None:
            raise ChuyiError(_("请选定数据截至日期和提交期限。"))
        opened = open_round(
            refreshed(request),
            state[KEY].strip(),
            state[NAME].strip(),
            state[AS_OF],
            state[DUE],
            bool(state.get(SAMPLE, False)),
        )
        choose(ROUND, opened.key)
