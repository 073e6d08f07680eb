"""The colour and the words that a division gets on a map.

They are the same on the screens' maps and on the briefing's.
"""

from __future__ import annotations

from dataclasses import replace

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.legends import count_colour, share_colour
from chuyi_dash.metrics.ranking import PrefectureRank
from chuyi_dash.views.board import PlanProgress
from chuyi_dash.views.coverage import Cell, Coverage
from chuyi_dash.wording.terms import division_name, percent

__all__ = [
    "cell_shade",
    "count_colour",
    "coverage_key",
    "rank_shade",
    "share_colour",
]


def coverage_key(coverage: Coverage, palette: Palette) -> tuple[LegendEntry, ...]:
    """List the classes of one target's map, as the way of measuring has them."""
    result = coverage.result
    return result.measure.legend(result.target, coverage.cells, palette)


def rank_shade(row: PrefectureRank, board: PlanProgress, palette: Palette) -> Shade:
    """Shade one prefecture by the share of its duties met; hatched where it has no share."""
    text = _("达到 %(met)d / %(due)d 项（%(share)s），未报送 %(unreported)d 项，逾期节点 %(late)d 个") % {
        "met": row.met,
        "due": row.due,
        "share": percent(row.share),
        "unreported": row.unreported,
        "late": row.late,
    }
    return Shade(
        code=row.code,
        name=division_name(board.divisions[row.code]),
        colour=share_colour(row.share, palette),
        text=text,
        hatched=row.share is None,
    )


def cell_shade(cell: Cell, coverage: Coverage, palette: Palette) -> Shade:
    """Shade one division under one target, as the way of measuring colours it.

    The shade has the division's name in the reader's language.
    """
    result = coverage.result
    shade = result.measure.shade(result.target, cell, palette)
    return replace(shade, name=division_name(coverage.board.divisions[cell.code]))
