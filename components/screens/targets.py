"""The targets screen's parts: all targets in one table, and one target in full."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from pandas import DataFrame

from chuyi_dash.drawing.palette import Palette, read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import pgettext
from chuyi_dash.table import Table
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.coverage import coverage, distributed, mappable
from chuyi_dash.views.keys import COVERAGE, PROJECTS, TARGET
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.views.targets import TargetDetail, target_detail
from chuyi_dash.wording.coverage import coverage_sentence, parts_sentence
from chuyi_dash.wording.overview import headline, without_verdict
from chuyi_dash.wording.projects import burn_up_sentence, disagreement_sentence
from chuyi_dash.wording.tables import burn_up_table, distribution_table, note, target_projects_table, targets_table
from chuyi_dash.wording.targets import measured, verdict
from chuyi_dash.wording.terms import (
    join_sentences,
    provenance_word,
    status_label,
    target_choice,
    target_name,
    target_original,
    unit_word,
)
from components.screens.coverage import distribution_chart
from components.session.address import choose, hold
from components.session.links import go_to, show_link
from components.session.page import Request
from components.widgets.cards import card, foot, frame, show_chart, table_behind
from components.widgets.charts import Spec, burn_up_chart
from components.widgets.html import render
from components.widgets.pictures import chart_png
from components.widgets.provenance import clause_html, sources_html
from components.widgets.remembering import drawn_once, shown_palette
from components.widgets.rows import show_rows

ALL = "all"
MOST_PROJECTS = 8


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """The figures and texts for one target and view.

    ``course`` is None while nothing is known of it, ``distribution`` where the target's facts cannot be set side by
    side by division, ``projects`` where no projects stand behind the target.
    """

    clause: str
    course: Spec | None
    distribution: Spec | None
    projects: tuple[Table, DataFrame] | None
    sources: str


def show_target_choice(request: Request) -> None:
    """Show the box for choosing one target or all."""
    names = {row.target.id: target_choice(row.target) for row in board(request.snapshot, request.view).results}
    wanted = request.address.target or ALL
    hold("one_target", wanted)
    st.selectbox(
        _("目标"),
        [ALL, *names],
        format_func=lambda code: _("全部目标") if code == ALL else names[code],
        placeholder=_("选择目标"),
        filter_mode=None,
        key="one_target",
        on_change=lambda: choose(TARGET, _one(st.session_state["one_target"])),
        label_visibility="collapsed",
    )


def _one(code: str) -> str | None:
    return None if code == ALL else code


def show_all_targets(request: Request) -> None:
    """Show the table of all targets; a row or the box above leads to one."""
    answer = board(request.snapshot, request.view)
    table, shown, listed = _all_targets(request.snapshot, request.view)
    with card("targets_card", table.title, table.note, answer.sample):
        st.html(listed)
        show_rows(
            "targets_frame",
            table,
            shown,
            most=len(table.rows),
            follow=lambda row_number: choose(TARGET, answer.results[row_number].target.id),
            sentence=join_sentences(headline(answer), without_verdict(answer)),
            origin=_("“—”表示未知或不适用；勾选一行，或在上面的框中选择，可打开该目标。"),
            downloads="targets",
        )


@drawn_once(entries=64)
def _all_targets(snapshot: DataSource, view: Scope) -> tuple[Table, DataFrame, str]:
    """Lay out the table of all targets, and a short list for a phone, once per key.

    A phone has no room for the table's columns.
    """
    answer = board(snapshot, view)
    table, styles = targets_table(answer), read_palette().styles
    rows = [
        {
            "name": target_name(row.target),
            "code": row.status,
            "mark": styles[row.status].mark,
            "status": status_label(row.target, row.status),
            "figures": measured(row),
        }
        for row in answer.results
    ]
    return table, frame(table), render("target_list", rows=rows)


@drawn_once(entries=128)
def target_figures(
    snapshot: DataSource,
    view: Scope,
    target_id: str,
) -> TargetFigures:
    """Draw the pictures and write the texts of one target, once per key."""
    detail, palette = target_detail(snapshot, view, target_id), shown_palette()
    target = detail.result.target
    return TargetFigures(
        clause=clause_html(detail.board.plan, target),
        course=_course(detail, palette),
        distribution=distribution_chart(coverage(snapshot, view, target_id), palette) if distributed(target) else None,
        projects=_projects(detail),
        sources=sources_html(
            [(cited.source, cited.facts) for cited in detail.sources]
            + [(row, None) for row in detail.plan_sources if row.key not in {c.source.key for c in detail.sources}],
            _("这项目标还没有任何事实；请省级管理员导入名单或计数。"),
        ),
    )


def _projects(detail: TargetDetail) -> tuple[Table, DataFrame] | None:
    if not detail.result.measure.with_projects:
        return None
    table = target_projects_table(detail)
    return table, frame(table)


def _course(detail: TargetDetail, palette: Palette) -> Spec | None:
    if all(point.reached is None for point in detail.course):
        return None
    target, attainment = detail.result.target, detail.result.attainment
    return burn_up_chart(
        [(point.on, point.reached, point.accepted, point.due) for point in detail.course],
        title=_("%(name)s：进展过程") % {"name": target_name(target)},
        note=note(detail.board, attainment.sample),
        words={
            "reached": detail.result.measure.reached_word(),
            "accepted": _("验收"),
            "due": _("序时应达"),
            "axis": _("数量（%(unit)s）") % {"unit": unit_word(target.unit)},
            "day": _("日期"),
            "series": _("系列"),
        },
        palette=palette,
        whole=detail.result.measure.ceiling(attainment),
    )


def _course_picture(detail: TargetDetail) -> bytes:
    spec = _course(detail, read_palette())
    assert spec is not None  # the button stands under the chart
    return chart_png(spec)


def show_target(request: Request, target_id: str) -> None:
    """Show one target: verdict, clause, course, distribution, projects, sources, disagreement."""
    figures = target_figures(request.snapshot, request.view, target_id)
    detail = target_detail(request.snapshot, request.view, target_id)
    row = detail.result
    st.html(
        render(
            "target_head",
            name=target_name(row.target),
            original=target_original(row.target),
            code=row.status,
            mark=read_palette().styles[row.status].mark,
            status=status_label(row.target, row.status),
            figures=measured(row),
            sentence=verdict(row, detail.board),
            provenance=provenance_word(row.target.provenance),
            sample=row.attainment.sample,
        )
    )
    _show_disagreement(detail)
    left, right = st.columns([0.5, 0.5], gap="small")
    with left:
        with card("target_clause_card", _("条款原文与算法")):
            st.html(figures.clause)
        _show_parts(request, detail)
        _show_distribution(request, figures, detail)
    with right:
        _show_course(figures, detail)
        _show_projects(request, detail, figures)
    with card("target_sources_card", pgettext("several", "来源"), note(detail.board, row.attainment.sample)):
        st.html(figures.sources)


def _show_disagreement(detail: TargetDetail) -> None:
    for name, count in detail.disagreements:
        text = disagreement_sentence(name, count, detail.result.target.unit)
        st.warning(join_sentences(_("两种口径不一致。"), text), icon=":material/difference:")


def _show_parts(request: Request, detail: TargetDetail) -> None:
    target = detail.result.target
    if distributed(target) and detail.result.measure.by_division:
        sentence = parts_sentence(coverage(request.snapshot, request.view, target.id))
        if sentence:
            with card("target_parts_card", _("分项")):
                foot(sentence)
    told = detail.result.measure.categories_words(target, detail.result.attainment)
    if told:
        with card("target_parts_card", _("分类"), note(detail.board, detail.result.attainment.sample)):
            foot(told)


def _show_course(figures: TargetFigures, detail: TargetDetail) -> None:
    with card("target_course_card"):
        sentence = burn_up_sentence(detail)
        if figures.course is None:
            st.info(sentence, icon=":material/inbox:")
            return
        show_chart(figures.course, sentence, "course")
        foot(sentence)
        table_behind("course", lambda: burn_up_table(detail), lambda: _course_picture(detail))


def _show_distribution(request: Request, figures: TargetFigures, detail: TargetDetail) -> None:
    if figures.distribution is None:
        return
    answer = coverage(request.snapshot, request.view, detail.result.target.id)
    with card("target_distribution_card"):
        show_chart(figures.distribution, coverage_sentence(answer), "target_distribution")
        foot(coverage_sentence(answer))
        if mappable(detail.result.target):
            show_link(request.address, COVERAGE, _("在地图上看"), ":material/map:", target=detail.result.target.id)
        table_behind(
            "target_distribution",
            lambda: distribution_table(answer),
            lambda: chart_png(distribution_chart(answer, read_palette())),
        )


def _show_projects(request: Request, detail: TargetDetail, figures: TargetFigures) -> None:
    if figures.projects is None:
        return
    table, shown = figures.projects
    with card("target_projects_card", pgettext("several", "项目"), table.note):
        foot(_("这项目标下有 %(total)d 个具名项目；勾选一行可打开。") % {"total": len(detail.projects)})
        if detail.projects:
            for row_number in show_rows("target_projects_frame", table, shown, most=MOST_PROJECTS, pick=True):
                go_to(request.address, PROJECTS, project=detail.projects[row_number].code)
        show_link(request.address, PROJECTS, _("打开项目清单"), ":material/list_alt:", target=detail.result.target.id)
