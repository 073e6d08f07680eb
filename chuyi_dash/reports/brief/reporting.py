"""What the figures stand on: who has reported, what contradicts itself, and the sources."""

from __future__ import annotations

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.quality import SERIOUS, Completeness
from chuyi_dash.reports.brief.charts import Bars, Series, bar_chart
from chuyi_dash.reports.brief.facts import SAMPLE_KIND, cited_titles
from chuyi_dash.reports.brief.frame import Deck, Foot
from chuyi_dash.reports.brief.layout import CONTENT
from chuyi_dash.reports.brief.style import BAND, RULE, SOFT
from chuyi_dash.reports.brief.tables import Head, Row, native_table
from chuyi_dash.reports.brief.text import body_text, panel
from chuyi_dash.views.quality import Quality, quality
from chuyi_dash.views.sources import all_sources
from chuyi_dash.wording.briefing import counting_rules, sources_sentence
from chuyi_dash.wording.quality import (
    completeness_sentence,
    contradiction_sentence,
    contradictions_sentence,
    freshness_sentence,
    severity_word,
    subject,
)
from chuyi_dash.wording.terms import confidence_word, day, division_name, number, source_kind_word, target_name

MOST_OLD = 9


def add_reporting(deck: Deck) -> None:
    """Add the slide of reporting: reports in the newest period, and contradictions.

    Reports are counted by prefecture, in a prefecture's scope by period.
    """
    board = deck.board
    answer = quality(deck.snapshot, board.view)
    if not answer.completeness:
        sentence = _("所选日期还没有应报送的报送期。")
        slide = deck.slide(_("报送情况"), sentence, Foot(False))
        panel(slide, CONTENT, [freshness_sentence(answer)], name=_("缺什么"), paper=BAND, line=RULE)
        return
    period = answer.completeness[-1].period
    sentence = completeness_sentence(answer, period)
    sample = _rests_on_sample(deck, answer)
    targets = [row.target.id for row in board.results if row.measure.periodic]
    slide = deck.slide(_("报送情况"), sentence, Foot(sample, cited_titles(deck.snapshot, board.view, targets, sample)))
    upper, strip = CONTENT.above(0.55)
    left, right = upper.columns(0.48, 0.52)
    bar_chart(slide, left, _reports(answer, period), alt=sentence)
    if answer.contradictions:
        heads, rows = _contradictions(answer)
        native_table(slide, right, heads, rows, name=_("矛盾"), alt=contradictions_sentence(answer))
    else:
        heads, rows = _oldest(answer)
        native_table(slide, right, heads, rows, name=_("最旧的事实"), alt=freshness_sentence(answer))
    texts = freshness_sentence(answer) + contradictions_sentence(answer)
    body_text(slide, strip, [texts], name=_("说明"), colour=SOFT)


def _rests_on_sample(deck: Deck, answer: Quality) -> bool:
    """Tell whether anything on the slide would differ without the sample."""
    if answer.board.view.sourced:
        return False
    without = quality(deck.snapshot, answer.board.view.sourced_only())
    return (answer.completeness, answer.freshness, answer.contradictions) != (
        without.completeness,
        without.freshness,
        without.contradictions,
    )


def _reports(answer: Quality, period: str) -> Bars:
    board = answer.board
    chart, states = read_palette().chart, read_palette().states
    rows: tuple[Completeness, ...]
    if board.view.prefecture is None:
        rows = answer.of_period(period)
        names = [division_name(board.divisions[row.prefecture], short=True) for row in rows]
        title = _("%(period)s各市州报送（项）") % {"period": period}
    else:
        rows = answer.completeness
        names = [row.period for row in rows]
        title = _("各报送期的报送（项）")
    return Bars(
        title=title,
        names=names,
        series=[
            Series(_("按时"), [row.on_time for row in rows], chart["approved"]),
            Series(_("逾期报送"), [row.late for row in rows], states["unmet"]),
            Series(_("未报"), [row.missing for row in rows], states["unreported"], hatched=True),
        ],
        stacked="count",
    )


def _oldest(answer: Quality) -> tuple[list[Head], list[Row]]:
    """Build the table of targets without any fact, then those whose newest fact is oldest."""
    plan = answer.board.plan
    ordered = sorted(answer.freshness, key=lambda row: (row.age is not None, -(row.age or 0)))[:MOST_OLD]
    heads = [
        Head(_("事实最旧的目标"), 3.4),
        Head(_("最新事实"), 2.1, figures=True),
        Head(_("距今（天）"), 1.5, figures=True),
    ]
    return heads, [[target_name(plan.target(row.target)), day(row.newest), number(row.age)] for row in ordered]


def _contradictions(answer: Quality) -> tuple[list[Head], list[Row]]:
    known = answer.board.divisions
    heads = [Head(_("程度"), 0.7), Head(_("对象"), 2.0), Head(_("地区"), 0.8), Head(_("矛盾"), 2.6)]
    ordered = sorted(answer.contradictions, key=lambda row: row.severity != SERIOUS)
    return heads, [
        [
            severity_word(row.severity),
            subject(row, answer.board),
            division_name(known[row.division], short=True) if row.division else "—",
            contradiction_sentence(row),
        ]
        for row in ordered
    ]


def add_sources(deck: Deck) -> None:
    """Add the slide of sources: their kind, the facts that rest on each, how to read figures."""
    board = deck.board
    rows = [row for row in all_sources(deck.snapshot, board.view.sourced) if row.facts]
    sample = any(row.kind == SAMPLE_KIND for row in rows)
    slide = deck.slide(_("来源与口径"), sources_sentence(rows), Foot(sample))
    upper, strip = CONTENT.above(0.62, gap=0.08)
    heads = [
        Head(_("来源"), 7.2),
        Head(_("发布"), 1.9),
        Head(_("日期"), 1.75),
        Head(_("性质"), 1.15),
        Head(_("可信度"), 0.85),
        Head(_("事实（条）"), 1.2, figures=True),
    ]
    ordered = sorted(rows, key=lambda row: (-row.facts, row.key))
    table: list[Row] = [
        [
            row.title,
            row.publisher or "—",
            day(row.published),
            source_kind_word(row.kind),
            confidence_word(row.confidence),
            number(row.facts),
        ]
        for row in ordered
    ]
    if table:
        native_table(slide, upper, heads, table, name=_("来源"), alt=sources_sentence(rows))
    else:
        panel(slide, upper, [sources_sentence(rows)], name=_("缺什么"), paper=BAND, line=RULE)
    rules = counting_rules(board)
    body_text(slide, strip, ["".join(rules[:2]), "".join(rules[2:])], name=_("口径"), colour=SOFT)
