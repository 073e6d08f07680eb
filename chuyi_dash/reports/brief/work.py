"""The work: projects by stage and quarter, their money, and what is overdue."""

from __future__ import annotations

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.results import UNMET
from chuyi_dash.reports.brief.charts import Bars, Series, bar_chart
from chuyi_dash.reports.brief.facts import cited_titles, late_sample
from chuyi_dash.reports.brief.frame import Deck, Foot
from chuyi_dash.reports.brief.layout import CONTENT
from chuyi_dash.reports.brief.style import BAND, RULE, SOFT
from chuyi_dash.reports.brief.tables import Entry, Head, Row, native_table
from chuyi_dash.reports.brief.text import body_text, panel
from chuyi_dash.views.funding import Funding, funding
from chuyi_dash.views.overview import Overview, overview
from chuyi_dash.views.projects import Filter, ProjectList, project_list
from chuyi_dash.wording.briefing import funding_rule, funding_sentence
from chuyi_dash.wording.overview import overdue_detail, overdue_sentence, overdue_title
from chuyi_dash.wording.projects import arrivals_sentence, funnel_sentence, list_sentence
from chuyi_dash.wording.terms import amount, division_name, number, origin_word, percent, stage_name

MOST_LATE = 8


def _project_targets(deck: Deck) -> list[str]:
    return [row.target.id for row in deck.board.results if row.measure.with_projects]


def add_projects(deck: Deck) -> None:
    """Show how far the projects are, and when they were approved and accepted."""
    board = deck.board
    answer = project_list(deck.snapshot, board.view, Filter())
    sentence = funnel_sentence(answer) if answer.rows else list_sentence(answer)
    sources = cited_titles(deck.snapshot, board.view, _project_targets(deck), answer.sample)
    slide = deck.slide(_("项目推进"), sentence, Foot(answer.sample, sources))
    if not answer.rows:
        panel(slide, CONTENT, [sentence], name=_("缺什么"), paper=BAND, line=RULE)
        return
    upper, strip = CONTENT.above(0.55)
    left, right = upper.columns(0.38, 0.62)
    bar_chart(slide, left, _funnel(answer), alt=sentence)
    under_left, under_right = strip.columns(0.38, 0.62)
    body_text(slide, under_left, [list_sentence(answer)], name=_("项目说明"), colour=SOFT)
    if answer.arrivals:
        body_text(slide, under_right, [arrivals_sentence(answer)], name=_("季度说明"), colour=SOFT)
        bar_chart(slide, right, _arrivals(answer), alt=arrivals_sentence(answer))
    else:
        panel(slide, right, [arrivals_sentence(answer)], name=_("缺什么"), paper=BAND, line=RULE)


def _funnel(answer: ProjectList) -> Bars:
    plan, colours = answer.board.plan, read_palette().chart
    return Bars(
        title=_("到达各阶段及以后的项目（个）"),
        names=[stage_name(plan.stage(code)) for code, _count in answer.funnel],
        series=[Series(_("项目（个）"), [count for _code, count in answer.funnel], colours["approved"])],
        size=12,
    )


def _arrivals(answer: ProjectList) -> Bars:
    colours = read_palette().chart
    crowded = len(answer.arrivals) > 12
    return Bars(
        title=_("各季度立项与验收（个）"),
        names=[f"{day.year}\nQ{(day.month + 2) // 3}" for day, _approved, _accepted in answer.arrivals],
        series=[
            Series(_("立项"), [approved for _day, approved, _accepted in answer.arrivals], colours["approved"]),
            Series(_("验收"), [accepted for _day, _approved, accepted in answer.arrivals], colours["accepted"]),
        ],
        form="#,##0;;",
        upright=True,
        size=10 if crowded else 12,
    )


