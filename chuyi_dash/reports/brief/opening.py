"""The cover and the verdict."""

from __future__ import annotations

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Pt

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.reports.brief.charts import Bars, Series, bar_chart
from chuyi_dash.reports.brief.facts import cited_titles
from chuyi_dash.reports.brief.frame import Deck, Foot
from chuyi_dash.reports.brief.layout import CONTENT, Box, fitting
from chuyi_dash.reports.brief.style import INK, SAMPLE_INK, SAMPLE_LINE, SAMPLE_PAPER, SOFT, paint, rgb
from chuyi_dash.reports.brief.tables import Entry, Head, native_table
from chuyi_dash.reports.brief.template import COVER
from chuyi_dash.reports.brief.text import CENTRE, Words, body_text, drop_theme_style, flush, text_box, write
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.wording.briefing import deck_title, sample_mark
from chuyi_dash.wording.overview import headline, scope_name, time_sentence, without_verdict
from chuyi_dash.wording.terms import day, number, status_label, status_word, target_name

TILES_TOP, TILE_HEIGHT, TILE_GAP = 4.85, 1.15, 0.2
VERDICT_BOX = Box(1.1, 3.0, 11.6, 1.7)


def add_cover(deck: Deck) -> None:
    """Show title, scope and day, the answer in one sentence, and the statuses as tiles."""
    board = deck.board
    title = deck_title()
    slide = deck.slide("", title, Foot(board.sample), layout=COVER)
    accent = read_palette().chart["accent"]
    shapes = slide.placeholders
    write(shapes[0].text_frame, [[Words(title, 36, accent, bold=True)]])
    write(shapes[1].text_frame, [[Words(f"{scope_name(board)} · {_('截至')}{day(board.view.as_of)}", 20, SOFT)]])
    texts = [headline(board), without_verdict(board), time_sentence(board)]
    kept = [text for text in texts if text]
    size = fitting("\n".join(kept), VERDICT_BOX.width, VERDICT_BOX.height, (20, 18, 16, 14))
    text_box(
        slide,
        VERDICT_BOX,
        [[Words(text, size, INK, bold=index == 0)] for index, text in enumerate(kept)],
        name=_("总体判断"),
        space=4,
    )
    _tiles(slide, board)
    if board.sample:
        chip = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(1.1, 6.28, 3.9, 0.38).emu())
        chip.name = _("示例标记")
        drop_theme_style(chip)
        paint(chip.fill, SAMPLE_PAPER)
        chip.line.color.rgb, chip.line.width = rgb(SAMPLE_LINE), Pt(1)
        flush(chip.text_frame, MSO_ANCHOR.MIDDLE)
        write(chip.text_frame, [[Words(sample_mark(), 13, SAMPLE_INK, bold=True)]], CENTRE)


def _tiles(slide: Slide, board: PlanProgress) -> None:
    """Draw one tile for each status that occurs: mark, number and word.

    So colour never speaks alone.
    """
    present = [code for code in STATUSES if board.statuses[code]]
    width = min(2.2, (11.2 - TILE_GAP * (len(present) - 1)) / max(1, len(present)))
    for index, code in enumerate(present):
        style = read_palette().styles[code]
        box = Box(1.1 + index * (width + TILE_GAP), TILES_TOP, width, TILE_HEIGHT)
        tile = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.emu())
        tile.name = status_word(code)
        drop_theme_style(tile)
        paint(tile.fill, style.background)
        tile.line.color.rgb, tile.line.width = rgb(style.colour), Pt(0.75)
        flush(tile.text_frame, MSO_ANCHOR.MIDDLE)
        words = [
            [Words(number(board.statuses[code]), 30, style.colour, bold=True)],
            [Words(f"{style.mark} {status_word(code)}", 14, style.colour)],
        ]
        write(tile.text_frame, words, CENTRE)


def add_verdict(deck: Deck) -> None:
    """Add the slide of overall progress: headline, targets in each status, and their names."""
    board = deck.board
    sources = cited_titles(deck.snapshot, board.view, (row.target.id for row in board.results), board.sample)
    sentence = headline(board)
    slide = deck.slide(_("总体进展"), sentence, Foot(board.sample, sources))
    upper, strip = CONTENT.above(0.55)
    left, right = upper.columns(0.4, 0.6)
    styles = read_palette().styles
    bar_chart(
        slide,
        left,
        Bars(
            title=_("各状态的目标数（项）"),
            names=[f"{styles[code].mark} {status_word(code)}" for code in STATUSES],
            series=[
                Series(
                    _("目标（项）"),
                    [board.statuses[code] for code in STATUSES],
                    read_palette().chart["accent"],
                    colours=[styles[code].colour for code in STATUSES],
                )
            ],
            size=13,
        ),
        alt=sentence,
    )
    native_table(
        slide,
        right,
        [Head(_("状态"), 1.75), Head(_("项数"), 0.7, figures=True), Head(_("目标"), 5.2)],
        _status_rows(board),
        name=_("各状态的目标"),
        alt=sentence,
    )
    body_text(slide, strip, [without_verdict(board) + time_sentence(board)], name=_("说明"), colour=SOFT)


def _status_rows(board: PlanProgress) -> list[list[str | Entry]]:
    rows: list[list[str | Entry]] = []
    for code in STATUSES:
        style = read_palette().styles[code]
        names = [target_name(row.target) for row in board.results if row.status == code and not row.target.damaged]
        if names:
            word = Entry(f"{style.mark} {status_word(code)}", style.colour, bold=True)
            rows.append([word, number(len(names)), listed(names)])
    for row in board.results:
        if row.target.damaged:
            rows.append([Entry(status_label(row.target, row.status), SOFT), "—", target_name(row.target)])
    return rows
