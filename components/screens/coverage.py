"""The coverage screen's parts: choice of target, map, distribution, names to copy.

A click on the province's map leads into a prefecture; a button leads back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from chuyi_dash.drawing.palette import Palette, read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.results import UNMET, UNREPORTED
from chuyi_dash.plan import Target, read_plan
from chuyi_dash.views.board import Scope
from chuyi_dash.views.coverage import Coverage, coverage, mappable
from chuyi_dash.views.keys import PREFECTURE, TARGET, TARGETS
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording.boundaries import boundaries_note, no_boundaries
from chuyi_dash.wording.coverage import coverage_sentence, empty_sentence, names_to_copy, not_on_the_map, parts_sentence
from chuyi_dash.wording.tables import coverage_table, distribution_table, note
from chuyi_dash.wording.targets import rule, verdict
from chuyi_dash.wording.terms import division_name, state_word, target_choice, target_name
from components.session.address import choose, hold
from components.session.links import show_link
from components.session.page import Request
from components.widgets.cards import card, foot, show_chart, table_behind
from components.widgets.charts import Bar, Spec, bar_chart
from components.widgets.html import render
from components.widgets.map_display import PreparedMap, show_map
from components.widgets.mapping import coverage_legend, coverage_map
from components.widgets.outlines import outlines
from components.widgets.pictures import chart_png, map_png
from components.widgets.remembering import drawn_once, shown_palette

MAP_HEIGHT = 370


@dataclass(frozen=True, slots=True)
class CoverageFigures:
    """The figures for one target and view; ``map`` is None without outlines."""

    map: PreparedMap | None
    legend: str
    distribution: Spec


def mappable_targets() -> tuple[Target, ...]:
    """List the targets that can be drawn on the map, in the plan's order."""
    return tuple(target for target in read_plan().targets if mappable(target))


def chosen_target(request: Request) -> Target:
    """Find the address's target where it can be drawn, else the first that covers counties.

    A notice tells the reader where the address names a target that cannot be drawn.
    """
    offered = mappable_targets()
    wanted = request.address.target
    for target in offered:
        if target.id == wanted:
            return target
    if wanted is not None:
        st.warning(not_on_the_map(read_plan().target(wanted)), icon=":material/map:")
    return next(target for target in offered if target.scope == "county")


@drawn_once(entries=128)
def coverage_figures(
    snapshot: DataSource,
    view: Scope,
    target_id: str,
) -> CoverageFigures:
    """Draw map, legend and distribution, once per key."""
    answer, palette = coverage(snapshot, view, target_id), shown_palette()
    boundaries = outlines()
    content = coverage_map(answer, boundaries, palette) if boundaries else None
    return CoverageFigures(
        map=PreparedMap(content, MAP_HEIGHT) if content else None,
        legend=render("legend", entries=coverage_legend(answer, palette)),
        distribution=distribution_chart(answer, palette),
    )


def distribution_chart(answer: Coverage, palette: Palette) -> Spec:
    """Draw one target's bar for each prefecture, the longest first.

    A bar is the prefecture's number of projects or people, else the share of its divisions that meet the target.
    Prefectures where that is unknown come last.
    """
    board, target, measure = answer.board, answer.result.target, answer.result.measure
    rows = [
        Bar(division_name(division, short=True), found.bar, measure.bar_colour(target, cells, palette), found.label)
        for division, cells, found in answer.by_prefecture()
    ]
    rows.sort(key=lambda row: (row.value is None, -(row.value or 0)))
    return bar_chart(
        rows,
        title=_("%(name)s：按市州") % {"name": target_name(target)},
        note=note(board, answer.sample),
        words={"axis": measure.axis_label(target), "name": _("市州")},
        palette=palette,
        axis_format=".0%" if measure.in_percent else ",d",
    )


def show_target_choice(target: Target) -> None:
    """Show the box for choosing a target."""
    names = {row.id: target_choice(row) for row in mappable_targets()}
    hold("map_target", target.id)
    st.selectbox(
        _("目标"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("选择目标"),
        filter_mode=None,
        key="map_target",
        on_change=lambda: choose(TARGET, st.session_state["map_target"]),
        label_visibility="collapsed",
    )


def show_coverage(request: Request, target: Target) -> None:
    """Show the map on the left; on the right the target's verdict, distribution and names."""
    boundaries = outlines()
    figures = coverage_figures(request.snapshot, request.view, target.id)
    answer = coverage(request.snapshot, request.view, target.id)
    empty = empty_sentence(answer)
    if empty:
        st.info(empty, icon=":material/inbox:")
    left, right = st.columns([0.55, 0.45], gap="small")
    text = note(answer.board, answer.sample)
    with left, card("coverage_map_card", target_name(target), text, answer.sample):
        _way_back(request, answer)
        if figures.map is None or boundaries is None:
            st.info(no_boundaries())
        else:
            _show_map(request, figures.map, answer)
            st.html(
                figures.legend
                + render("card_foot", sentence=coverage_sentence(answer), origin=boundaries_note(boundaries))
            )
        table_behind("coverage", lambda: coverage_table(answer), _map_picture(answer))
    with right:
        with card("coverage_distribution_card"):
            show_chart(figures.distribution, coverage_sentence(answer), "distribution")
            foot(verdict(answer.result, answer.board), rule(target))
            show_link(request.address, TARGETS, _("条款原文、算法与来源"), ":material/gavel:", target=target.id)
            table_behind(
                "distribution",
                lambda: distribution_table(answer),
                lambda: chart_png(distribution_chart(answer, read_palette())),
            )
        _show_names(answer)


def _map_picture(answer: Coverage) -> Callable[[], bytes] | None:
    boundaries = outlines()
    if boundaries is None:
        return None
    title, text, origin = (
        target_name(answer.result.target),
        note(answer.board, answer.sample),
        boundaries_note(boundaries),
    )
    palette = read_palette()
    legend = coverage_legend(answer, palette)
    return lambda: map_png(coverage_map(answer, boundaries, palette), legend, title=title, note=text, origin=origin)


def _way_back(request: Request, answer: Coverage) -> None:
    prefecture = request.view.prefecture
    if prefecture is None:
        return
    name = division_name(answer.board.divisions[prefecture])
    st.button(
        _("返回全省（当前：%(name)s）") % {"name": name},
        icon=":material/arrow_back:",
        key="back_to_province",
        on_click=lambda: choose(PREFECTURE, None),
    )


def _show_map(request: Request, shown: PreparedMap, answer: Coverage) -> None:
    owner, prefecture = answer.board.owner, request.view.prefecture

    def drill(code: str) -> None:
        choose(PREFECTURE, owner[code])

    key = f"map_coverage_{prefecture or 'province'}"
    show_map(shown, key, coverage_sentence(answer), drill if prefecture is None else None)


def _show_names(answer: Coverage) -> None:
    parts = parts_sentence(answer)
    if parts:
        with card("coverage_parts_card", _("分项")):
            foot(parts)
    if answer.by_number:
        return
    with card("coverage_names_card", _("名单（可复制）")):
        for state in (UNMET, UNREPORTED):
            if answer.names(state):
                st.code(names_to_copy(answer, state), language=None, wrap_lines=True, height=_height(answer, state))
            else:
                foot(_("没有“%(state)s”的地区。") % {"state": state_word(state)})


def _height(answer: Coverage, state: str) -> int | Literal["content"]:
    """Choose the height of a list of names: 260 pixels with a scroll bar, or as short as it is."""
    return 260 if sum(len(names) for _code, names in answer.names(state)) > 40 else "content"
