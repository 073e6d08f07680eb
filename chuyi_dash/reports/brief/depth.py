"""One target in depth: the one that lacks most.

It shows the target's course against pace, and where it is missing.
"""

from __future__ import annotations

from pptx.slide import Slide

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED, count_states
from chuyi_dash.reports.brief.charts import COUNT, SHARE, Bars, Series, bar_chart
from chuyi_dash.reports.brief.courses import line_chart
from chuyi_dash.reports.brief.facts import cited_titles
from chuyi_dash.reports.brief.frame import Deck, Foot
from chuyi_dash.reports.brief.layout import CONTENT, Box
from chuyi_dash.reports.brief.style import BAND, RULE, SOFT
from chuyi_dash.reports.brief.text import body_text, panel
from chuyi_dash.views.board import PlanProgress, TargetResult
from chuyi_dash.views.coverage import Coverage, coverage
from chuyi_dash.views.targets import TargetDetail, target_detail
from chuyi_dash.wording.coverage import coverage_sentence
from chuyi_dash.wording.projects import burn_up_sentence
from chuyi_dash.wording.targets import verdict
from chuyi_dash.wording.terms import division_name, item_name, state_word, target_name


def key_target(board: PlanProgress) -> TargetResult | None:
    """Choose the judged target furthest behind pace in its own unit, else the largest known.

    {body}
    """
    known = [row for row in board.results if row.attainment.attainment is not None and not row.target.damaged]
    judged = [row for row in known if row.status != "no_data"] or known
    lacking = max(judged, key=lambda row: _lacking(row, board), default=None)
    if lacking is None or _lacking(lacking, board) > 0:
        return lacking
    return max(judged, key=_whole)


def _whole(row: TargetResult) -> int:
    return row.measure.whole(row.attainment) or 0


def _lacking(row: TargetResult, board: PlanProgress) -> float:
    due = board.pace if row.measure.paced(row.attainment) else 1.0
    return _whole(row) * (due - (row.attainment.attainment or 0))


def add_key_target(deck: Deck) -> None:
    """Add the key target's slide: its course on the left, its distribution on the right.

    Where there is no key target, the slide says what is missing.
    """
    board = deck.board
    row = key_target(board)
    if row is None:
        sentence = _("在这个范围内没有可以折算成比例的目标。")
        slide = deck.slide(_("差距最大的目标"), sentence, Foot(False))
        text = _("缺的是各目标的立项数或各地的报送；请省级管理员导入名单，请各市州补报。")
        panel(slide, CONTENT, [text], name=_("缺什么"), paper=BAND, line=RULE)
        return
    detail = target_detail(deck.snapshot, board.view, row.target.id)
    spread = _spread(deck, row)
    sample = row.attainment.sample or spread.sample
    sources = cited_titles(deck.snapshot, board.view, (row.target.id,), sample)
    heading = _("差距最大的目标") if _lacking(row, board) > 0 else _("重点目标")
    slide = deck.slide(heading, verdict(row, board), Foot(sample, sources))
    upper, strip = CONTENT.above(0.55)
    left, right = upper.columns(0.5, 0.5)
    _course(slide, detail, left)
    bars = _distribution(spread)
    under_left, under_right = strip.columns(0.5, 0.5)
    body_text(slide, under_left, [burn_up_sentence(detail)], name=_("进展说明"), colour=SOFT)
    if any(value is not None for series in bars.series for value in series.values):
        bar_chart(slide, right, bars, alt=coverage_sentence(spread))
        body_text(slide, under_right, [coverage_sentence(spread)], name=_("分布说明"), colour=SOFT)
    else:
        panel(slide, right, [coverage_sentence(spread)], name=_("缺什么"), paper=BAND, line=RULE)


def _spread(deck: Deck, row: TargetResult) -> Coverage:
    """Compute the target's coverage over the whole province.

    A prefecture thus sees itself among the others.
    """
    return coverage(deck.snapshot, deck.board.view.province(), row.target.id)


def _course(slide: Slide, detail: TargetDetail, box: Box) -> None:
    colours = read_palette().chart
    points, target = detail.course, detail.result.target
    series = [
        Series(detail.result.measure.reached_word(), [point.reached for point in points], colours["approved"]),
        *(
            [Series(_("验收"), [point.accepted for point in points], colours["accepted"])]
            if any(point.accepted is not None for point in points)
            else []
        ),
        Series(_("序时应达"), [point.due for point in points], colours["pace"]),
    ]
    line_chart(
        slide,
        box,
        _("%(name)s：进展过程（%(unit)s）") % {"name": target_name(target), "unit": target.unit},
        [point.on for point in points],
        series,
        alt=burn_up_sentence(detail),
    )


def _distribution(spread: Coverage) -> Bars:
    """Draw projects or divisions by prefecture.

    For one answer per prefecture, the answers are drawn item by item.
    """
    target, measure = spread.result.target, spread.result.measure
    title = _("%(name)s：按市州") % {"name": target_name(target)}
    if measure.one_bar:
        return _bars(spread, title)
    if spread.level == "county":
        rows = list(spread.by_prefecture())
        names = [division_name(division, short=True) for division, _cells, _found in rows]
        counts = [count_states(cell.state for cell in cells) for _place, cells, _found in rows]
        groups = [[count.met for count in counts], [count.unmet for count in counts], [c.unreported for c in counts]]
        return Bars(title, names, _states(groups), stacked="count")
    parts = measure.parts(target)
    if not parts:
        count = count_states(cell.state for cell in spread.cells)
        groups = [[count.met], [count.unmet], [count.unreported]]
        return Bars(title, [target_name(target)], _states(groups), stacked="count")
    answers = [[dict(cell.items).get(item.id) for cell in spread.cells] for item in parts]
    groups = [[row.count(value) for row in answers] for value in (True, False, None)]
    title = _("%(name)s：分项（市州数）") % {"name": target_name(target)}
    return Bars(title, [item_name(item) for item in parts], _states(groups), stacked="count")


def _bars(spread: Coverage, title: str) -> Bars:
    """Draw one bar a prefecture, in the map's colours."""
    target, measure, palette = spread.result.target, spread.result.measure, read_palette()
    rows = list(spread.by_prefecture())
    series = Series(
        measure.axis_label(target),
        [found.bar for _place, _cells, found in rows],
        palette.chart["accent"],
        [measure.shade(target, cells[0], palette).colour for _place, cells, _found in rows],
    )
    names = [division_name(division, short=True) for division, _cells, _found in rows]
    return Bars(title, names, [series], form=SHARE if measure.in_percent else COUNT)


def _states(groups: list[list[int]]) -> list[Series]:
    colours = read_palette().states
    return [
        Series(state_word(state), values, colours[state], hatched=state == UNREPORTED)
        for state, values in zip((MET, UNMET, UNREPORTED), groups, strict=True)
    ]
