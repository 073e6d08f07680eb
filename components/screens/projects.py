"""The projects screen's parts: filters, list, funnel, time line, and one project in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from pandas import DataFrame

from chuyi_dash.db.tables import LEVELS
from chuyi_dash.drawing.palette import Palette, read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed, pgettext
from chuyi_dash.metrics.lateness import AHEAD, DONE, duty_state
from chuyi_dash.metrics.lateness import LATE as PAST_DUE
from chuyi_dash.plan import read_plan
from chuyi_dash.table import Table
from chuyi_dash.views.board import Scope
from chuyi_dash.views.keys import (
    ABOUT,
    LATE,
    LEVEL,
    PROJECT,
    PROJECT_TARGET,
    STAGE,
    TARGETS,
    WORDS,
    Key,
    targets_with_projects,
)
from chuyi_dash.views.projects import Filter, ProjectDetail, ProjectList, project_detail, project_list
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording import projects as words
from chuyi_dash.wording.tables import (
    arrivals_table,
    events_table,
    funnel_table,
    money_table,
    note,
    projects_table,
)
from chuyi_dash.wording.terms import division_name, level_word, number, stage_name, target_name
from components.session.address import choose, hold
from components.session.links import show_link
from components.session.page import Request
from components.widgets.cards import card, foot, frame, show_chart, show_downloads, table_behind
from components.widgets.charts import Bar, Spec, arrivals_chart, bar_chart, time_line
from components.widgets.html import render
from components.widgets.markdown import escape_markdown
from components.widgets.pictures import chart_png
from components.widgets.provenance import sources_html
from components.widgets.remembering import drawn_once, shown_palette
from components.widgets.rows import show_rows

T = TypeVar("T")

ANY = "any"
MILESTONE_STYLES = {DONE: "done", PAST_DUE: "overdue", AHEAD: "no_data"}


@dataclass(frozen=True, slots=True)
class ListFigures:
    """The figures for one filter; ``arrivals`` is None where nothing has arrived."""

    table: Table
    frame: DataFrame
    funnel: Spec
    arrivals: Spec | None


def read_filter(request: Request) -> Filter:
    """Read the filter in the address."""
    asked = request.address
    return Filter(
        target=asked.choice(PROJECT_TARGET),
        level=asked.choice(LEVEL),
        stage=asked.choice(STAGE),
        late=asked.choice(LATE),
        words=asked.choice(WORDS) or "",
    )


def show_filters(wanted: Filter) -> None:
    """Show search and filters; each choice goes into the address."""
    plan = read_plan()
    targets = {code: target_name(plan.target(code)) for code in targets_with_projects()}
    stages = {stage.code: stage_name(stage) for stage in plan.stages}
    late = {True: _("有逾期节点"), False: _("无逾期节点")}
    levels = {level: level_word(level) for level in LEVELS}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        if st.session_state.get("filter_q") != wanted.words:  # what somebody is typing right now stays
            hold("filter_q", wanted.words)
        st.text_input(
            _("搜索"),
            key="filter_q",
            placeholder=_("名称、曾用名或拼音，如 cswz"),
            on_change=lambda: choose(WORDS, st.session_state["filter_q"].strip() or None),
            width=250,
        )
        _select(PROJECT_TARGET, _("目标"), targets, wanted.target, 300)
        _select(LEVEL, _("级别"), levels, wanted.level, 120)
        _select(STAGE, _("阶段"), stages, wanted.stage, 140)
        _select(LATE, _("逾期"), late, wanted.late, 150)


def _select(key: Key[T], label: str, names: dict[T, str], value: T | None, width: int) -> None:
    box = f"filter_{key.name}"
    hold(box, ANY if value is None else value)
    st.selectbox(
        label,
        [ANY, *names],
        format_func=lambda code: _("不限") if code == ANY else names[code],
        placeholder=_("请选择"),
        filter_mode=None,  # nothing to type, so that Streamlit has no "No results" to say in English
        key=box,
        on_change=lambda: choose(key, None if st.session_state[box] == ANY else st.session_state[box]),
        width=width,
    )


@drawn_once(entries=64)
def list_figures(
    snapshot: DataSource,
    view: Scope,
    wanted: Filter,
) -> ListFigures:
    """Draw the table and charts of one filter, once per key."""
    answer, palette = project_list(snapshot, view, wanted), shown_palette()
    table = projects_table(answer)
    return ListFigures(
        table=table, frame=frame(table), funnel=_funnel(answer, palette), arrivals=_arrivals(answer, palette)
    )


def _funnel(answer: ProjectList, palette: Palette) -> Spec:
    return bar_chart(
        [
            Bar(stage_name(answer.board.plan.stage(code)), count, palette.chart["approved"], number(count))
            for code, count in answer.funnel
        ],
        title=_("项目阶段漏斗"),
        note=note(answer.board, answer.sample),
        words={"axis": _("到达该阶段及以后（个）"), "name": _("阶段")},
        palette=palette,
    )


def _arrivals(answer: ProjectList, palette: Palette) -> Spec | None:
    rows = [
        (first, series, value)
        for first, approved, accepted in answer.arrivals
        for series, value in ((_("立项"), approved), (_("验收"), accepted))
    ]
    if not rows:
        return None
    return arrivals_chart(
        rows,
        title=_("各季度立项与验收"),
        note=note(answer.board, answer.sample),
        words={"axis": _("项目（个）"), "quarter": _("季度"), "series": _("类别")},
        palette=palette,
    )


def _picture(spec: Spec | None) -> bytes:
    assert spec is not None  # the button stands under the chart
    return chart_png(spec)


def show_list(request: Request, wanted: Filter) -> None:
    """Show the projects that pass the filter, their funnel, and their arrivals over time."""
    answer = project_list(request.snapshot, request.view, wanted)
    figures = list_figures(request.snapshot, request.view, wanted)
    _show_rows(answer, figures)
    left, right = st.columns(2, gap="small")
    with left, card("funnel_card"):
        show_chart(figures.funnel, words.funnel_sentence(answer), "funnel")
        foot(words.funnel_sentence(answer))
        show_link(request.address, ABOUT, _("这些数字的算法与来源"), ":material/info:")
        table_behind("funnel", lambda: funnel_table(answer), lambda: chart_png(_funnel(answer, read_palette())))
    with right, card("arrivals_card"):
        if figures.arrivals is None:
            st.info(words.arrivals_sentence(answer), icon=":material/inbox:")
        else:
            show_chart(figures.arrivals, words.arrivals_sentence(answer), "arrivals")
            foot(words.arrivals_sentence(answer))
            table_behind(
                "arrivals", lambda: arrivals_table(answer), lambda: _picture(_arrivals(answer, read_palette()))
            )


def _show_rows(answer: ProjectList, figures: ListFigures) -> None:
    table = figures.table
    with card("projects_card", table.title, table.note, answer.sample):
        foot(words.list_sentence(answer))
        if not answer.rows:
            st.info(_("没有可显示的项目。"), icon=":material/inbox:")
            return
        show_rows(
            "projects_frame",
            table,
            figures.frame,
            height=400,
            follow=lambda row_number: choose(PROJECT, answer.rows[row_number].code),
        )
        _pick_project(answer)
        show_downloads("projects", table)


def _pick_project(answer: ProjectList) -> None:
    names = {row.code: row.name for row in answer.rows[:200]}
    st.selectbox(
        _("打开一个项目"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("勾选上表一行，或在此选择"),
        filter_mode=None,
        key="one_project",
        on_change=lambda: choose(PROJECT, st.session_state["one_project"]),
    )


def show_project(request: Request, code: str) -> None:
    """Show one project in full, or a notice where the facts in view hold none with this code."""
    detail = project_detail(request.snapshot, request.view, code)
    st.button(
        _("返回项目清单"),
        icon=":material/arrow_back:",
        key="back_to_projects",
        on_click=lambda: choose(PROJECT, None),
    )
    if detail is None:
        st.warning(
            _("没有编号为 %(code)s 的项目，或它只在示例数据中而“只看有来源的事实”已打开。")
            % {"code": escape_markdown(code[:40])},
            icon=":material/search_off:",
        )
        return
    st.html(_project_head(detail))
    target = detail.board.plan.target(detail.row.target)
    show_link(
        request.address,
        TARGETS,
        _("%(name)s：条款原文、算法与来源") % {"name": target_name(target)},
        ":material/gavel:",
        target=target.id,
    )
    left, right = st.columns([0.55, 0.45], gap="small")
    with left:
        with card("project_time_card"):
            _show_time_line(request, detail)
        with card("project_sources_card", pgettext("several", "来源")):
            sources = [(source, None) for source in detail.sources]
            st.html(sources_html(sources, _("没有记载来源。")))
    with right, card("project_money_card", _("经费（万元）"), note(detail.board, detail.row.sample), detail.row.sample):
        if detail.money:
            show_rows("money_frame", money_table(detail))
        foot(words.money_sentence(detail), _("资金到位率 = 到位 ÷ 预算；预算执行率 = 支出 ÷ 到位；可超过 100%。"))
        if detail.money:
            show_downloads("money", money_table(detail))


def _project_head(detail: ProjectDetail) -> str:
    row, board = detail.row, detail.board
    facts = [  # label, text, and whether the text is the record's own, which nobody translates
        (_("目标"), target_name(board.plan.target(row.target)), False),
        (_("级别"), level_word(row.level), False),
        (_("承担单位"), row.institution or _("未记"), row.institution is not None),
        (_("曾用名"), listed(row.former_names) or _("无记载"), bool(row.former_names)),
        (_("所在地"), division_name(board.divisions[row.division]) if row.division else _("未记"), False),
        (_("阶段"), stage_name(board.plan.stage(row.stage)) if row.stage else _("没有进展记录"), False),
    ]
    if row.note:
        facts.append((_("说明"), row.note, True))
    return render("project_head", name=row.name, facts=facts, note=note(board, row.sample), sample=row.sample)


@drawn_once(entries=64)
def _time_line(snapshot: DataSource, view: Scope, code: str) -> Spec | None:
    detail = project_detail(snapshot, view, code)
    return _life(detail, shown_palette()) if detail is not None else None


def _life(detail: ProjectDetail, palette: Palette) -> Spec | None:
    if not (detail.events or detail.milestones):
        return None
    plan, styles, as_of = detail.board.plan, palette.styles, detail.board.view.as_of
    rows = [
        (event.on, _("阶段"), stage_name(plan.stage(event.stage)), palette.chart["accent"]) for event in detail.events
    ]
    for row in detail.milestones:
        kind = MILESTONE_STYLES[duty_state(row.due, row.done, as_of)]
        rows.append((row.due, _("节点"), f"{styles[kind].mark}{row.name}", styles[kind].colour))
    return time_line(
        rows,
        title=_("进展与节点"),
        note=note(detail.board, detail.row.sample),
        words={"day": _("日期"), "kind": _("类别"), "what": _("内容")},
        palette=palette,
    )


def _show_time_line(request: Request, detail: ProjectDetail) -> None:
    spec = _time_line(request.snapshot, request.view, detail.row.code)
    sentence = words.life_sentence(detail)
    if spec is None:
        st.info(_("没有进展记录；请承担单位或省级管理员补报。"), icon=":material/inbox:")
        return
    show_chart(spec, sentence, "time_line")
    foot(sentence)
    table_behind("events", lambda: events_table(detail), lambda: _picture(_life(detail, read_palette())))
