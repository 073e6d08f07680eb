"""The overview's headline: the answer in a sentence, and the statuses."""

from __future__ import annotations

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.metrics.status import STATUSES
from chuyi_dash.views.overview import Overview
from chuyi_dash.wording import overview as words
from chuyi_dash.wording.terms import status_word
from components.widgets.html import render


def headline_html(answer: Overview) -> str:
    """Write the headline's sentence, and the number of targets in each status."""
    board = answer.board
    marks = {code: style.mark for code, style in read_palette().styles.items()}
    chips = [
        {
            "code": code,
            "mark": marks[code],
            "number": board.statuses[code],
            "word": status_word(code),
        }
        for code in STATUSES
        if board.statuses[code]
    ]
    return render(
        "headline",
        headline=words.headline(board),
        aside=words.without_verdict(board),
        time=words.time_sentence(board),
        sample=answer.sample,
        chips=chips,
    )
