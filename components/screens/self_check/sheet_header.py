"""The top of a sheet: its prefecture, its state, the rest to do, its history."""

from __future__ import annotations

from typing import Any

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import ACCEPTED, DRAFT, RETURNED, SUBMITTED, SheetView
from chuyi_dash.views.board import all_divisions
from chuyi_dash.wording.self_check import due_words, history_words, sheet_headline, state_word
from chuyi_dash.wording.terms import day, division_name
from components.screens.self_check.request import SelfCheckRequest
from components.widgets.html import render

MARKS = {None: "○", DRAFT: "✎", SUBMITTED: "➤", RETURNED: "↩", ACCEPTED: "✔"}


def chip(state: str | None, number: int | None = None) -> dict[str, Any]:
    """Give the template's values for a state: word, mark, and the number of sheets in it.

    ``state`` None is a sheet that has not been begun; ``number`` None leaves the number out.
    """
    return {"state": state or "none", "mark": MARKS[state], "word": state_word(state), "number": number}


def show_head(sheet: SheetView, request: SelfCheckRequest) -> None:
    """Show a sentence on the sheet, its state, dates, check code and history."""
    name = division_name(all_divisions(request.page.snapshot)[sheet.prefecture])
    aside = [
        _("数据截至 %(day)s") % {"day": day(sheet.round.as_of)},
        due_words(sheet.round, request.context.today()),
    ]
    if sheet.check_code:
        aside.append(_("校验码 %(code)s") % {"code": sheet.check_code})
    chips = [chip(sheet.state)]
    headline = sheet_headline(sheet, name)
    st.html(
        render("self_check_head", headline=headline, aside=" · ".join(aside), sample=sheet.round.sample, chips=chips)
    )
    if sheet.history:
        with st.expander(_("办理经过"), key="sheet_history"):
            st.html(
                render("sentences", head=_("时间为北京时间。"), lines=[history_words(step) for step in sheet.history])
            )
