"""The way from a section's system figures to their rules and sources."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import Question, SheetView
from chuyi_dash.plan import read_plan
from chuyi_dash.views.keys import TARGETS
from chuyi_dash.wording.terms import target_name
from components.screens.self_check.request import SelfCheckRequest
from components.session.links import show_link
from components.widgets.cards import foot


def show_origins(request: SelfCheckRequest, sheet: SheetView, items: Sequence[Question]) -> None:
    """Show a link to each target of these items, for the round's day and the sheet's prefecture.

    Nothing where the items have no target.
    """
    targets = list(dict.fromkeys(item.target for item in items if item.target is not None))
    if not targets:
        return
    foot(_("系统数据由截至该日的事实算出；算法、条款原文和来源见对应目标："))
    with st.container(horizontal=True, key="origins"):
        for target in targets:
            show_link(
                request.page.address,
                TARGETS,
                target_name(read_plan().target(target)),
                ":material/flag:",
                as_of=sheet.round.as_of,
                prefecture=sheet.prefecture,
                target=target,
            )
