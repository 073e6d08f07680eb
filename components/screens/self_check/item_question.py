"""An item's question and the facts known about it, as the sheet and the review show them."""

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
    """Name the item's place on the page, for links that lead to it."""
    return "item-" + re.sub(r"[^a-z0-9]+", "-", item.key)


def asked_html(item: Question, divisions: Mapping[str, Division]) -> str:
    """Write the item's name, question, clause, system's figure and the province's beside it."""
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
    """Write why the item was sent back, with the open reasons marked.

    Empty where it never was.
    """
    if not remarks:
        return ""
    rows = [{"open": row.open, "reason": row.reason, "who": row.who, "at": moment(row.at)} for row in remarks]
    return render("self_check_remarks", remarks=rows)


def answer_html(item: Question, answer: Answer | None) -> str:
    """Write the prefecture's answer to read: value, reason, note, and state of a disagreement."""
    return render(
        "self_check_answer",
        answer=answer_words(item, answer, read_plan()),
        reason=(answer.reason if answer else None) or "",
        note=(answer.note if answer else None) or "",
        disagreement=disagreement_words(item, answer),
    )
