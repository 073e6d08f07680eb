"""The About screen's parts: the plan's words, the measures, the sources, the boundaries."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import in_chinese, pgettext
from chuyi_dash.measures import measure_of
from chuyi_dash.plan import Plan, read_plan, read_settings
from chuyi_dash.table import Column, Table
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.views.sources import all_sources
from chuyi_dash.wording.boundaries import boundaries_note, no_boundaries
from chuyi_dash.wording.tables import note
from chuyi_dash.wording.targets import rule
from chuyi_dash.wording.terms import (
    clause_name,
    confidence_word,
    provenance_word,
    source_kind_word,
    target_name,
    target_original,
    unit_word,
)
from components.session.page import Request
from components.widgets.cards import card, table_behind
from components.widgets.html import render
from components.widgets.outlines import outlines
from components.widgets.provenance import sources_html
from components.widgets.remembering import drawn_once


@dataclass(frozen=True, slots=True)
class AboutTexts:
    """Everything on the About screen as HTML."""

    plan: str
    rules: str
    sources: str


@drawn_once(entries=16)
def about_texts(snapshot: DataSource, view: Scope) -> AboutTexts:
    """Build the screen's texts, once per key."""
    plan, settings = read_plan(), read_settings()
    targets = [
        {
            "name": target_name(row),
            "original": target_original(row),
            "clause": clause_name(row.clause),
            "place": row.clause,
            "kind": measure_of(row).kind_word(row.kind),
            "number": row.number,
            "unit": unit_word(row.unit, row.number),
            "provenance": provenance_word(row.provenance),
            "second": (row.second_source if in_chinese() else row.second_source_en) or "",
            "rule": rule(row),
            "damaged": row.damaged,
        }
        for row in plan.targets
    ]
    sources = all_sources(snapshot, view.sourced)
    return AboutTexts(
        plan=_plan_html(plan),
        rules=render("rules", targets=targets, settings=settings),
        sources=sources_html([(row, row.facts) for row in sources], _("还没有来源。")),
    )


def _plan_html(plan: Plan) -> str:
    """Write the plan's words, with our notes in the reader's language."""
    original = in_chinese()
    return render(
        "plan",
        plan=plan,
        title=plan.title if original else plan.title_en,
        original="" if original else plan.title,
        issuers=plan.issuers if original else plan.issuers_en,
        notes=plan.notes if original else plan.notes_en,
        damage=plan.damage if original else plan.damage_en,
    )


def show_about(request: Request) -> None:
    """Show the plan's text, every measure, every source, and the origin of the map's outlines.

    The plan stands there clause by clause.
    """
    texts = about_texts(request.snapshot, request.view)
    here = board(request.snapshot, request.view)
    boundaries = outlines()
    with card("about_plan_card", _("计划原文与残缺"), _("引文照录客户所存文本，不作修补；残缺之处逐条标明。")):
        st.html(texts.plan)
    with card("about_rules_card", _("算法"), _("每个数字都由带日期、带来源的事实算出。")):
        st.html(texts.rules)
    with card("about_sources_card", pgettext("several", "来源"), note(here, here.sample)):
        st.html(texts.sources)
        table_behind("sources", lambda: sources_table(request))
    with card("about_boundaries_card", _("地图边界")):
        st.html(render("card_foot", sentence=boundaries_note(boundaries) if boundaries else no_boundaries(), origin=""))


def sources_table(request: Request) -> Table:
    """Lay out every source with its date, confidence and number of facts."""
    here = board(request.snapshot, request.view)
    return Table(
        title=pgettext("several", "来源"),
        note=note(here, here.sample),
        columns=(
            Column(_("编号")),
            Column(_("来源")),
            Column(_("类别")),
            Column(_("发布日期"), "day"),
            Column(_("日期说明")),
            Column(_("可信度")),
            Column(_("地址")),
            Column(_("事实（条）"), "number"),
        ),
        rows=tuple(
            (
                row.key,
                row.title,
                source_kind_word(row.kind),
                row.published,
                row.date_note,
                confidence_word(row.confidence),
                row.url,
                row.facts,
            )
            for row in all_sources(request.snapshot, request.view.sourced)
        ),
    )
