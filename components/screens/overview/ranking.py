"""The overview's ranking: the first, the last, and the chosen prefecture."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.ranking import PrefectureRank
from chuyi_dash.views.overview import Overview
from chuyi_dash.wording.terms import UNKNOWN, division_name, percent
from components.widgets.html import render

ENDS = 3


def ranking_html(answer: Overview) -> str:
    """Write the table of the first and the last, with the chosen prefecture between them.

    Empty where no prefecture has a rank.
    """
    ranked = [row for row in answer.ranking if row.rank is not None]
    first, last = ranked[:ENDS], ranked[ENDS:][-ENDS:]
    chosen = answer.board.view.prefecture
    middle = [row for row in ranked[ENDS : len(ranked) - len(last)] if row.code == chosen]
    hidden = len(ranked) - len(first) - len(last) - len(middle)
    rows = [_row(row, answer) for row in first]
    rows += [_row(row, answer) for row in middle]
    if hidden:
        rows.append(None)
    rows += [_row(row, answer) for row in last]
    if not ranked:
        return ""
    return render("ranking", rows=rows, gap=_("…… 中间 %(number)d 个市州见数据表 ……") % {"number": hidden})


def _row(row: PrefectureRank, answer: Overview) -> dict[str, object] | None:
    return {
        "rank": row.rank or UNKNOWN,
        "name": division_name(answer.board.divisions[row.code], short=True),
        "met": row.met,
        "due": row.due,
        "share": percent(row.share),
        "late": row.late,
        "chosen": row.code == answer.board.view.prefecture,
    }
