"""Each slide's headline is a sentence of the wording, and its foot says what the slide rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from briefings import Briefing, text_of
from pptx.oxml.ns import qn

from chuyi_dash.reports.brief.attainment import quotas
from chuyi_dash.reports.brief.depth import key_target
from chuyi_dash.views.board import board
from chuyi_dash.views.coverage import coverage
from chuyi_dash.views.funding import funding
from chuyi_dash.views.overview import overview
from chuyi_dash.views.projects import Filter, project_list
from chuyi_dash.views.quality import quality
from chuyi_dash.views.sources import all_sources
from chuyi_dash.wording import briefing as own
from chuyi_dash.wording.coverage import coverage_sentence
from chuyi_dash.wording.overview import (
    headline,
    overdue_sentence,
    rank_sentence,
    ranking_sentence,
    scope_name,
)
from chuyi_dash.wording.projects import funnel_sentence
from chuyi_dash.wording.quality import completeness_sentence
from chuyi_dash.wording.tables import note
from chuyi_dash.wording.targets import verdict
from chuyi_dash.wording.terms import day

MARK = "示例数据"


def titles(made: Briefing) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in made.slides]


def foot(slide: Any) -> str:
    (found,) = (shape for shape in slide.shapes if shape.name == "页脚")
    return str(found.text_frame.text)


def expected(made: Briefing) -> list[str]:
    snapshot, view = made.snapshot, made.view
    here = board(snapshot, view)
    both = overview(snapshot, view)
    key = key_target(here)
    assert key is not None
    reports = quality(snapshot, view)
    prefecture = view.prefecture
    projects = [row for row in here.results if row.target.measure == "projects" and not row.target.damaged]
    return [
        own.deck_title(),
        headline(here),
        own.quotas_sentence(here, quotas(here)) if prefecture is None else own.own_projects_sentence(projects),
        own.divisions_sentence([row for row in here.results if row.target.kind in ("coverage", "checklist")]),
        coverage_sentence(coverage(snapshot, view, "county-school")),
        ranking_sentence(both) if prefecture is None else rank_sentence(both, both.rank_of(prefecture)),
        verdict(key, here),
        funnel_sentence(project_list(snapshot, view, Filter())),
        own.funding_sentence(funding(snapshot, view)),
        overdue_sentence(both),
        completeness_sentence(reports, reports.completeness[-1].period),
        own.sources_sentence([row for row in all_sources(snapshot, view.sourced) if row.facts]),
    ]


def test_the_headlines_are_the_wording_s_sentences(brief_of: Callable[..., Briefing]) -> None:
    for changes in ({}, {"sourced": True}, {"prefecture": "433100"}, {"as_of": date(2023, 6, 30)}):
        made = brief_of("sample", **changes)
        assert titles(made) == expected(made)


def test_no_two_slides_have_the_same_headline(briefing: Briefing) -> None:
    found = titles(briefing)
    assert all(found)
    assert len(set(found)) == len(found)


def test_every_foot_has_the_day_the_scope_the_origin_and_the_page(briefing: Briefing) -> None:
    here = board(briefing.snapshot, briefing.view)
    for slide in briefing.slides:
        text = foot(slide)
        assert text.startswith(note(here, False))
        assert day(briefing.view.as_of) in text
        assert scope_name(here) in text
        (number,) = (shape for shape in slide.shapes if shape.name == "页码")
        assert [field.get("type") for field in number._element.iter(qn("a:fld"))] == ["slidenum"]


def test_every_slide_with_sample_figures_is_marked(province: Briefing) -> None:
    marked = note(board(province.snapshot, province.view), True)
    assert [slide for slide in province.slides if not foot(slide).startswith(marked)] == []


def test_no_slide_of_sourced_facts_speaks_of_the_sample(brief_of: Callable[..., Briefing]) -> None:
    for made in (brief_of("sample", sourced=True), brief_of("sourced")):
        assert [slide for slide in made.slides if MARK in text_of(slide)] == []


def test_in_one_briefing_only_the_slides_that_rest_on_the_sample_are_marked(brief_of: Callable[..., Briefing]) -> None:
    """Before the plan's start the sample knows schools but no project, no money and nothing late."""
    made = brief_of("sample", prefecture="430200", as_of=date(2021, 1, 1))
    here = board(made.snapshot, made.view)
    assert coverage(made.snapshot, made.view, "county-school").sample
    assert not any(row.attainment.sample for row in here.results if row.target.measure == "projects")
    marked = {page for page, slide in enumerate(made.slides, start=1) if foot(slide).startswith(note(here, True))}
    assert {2, 4, 5, 6, 7} <= marked
    assert marked.isdisjoint({3, 9, 10})


def test_the_foot_names_sources_of_the_slide_s_own_targets(province: Briefing) -> None:
    assert "教育部2026年高等学校名单" in foot(province.slides[3])
    assert "天地图" in foot(province.slides[4])
    assert "等 13 个" in foot(province.slides[1])
