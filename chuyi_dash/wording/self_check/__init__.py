"""The self-check in words, the same on screens and in reports."""

from chuyi_dash.wording.self_check.answers import answer_words, disagreement_words, missing_words, whole_answer_words
from chuyi_dash.wording.self_check.figures import comparison_words, figure_words, size_words, value_words
from chuyi_dash.wording.self_check.items import clause_words, item_name, item_question, section_title
from chuyi_dash.wording.self_check.sheets import due_words, history_words, sheet_headline, state_word
from chuyi_dash.wording.self_check.tables import (
    accepted_sentence,
    accepted_table,
    difference_table,
    states_sentence,
    states_table,
)

__all__ = [
    "accepted_sentence",
    "accepted_table",
    "answer_words",
    "clause_words",
    "comparison_words",
    "difference_table",
    "disagreement_words",
    "due_words",
    "figure_words",
    "history_words",
    "item_name",
    "item_question",
    "missing_words",
    "section_title",
    "sheet_headline",
    "size_words",
    "state_word",
    "states_sentence",
    "states_table",
    "value_words",
    "whole_answer_words",
]
