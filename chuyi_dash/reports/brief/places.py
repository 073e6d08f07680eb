"""Where: the county map, and the prefectures side by side."""

from __future__ import annotations

from pptx.slide import Slide

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import Boundaries
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.results import MET, UNMET, UNREPORTED, count_states
from chuyi_dash.plan import Plan, Target
from chuyi_dash.reports.brief import countymap
from chuyi_dash.reports.brief.charts import SHARE, Bars, Series, bar_chart
from chuyi_dash.reports.brief.facts import cited_titles, late_sample
from chuyi_dash.reports.brief.frame import Deck, Foot
from chuyi_dash.reports.brief.layout import CONTENT, Box
from chuyi_dash.reports.brief.style import BAND, RULE, SOFT
from chuyi_dash.reports.brief.tables import Entry, Head, Row, native_table, table_size
from chuyi_dash.reports.brief.text import body_text, panel
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.views.coverage import Cell, Coverage, coverage
from chuyi_dash.views.overview import Overview, overview
from chuyi_dash.wording.boundaries import boundaries_note, no_boundaries
from chuyi_dash.wording.coverage import coverage_sentence, empty_sentence
from chuyi_dash.wording.overview import rank_sentence, ranking_rule, ranking_sentence
from chuyi_dash.wording.shading import cell_shade, coverage_key, share_colour
from chuyi_dash.wording.terms import UNKNOWN, division_name, number, percent, state_word, target_name

CHOSEN = "#e4eef8"


def county_target(plan: Plan) -> Target:
    """Return the plan's target that is set for every county."""
    return next(target for target in plan.targets if target.scope == "county")


def add_county_map(deck: Deck, boundaries: Boundaries | None) -> None:
    """Add the slide of the county target: a map beside the places that fall short.

    The map is made of native shapes. The places listed do not meet the target or have not reported.
    """
    board = deck.board
    answer = coverage(deck.snapshot, board.view, county_target(board.plan).id)
    sentence = coverage_sentence(answer)
    sources = cited_titles(deck.snapshot, board.view, (answer.result.target.id,), answer.sample)
    extra = boundaries_note(boundaries) if boundaries else ""
    slide = deck.slide(
        _("县级覆盖：%(name)s") % {"name": target_name(answer.result.target)},
        sentence,
        Foot(answer.sample, sources, extra),
    )
    left, right = CONTENT.columns(0.5, 0.5)
    if boundaries is None:
        panel(slide, left, [no_boundaries()], name=_("缺少边界"), paper=BAND, line=RULE)
    else:
        _map(slide, answer, boundaries, left)
    missing = empty_sentence(answer)
    if missing:
        right, strip = right.above(0.4)
        body_text(slide, strip, [missing], name=_("缺什么"), colour=SOFT)
    if board.view.prefecture is None:
        heads, rows = _by_prefecture(answer, right)
    else:
        heads, rows = _own_counties(answer)
    native_table(slide, right, heads, rows, name=_("各地状态"), alt=sentence)


def _map(slide: Slide, answer: Coverage, boundaries: Boundaries, box: Box) -> None:
    board = answer.board
    prefecture = board.view.prefecture
    area, legend = box.above(0.34)
    counties = boundaries.counties_fine if prefecture else boundaries.counties
    shades = [cell_shade(cell, answer, read_palette()) for cell in answer.cells]
    borders = [boundaries.prefectures[code] for code in sorted(boundaries.prefectures) if prefecture in (None, code)]
    at = countymap.projection([counties[shade.code] for shade in shades if shade.code in counties], area).at
    countymap.draw_areas(slide, counties, shades, at)
    if prefecture is None:
        countymap.draw_borders(slide, borders, at)
        known, named = boundaries.prefectures, board.prefectures()
    else:
        known, named = counties, board.counties(prefecture)
    labels = [(known[row.code].label, division_name(row, short=True)) for row in named if row.code in known]
    countymap.draw_labels(slide, labels, at)
    countymap.draw_legend(slide, coverage_key(answer, read_palette()), legend)


def _by_prefecture(answer: Coverage, box: Box) -> tuple[list[Head], list[Row]]:
    """Build a table row for each prefecture: how many meet the target, and the others' names.

    As many names are given as fit the box.
    """
    board = answer.board
    heads = [
        Head(_("市州"), 0.9),
        Head(state_word(MET), 1.15, figures=True),
        Head(state_word(UNMET), 1.7),
        Head(state_word(UNREPORTED), 2.2),
    ]
    rows: list[Row] = []
    for most in (12, 6, 4, 3, 2, 1):
        rows = [
            [
                division_name(division, short=True),
                _met_of(answer, division.code),
                _names(answer, division.code, UNMET, most),
                _names(answer, division.code, UNREPORTED, most),
            ]
            for division in board.prefectures()
        ]
        if table_size(heads, rows, box, (12.5, 12, 11.5, 11, 10.5)) is not None:
            break
    return heads, rows