def add_funding(deck: Deck) -> None:
    """Show money by origin with both rates, or say who has to report it."""
    found = funding(deck.snapshot, deck.board.view)
    sentence = funding_sentence(found)
    sources = cited_titles(deck.snapshot, deck.board.view, _project_targets(deck), found.sample)
    slide = deck.slide(_("经费"), sentence, Foot(found.sample, sources if found.total else ()))
    if found.total is None:
        text = _("需要每个项目按来源（中央财政、地方财政、学校自筹、行业企业支持）的累计预算、到位、支出，单位万元。")
        panel(slide, CONTENT, [text, funding_rule(found)], name=_("缺什么"), paper=BAND, line=RULE)
        return
    upper, strip = CONTENT.above(0.55)
    left, right = upper.columns(0.38, 0.62)
    bar_chart(slide, left, _by_origin(found), alt=sentence)
    heads = [
        Head(_("来源（万元）"), 1.5),
        Head(_("预算"), 1.4, figures=True),
        Head(_("到位"), 1.4, figures=True),
        Head(_("支出"), 1.4, figures=True),
        Head(_("到位率"), 1.0, figures=True),
        Head(_("执行率"), 1.0, figures=True),
    ]
    rows: list[Row] = []
    for money in (*found.by_origin, found.total):
        texts = (
            origin_word(money.origin),
            amount(money.budget),
            amount(money.in_place),
            amount(money.spent),
            percent(money.in_place_rate),
            percent(money.spending_rate),
        )
        rows.append([Entry(text, bold=money.origin is None) for text in texts])
    native_table(slide, right, heads, rows, name=_("按来源的经费"), alt=sentence)
    body_text(slide, strip, [funding_rule(found)], name=_("说明"), colour=SOFT)


def _by_origin(found: Funding) -> Bars:
    chart = read_palette().chart
    parts = (
        ("budget", _("预算"), "#d9dee5"),
        ("in_place", _("到位"), chart["approved"]),
        ("spent", _("支出"), chart["accepted"]),
    )
    return Bars(
        title=_("各来源的预算、到位与支出（万元）"),
        names=[origin_word(money.origin) for money in found.by_origin],
        series=[
            Series(word, [float(getattr(money, part)) for money in found.by_origin], colour)
            for part, word, colour in parts
        ],
        size=12,
    )


def add_overdue(deck: Deck) -> None:
    """Add the slide of overdue matters: the longest overdue, with those responsible.

    Beside them it shows where late milestones gather: by prefecture, or in a prefecture's scope by project.
    """
    board = deck.board
    answer = overview(deck.snapshot, board.view)
    late = project_list(deck.snapshot, board.view, Filter(late=True))
    provincial = board.view.prefecture is None
    unmet = (state for row in board.results for state in row.attainment.divisions if state.state == UNMET)
    sample = late_sample(deck.snapshot, board.view) or (
        board.view.as_of > board.plan.end and any(state.sample for state in unmet)
    )
    sentence = overdue_sentence(answer)
    targets = [row.target.id for row in board.results]
    sources = cited_titles(deck.snapshot, board.view, targets, sample) if answer.overdue_total else ()
    slide = deck.slide(_("逾期事项"), sentence, Foot(sample, sources))
    if not answer.overdue_total:
        text = _("逾期由两处算出：项目节点的到期日与完成日，计划期结束后仍未达到的地区。未报送的地区不算逾期。")
        panel(slide, CONTENT, [text], name=_("缺什么"), paper=BAND, line=RULE)
        return
    left, right = CONTENT.columns(0.56, 0.44)
    heads = [Head(_("逾期最久的事项"), 3.4), Head(_("地点与责任"), 2.6)]
    rows: list[Row] = [[overdue_title(row, answer), overdue_detail(row, answer)] for row in answer.overdue]
    native_table(slide, left, heads, rows, name=_("逾期最久的事项"), alt=sentence)
    if provincial:
        bar_chart(slide, right, _late_places(answer), alt=sentence)
    elif late.rows:
        heads, rows = _late_projects(late)
        native_table(slide, right, heads, rows, name=_("有逾期节点的项目"), alt=list_sentence(late))


def _late_places(answer: Overview) -> Bars:
    ordered = sorted(answer.ranking, key=lambda row: (-row.late, row.code))
    return Bars(
        title=_("各市州的逾期节点（个）"),
        names=[division_name(answer.board.divisions[row.code], short=True) for row in ordered],
        series=[Series(_("逾期节点（个）"), [row.late for row in ordered], read_palette().styles["overdue"].colour)],
    )


def _late_projects(late: ProjectList) -> tuple[list[Head], list[Row]]:
    ordered = sorted(late.rows, key=lambda row: (-row.late, row.code))[:MOST_LATE]
    plan = late.board.plan
    heads = [Head(_("有逾期节点的项目"), 3.2), Head(_("阶段"), 1.1), Head(_("逾期节点"), 1.25, figures=True)]
    return heads, [
        [row.name, stage_name(plan.stage(row.stage)) if row.stage else "—", number(row.late)] for row in ordered
    ]
