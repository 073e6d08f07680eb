"""The reader's part of the self-check: own sheet, review or accepted results."""

from __future__ import annotations

import streamlit as st

from chuyi_dash.access.model import ADMINISTRATOR
from chuyi_dash.i18n import gettext as _
from components.screens.access import show_audit
from components.screens.self_check.request import InRound, SelfCheckRequest, show_round_choice
from components.screens.self_check.results import show_results
from components.screens.self_check.review import show_review
from components.screens.self_check.round_states import show_opening, show_states
from components.screens.self_check.sheet import show_sheet
from components.session.identity import demonstrations


def show_screen(request: SelfCheckRequest) -> None:
    """Show the round and this reader's part in it.

    Stewards get the form for opening a round, too, while no prefecture is chosen, and administrators the audit.
    """
    if isinstance(request, InRound):
        show_round_choice(request)
        _show_round(request)
    else:
        _no_round(request)
    if request.reviews and not request.prefecture:
        show_opening(request)
    if request.actor.role == ADMINISTRATOR:
        show_audit(request.page.snapshot, request.actor)


def _show_round(request: InRound) -> None:
    prefecture = request.prefecture
    if request.reviews and prefecture:
        show_review(request, prefecture)
    elif request.reviews:
        show_states(request)
    elif request.fills and prefecture:
        show_sheet(request, prefecture)
    else:
        show_results(request)


def _no_round(request: SelfCheckRequest) -> None:
    if request.reviews:
        st.info(_("还没有开启过自查。请在下面开启第一轮。"), icon=":material/inbox:")
    elif demonstrations(request.page.snapshot):
        st.info(
            _("还没有开启过自查。要试用，请在“示例身份”里选省级数据专员，开启一轮示例自查，再换成市州填报员填报。"),
            icon=":material/inbox:",
        )
    else:
        st.info(_("还没有开启过自查。自查由省级数据专员开启，开启后市州填报员登录即可填报。"), icon=":material/inbox:")
