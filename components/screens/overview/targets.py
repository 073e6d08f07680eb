"""Every target below the answer; a click or the box opens one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.board import TargetResult
from chuyi_dash.views.keys import TARGETS
from chuyi_dash.views.overview import overview
from chuyi_dash.wording import overview as words
from chuyi_dash.wording.tables import targets_table
from chuyi_dash.wording.terms import target_choice
from components.screens.overview.bullets import bullets_picture
from components.screens.overview.figures import figures_of
from components.session.links import go_to
from components.session.page import Request
from components.widgets.arrow_cache import drawn
from components.widgets.cards import card, table_behind
from components.widgets.charts import PICK, spoken
from components.widgets.html import render
from components.widgets.remembering import shown_palette


def show_bullets(request: Request) -> None:
    """Show every target as a bullet, by clause; a click or the box below opens it."""
    answer = overview(request.snapshot, request.view)
    figures = figures_of(request)
    with card("overview_bullets_card"):
        columns = st.columns(len(figures.bullets), gap="medium")
        for index, (column, (spec, sentence)) in enumerate(zip(columns, figures.bullets, strict=True)):
            event = column.vega_lite_chart(
                drawn(spec),
                theme=None,
                key=f"bullets_{index}",
                alt=spoken(spec, sentence),
                on_select="rerun",
                selection_mode=PICK,
            )
            for picked in event["selection"][PICK]:
                _open_target(request, picked["id"])
        st.html(
            render(
                "bullet_key",
                colours=shown_palette().chart,
                sentence=words.bullets_sentence(answer.board),
            )
        )
        _pick_target(request, answer.board.results)
        table_behind("targets", lambda: targets_table(answer.board), lambda: bullets_picture(answer))


def _pick_target(request: Request, results: Sequence[TargetResult]) -> None:
    names = {row.target.id: target_choice(row.target) for row in results}
    picked = st.selectbox(
        _("查看一项目标的条款、算法和来源"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("选择目标"),
        filter_mode=None,
        key="overview_target",
    )
    if picked:
        _open_target(request, picked)


def _open_target(request: Request, target_id: str) -> None:
    go_to(request.address, TARGETS, target=target_id)
