"""The answer in one screen: headline, map, ranking, overdue matters, and the briefing."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import streamlit as st

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.legends import share_legend
from chuyi_dash.reports.brief import make_brief
from chuyi_dash.views.keys import ABOUT, COVERAGE, PREFECTURE, PROJECTS
from chuyi_dash.views.overview import Overview, overview
from chuyi_dash.wording import overview as words
from chuyi_dash.wording.boundaries import boundaries_note, no_boundaries
from chuyi_dash.wording.tables import note, ranking_table
from components.screens.overview.figures import figures_of
from components.session.address import choose
from components.session.links import show_link
from components.session.page import Request
from components.widgets.cards import card, foot, table_behind
from components.widgets.html import render
from components.widgets.map_display import show_map
from components.widgets.mapping import overview_map
from components.widgets.markdown import escape_markdown
from components.widgets.outlines import outlines
from components.widgets.pictures import map_png

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def show_answer(request: Request) -> None:
    """Show the answer in one screen: headline, statuses, map, ranking, overdue matters.

    The briefing is made when its button is pressed.
    """
    boundaries = outlines()
    figures = figures_of(request)
    answer = overview(request.snapshot, request.view)
    st.html(figures.headline)
    left, middle, right = st.columns([0.33, 0.32, 0.35], gap="small")
    text = note(answer.board, answer.sample)
    with left, card("overview_map_card", _("市州任务达到率"), text):
        if figures.map is None or boundaries is None:
            st.info(no_boundaries())
        else:
            show_map(figures.map, "map_overview", figures.map_alt, lambda code: choose(PREFECTURE, code))
            sentence = words.ranking_sentence(answer)
            st.html(figures.legend + render("card_foot", sentence=sentence, origin=boundaries_note(boundaries)))
    with middle, card("overview_ranking_card", _("前三名与后三名"), text):
        st.html(figures.ranking + render("card_foot", sentence=words.ranking_rule(answer), origin=""))
        table_behind("ranking", lambda: ranking_table(answer), _map_picture(answer, text))
    with right, card("overview_overdue_card", _("逾期最久的事项"), text):
        _show_overdue(request, answer)
        show_link(request.address, ABOUT, _("这些数字的算法与来源"), ":material/info:")
        st.download_button(
            _("下载汇报材料（PPT）"),
            lambda: _brief(request),
            _("%(scope)s楚怡行动进展汇报_%(day)s.pptx")
            % {"scope": words.scope_name(answer.board), "day": request.view.as_of},
            PPTX,
            "overview_brief",
            on_click="ignore",
            icon=":material/slideshow:",
        )


def _brief(request: Request) -> bytes:
    out = BytesIO()
    make_brief(request.snapshot, request.view, outlines(), out)
    return out.getvalue()


def _map_picture(answer: Overview, text: str) -> Callable[[], bytes] | None:
    boundaries = outlines()
    if boundaries is None:
        return None
    palette = read_palette()
    legend, origin = share_legend(palette), boundaries_note(boundaries)
    return lambda: map_png(
        overview_map(answer, boundaries, palette), legend, title=_("市州任务达到率"), note=text, origin=origin
    )


def _show_overdue(request: Request, answer: Overview) -> None:
    for row in answer.overdue:
        title, detail = words.overdue_title(row, answer), words.overdue_detail(row, answer)
        label = f"{escape_markdown(title)}  \n:small[{escape_markdown(detail)}]"
        if row.kind == "milestone":
            show_link(request.address, PROJECTS, label, project=row.project)
        else:
            show_link(request.address, COVERAGE, label, target=row.target, prefecture=row.prefecture)
    foot(words.overdue_sentence(answer))
