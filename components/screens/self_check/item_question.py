"""What an item asks and what is known about it, as the sheet and the review show it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.self_check.model import Answer, ItemRemark, Question
from chuyi_dash.plan import read_plan
from chuyi_dash.wording.self_check import (
    answer_words,
    clause_words,
    comparison_words,
    disagreement_words,
    figure_words,
    item_name,
    item_question,
)
from chuyi_dash.wording.terms import clause_name, moment
from components.widgets.html import render


def anchor(item: Question) -> str:
    """The item's place on the page, for links that lead to it."""
    return "item-" + re.sub(r"[^a-z0-9]+", "-", item.key)


def asked_html(item: Question, divisions: Mapping[str, Division]) -> str:
    """Name, question, the clause's words, the system's figure, the province beside it."""
    plan = read_plan()
    return render(
        "self_check_asked",
        anchor=anchor(item),
        name=item_name(item, plan, divisions),
        question=item_question(item, plan),
        clause=clause_name(item.clause) if item.clause else "",
        quote=clause_words(item, plan),
        figure=figure_words(item, plan),
        comparison=comparison_words(item, plan),
        sample=item.figure.sample,
    )


def remarks_html(remarks: Sequence[ItemRemark]) -> str:
    """Why the item came back, open reasons first marked; nothing where it never did."""
    if not remarks:
        return ""
    rows = [{"open": row.open, "reason": row.reason, "who": row.who, "at": moment(row.at)} for row in remarks]
    return render("self_check_remarks", remarks=rows)


def answer_html(item: Question, answer: Answer | None) -> str:
    """The prefecture's answer to read: value, reason, note, and how a disagreement stands."""
    return render(
        "self_check_answer",
        answer=answer_words(item, answer, read_plan()),
        reason=(answer.reason if answer else None) or "",
        note=(answer.note if answer else None) or "",
        disagreement=disagreement_words(item, answer),
    )