def _met_of(answer: Coverage, prefecture: str) -> str:
    count = count_states(cell.state for cell in answer.cells if cell.prefecture == prefecture)
    return f"{count.met} / {count.due}"


def _names(answer: Coverage, prefecture: str, state: str, most: int) -> str:
    known = answer.board.divisions
    names = [
        division_name(known[cell.code], short=True)
        for cell in answer.cells
        if cell.prefecture == prefecture and cell.state == state
    ]
    return listed(names, most) or "—"


def _own_counties(answer: Coverage) -> tuple[list[Head], list[Row]]:
    heads = [
        Head(_("县市区"), 1.5),
        Head(_("状态"), 1.2),
        Head(_("公办学校（所）"), 1.5, figures=True),
        Head(_("数据"), 0.9),
    ]
    rows: list[Row] = [
        [cell.name, state_word(cell.state or UNREPORTED), number(cell.value), _nature(cell)] for cell in answer.cells
    ]
    return heads, rows


def _nature(cell: Cell) -> str:
    if cell.state in (None, UNREPORTED):
        return UNKNOWN
    return _("示例") if cell.sample else _("有来源")


def add_prefectures(deck: Deck) -> None:
    """Show all prefectures by the share of their duties met.

    In a prefecture's scope its own stands out.
    """
    board = deck.board
    answer = overview(deck.snapshot, board.view)
    chosen = board.view.prefecture
    sentence = ranking_sentence(answer) if chosen is None else rank_sentence(answer, answer.rank_of(chosen))
    sample = any(row.sample for row in answer.ranking) or late_sample(deck.snapshot, board.view.province())
    by_division = [row.target.id for row in board.results if row.measure.by_division]
    sources = cited_titles(deck.snapshot, board.view, by_division, sample)
    slide = deck.slide(_("市州比较"), sentence, Foot(sample, sources))
    upper, strip = CONTENT.above(0.3, gap=0.05)
    left, right = upper.columns(0.5, 0.5)
    bar_chart(slide, left, _duties(answer), alt=sentence)
    native_table(slide, right, *_standings(answer), name=_("各市州达到率"), alt=sentence)
    body_text(
        slide,
        strip,
        [ranking_rule(answer) if chosen is None else ranking_sentence(answer)],
        name=_("说明"),
        colour=SOFT,
    )


def _duties(answer: Overview) -> Bars:
    """Draw shares where anyone has one, otherwise duties met and not reported.

    Without shares nobody can be ranked.
    """
    board = answer.board
    names = [_marked(row.code, board) for row in answer.ranking]
    palette = read_palette()
    if any(row.share is not None for row in answer.ranking):
        return Bars(
            title=_("地区性任务达到率（%）"),
            names=names,
            series=[
                Series(
                    _("达到率"),
                    [row.share for row in answer.ranking],
                    palette.chart["accent"],
                    colours=[share_colour(row.share, palette) for row in answer.ranking],
                )
            ],
            form=SHARE,
            most=1.15,
        )
    rows = answer.ranking
    return Bars(
        title=_("地区性任务（项）"),
        names=names,
        series=[
            Series(state_word(MET), [row.met for row in rows], palette.states[MET]),
            Series(state_word(UNMET), [row.due - row.met - row.unreported for row in rows], palette.states[UNMET]),
            Series(state_word(UNREPORTED), [row.unreported for row in rows], palette.states[UNREPORTED], hatched=True),
        ],
        stacked="count",
    )


def _marked(code: str, board: PlanProgress) -> str:
    name = division_name(board.divisions[code], short=True)
    return f"▶ {name}" if code == board.view.prefecture else name


def _standings(answer: Overview) -> tuple[list[Head], list[Row]]:
    heads = [
        Head(_("名次"), 0.7, figures=True),
        Head(_("市州"), 1.0),
        Head(_("应达到"), 0.9, figures=True),
        Head(_("达到"), 0.8, figures=True),
        Head(_("未报送"), 0.9, figures=True),
        Head(_("达到率"), 1.0, figures=True),
        Head(_("逾期节点"), 1.1, figures=True),
    ]
    rows: list[Row] = []
    for row in answer.ranking:
        own = row.code == answer.board.view.prefecture
        texts = (
            number(row.rank),
            division_name(answer.board.divisions[row.code], short=True),
            number(row.due),
            number(row.met),
            number(row.unreported),
            percent(row.share),
            number(row.late),
        )
        rows.append([Entry(text, bold=own, paper=CHOSEN if own else None) for text in texts])
    return heads, rows
