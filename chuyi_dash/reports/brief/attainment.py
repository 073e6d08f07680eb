"""How far the targets are: quotas, then those that every division has to meet."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.slide import Slide

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.measures.measure import DIVISIONS, QUOTAS, REMARK
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, STATES, UNMET, UNREPORTED
from chuyi_dash.reports.brief.bullets import Bullets, bullet_chart
from chuyi_dash.reports.brief.charts import Bars, Series, bar_chart
from chuyi_dash.reports.brief.facts import cited_titles
from chuyi_dash.reports.brief.frame import Deck, Foot
from chuyi_dash.reports.brief.layout import CONTENT, Box
from chuyi_dash.reports.brief.style import BAND, RULE, SOFT
from chuyi_dash.reports.brief.tables import Entry, Head, Row, native_table, table_size
from chuyi_dash.reports.brief.text import body_text, panel
from chuyi_dash.views.board import PlanProgress, TargetResult
from chuyi_dash.wording.briefing import (
    divisions_sentence,
    kinds_words,
    no_local_quota,
    own_projects_sentence,
    quotas_sentence,
    uncounted_sentence,
)
from chuyi_dash.wording.targets import measured, rule
from chuyi_dash.wording.terms import (
    division_name,
    number,
    percent,
    state_word,
    status_label,
    target_name,
)

AXIS_ROOM, HEADING = 0.32, 0.42


def quotas(board: PlanProgress) -> tuple[TargetResult, ...]:
    """Select the targets whose number in the plan can be counted on."""
    return tuple(row for row in board.results if row.measure.chapter(row.target) == QUOTAS)


def add_quotas(deck: Deck) -> None:
    """Show each quota against its pace; for a prefecture its own counts, since it has no quota."""
    if deck.board.view.prefecture is None:
        _provincial_quotas(deck)
    else:
        _own_projects(deck)


def _provincial_quotas(deck: Deck) -> None:
    board = deck.board
    rows = quotas(board)
    uncounted = [row for row in board.results if row.measure.chapter(row.target) == REMARK]
    sample = any(row.attainment.sample for row in (*rows, *uncounted))
    sentence = quotas_sentence(board, rows)
    sources = cited_titles(deck.snapshot, board.view, (row.target.id for row in (*rows, *uncounted)), sample)
    slide = deck.slide(_("名额类目标"), sentence, Foot(sample, sources))
    upper, strip = CONTENT.above(0.45, gap=0.05)
    right, lines = _beside(slide, upper, *_quota_table(rows), alt=sentence)
    chart = read_palette().chart
    bullets = Bullets(
        title=_("各项名额的完成比例与序时进度"),
        names=[target_name(row.target) for row in rows],
        pace=Series(_("序时应达"), [board.pace] * len(rows), chart["pace"]),
        reached=[
            Series(_("立项 ÷ 规划数"), [row.attainment.attainment for row in rows], chart["approved"]),
            Series(_("验收 ÷ 规划数"), [row.attainment.accepted_attainment for row in rows], chart["accepted"]),
        ],
    )
    bullet_chart(slide, right, bullets, rows=lines, alt=sentence)
    body_text(slide, strip, [uncounted_sentence(uncounted)], name=_("说明"), colour=SOFT)


def _beside(slide: Slide, box: Box, heads: list[Head], rows: list[Row], *, alt: str) -> tuple[Box, tuple[float, float]]:
    """Draw a table with rows of equal height and leave room for a chart on its right.

    Returns the box beside the table, and the top and bottom of its rows in inches on the slide.
    """
    left, right = box.columns(0.64, 0.36, gap=0.1)
    table = Box(left.left, left.top, left.width, left.height - AXIS_ROOM)
    each = (table.height - HEADING) / len(rows)
    native_table(slide, table, heads, rows, name=_("数字"), alt=alt, heights=[HEADING, *[each] * len(rows)])
    return right, (table.top + HEADING, table.bottom)


def _quota_table(rows: Sequence[TargetResult]) -> tuple[list[Head], list[Row]]:
    heads = [
        Head(_("目标"), 4.3),
        Head(_("规划"), 0.75, figures=True),
        Head(_("立项"), 0.75, figures=True),
        Head(_("验收"), 0.75, figures=True),
        Head(_("完成比例"), 1.05, figures=True),
        Head(_("状态"), 1.4),
    ]
    table: list[Row] = []
    for row in rows:
        found, style = row.attainment, read_palette().styles[row.status]
        table.append(
            [
                target_name(row.target),
                number(found.number),
                number(found.approved.value if found.approved else None),
                number(found.accepted.value if found.accepted else None),
                percent(found.attainment),
                Entry(f"{style.mark} {status_label(row.target, row.status)}", style.colour, bold=True),
            ]
        )
    return heads, table


def _line(row: TargetResult) -> str:
    """Mark and name over the figures, as on the screens."""
    return f"{read_palette().styles[row.status].mark} {target_name(row.target)}\n{measured(row)}"


def _own_projects(deck: Deck) -> None:
    board = deck.board
    rows = [row for row in board.results if row.measure.own_counts and not row.target.damaged]
    sample = any(row.attainment.sample for row in rows)
    sentence = own_projects_sentence(rows)
    sources = cited_titles(deck.snapshot, board.view, (row.target.id for row in rows), sample)
    slide = deck.slide(_("省级项目在本地"), sentence, Foot(sample, sources))
    upper, strip = CONTENT.above(0.45, gap=0.05)
    right, lines = _beside(slide, upper, *_own_table(rows), alt=sentence)
    chart = read_palette().chart
    counts = [(row.attainment.approved, row.attainment.accepted) for row in rows]
    bars = Bars(
        title=_("各项目标在本地的立项数与验收数"),
        names=[target_name(row.target) for row in rows],
        series=[
            Series(
                _("立项"), [count.value if count else None for count, _a in counts], chart["approved"], labels=False
            ),
            Series(
                _("验收"), [count.value if count else None for _a, count in counts], chart["accepted"], labels=False
            ),
        ],
    )
    bar_chart(slide, right, bars, rows=lines, alt=sentence)
    body_text(slide, strip, [no_local_quota() + rule(rows[0].target)], name=_("说明"), colour=SOFT)


def _own_table(rows: Sequence[TargetResult]) -> tuple[list[Head], list[Row]]:
    heads = [
        Head(_("目标"), 4.3),
        Head(_("单位"), 0.8),
        Head(_("立项"), 0.9, figures=True),
        Head(_("验收"), 0.9, figures=True),
    ]
    return heads, [
        [
            target_name(row.target),
            row.target.unit,
            number(row.attainment.approved.value if row.attainment.approved else None),
            number(row.attainment.accepted.value if row.attainment.accepted else None),
        ]
        for row in rows
    ]


def add_divisions(deck: Deck) -> None:
    """Show coverage and checklist targets by state.

    Beside them stand the names of divisions that are not met or not reported.
    """
    board = deck.board
    rows = [row for row in board.results if row.measure.chapter(row.target) == DIVISIONS]
    sample = any(row.attainment.sample for row in rows)
    sentence = divisions_sentence(rows)
    sources = cited_titles(deck.snapshot, board.view, (row.target.id for row in rows), sample)
    slide = deck.slide(_("%(kinds)s目标") % {"kinds": kinds_words(rows)}, sentence, Foot(sample, sources))
    left, right = CONTENT.columns(0.56, 0.44)
    bar_chart(slide, left, _states(rows), alt=sentence)
    heads, table = _open_names(board, rows, right)
    if table:
        native_table(slide, right, heads, table, name=_("未达到和未报送的地区"), alt=sentence)
    else:
        panel(slide, right, [sentence], name=_("全部达到"), paper=BAND, line=RULE)


def _states(rows: list[TargetResult]) -> Bars:
    """Draw each target's divisions by state, as parts of all.

    The labels are the numbers of divisions.
    """
    colours = read_palette().states
    occurs = [
        state
        for state in STATES
        if state != NOT_APPLICABLE or any(row.attainment.codes(NOT_APPLICABLE) for row in rows)
    ]
    return Bars(
        title=_("各项目标的地区状态（个）"),
        names=[_line(row) for row in rows],
        series=[
            Series(
                state_word(state),
                [len(row.attainment.codes(state)) if row.attainment.divisions else None for row in rows],
                colours[state],
                hatched=state == UNREPORTED,
            )
            for state in (MET, UNMET, UNREPORTED, NOT_APPLICABLE)
            if state in occurs
        ],
        stacked="share",
        size=12,
    )


def _open_names(board: PlanProgress, rows: list[TargetResult], box: Box) -> tuple[list[Head], list[Row]]:
    heads = [Head(_("目标"), 1.7), Head(state_word(UNMET), 1.5), Head(state_word(UNREPORTED), 1.5)]
    lacking = [row for row in rows if row.attainment.attainment is None or row.attainment.attainment < 1]
    shown: list[Row] = []
    for most in (12, 8, 6, 4, 3, 2):
        shown = [
            [
                target_name(row.target),
                _names(board, row, UNMET, most) if row.attainment.divisions else measured(row),
                _names(board, row, UNREPORTED, most),
            ]
            for row in lacking
        ]
        if table_size(heads, shown, box, (12, 11.5, 11)) is not None:
            break
    return heads, shown


def _names(board: PlanProgress, row: TargetResult, state: str, most: int) -> str:
    known = board.divisions
    names = [division_name(known[code], short=True) for code in row.attainment.codes(state) if code in known]
    return listed(names, most) or "—"
