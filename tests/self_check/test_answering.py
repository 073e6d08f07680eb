"""What an item takes, and when it is finished."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuyi_dash.errors import ChuyiError
from chuyi_dash.metrics.self_check.answering import differs, is_finished, open_disagreements, outcome, tidy, unfinished
from chuyi_dash.metrics.self_check.model import COUNT, MET, STAGE, TEXT, Answer, Draft, Figure, Question
from chuyi_dash.plan import read_plan

PLAN = read_plan()


def item(kind: str = MET, figure: str | None = None, key: str = "local-plan:430100:tasks") -> Question:
    return Question(
        key, "local_plan", kind, "local-plan", "三·实施", "430100", None, "tasks", "目标任务", Figure(figure), None
    )


def answer(
    agree: bool | None, value: str | None = None, reason: str | None = None, settled: str | None = None
) -> Answer:
    return Answer("x", agree, value, reason, None, 1, datetime(2025, 1, 1, tzinfo=UTC), "a", settled)


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        (COUNT, "0", "0"),
        (COUNT, "007", "7"),
        (COUNT, " 12 ", "12"),
        (MET, "no", "no"),
        (STAGE, "accepted", "accepted"),
        (TEXT, " 两行\r\n文字\x00 ", "两行\n文字"),
        (TEXT, "\u3000第一条\u3000甲\u00a0乙\u200b丙", "第一条 甲 乙丙"),
        (TEXT, " \n ", None),
    ],
)
def test_a_value_of_its_kind_is_kept_tidy(kind: str, value: str, kept: str | None) -> None:
    assert tidy(item(kind), Draft(False, value), PLAN).value == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (COUNT, "-1"),
        (COUNT, "1.5"),
        (COUNT, "１２"),
        (COUNT, "many"),
        (COUNT, "100000001"),
        (COUNT, "9" * 4000),
        (MET, "maybe"),
        (STAGE, "yes"),
        (STAGE, "done"),
        (TEXT, "字" * 4001),
    ],
)
def test_a_value_of_another_kind_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ChuyiError):
        tidy(item(kind), Draft(False, value), PLAN)


@pytest.mark.parametrize("field", ["reason", "note"])
def test_reason_and_note_are_short(field: str) -> None:
    long: dict[str, Any] = {field: "字" * 501}
    with pytest.raises(ChuyiError, match="最多 500 个"):
        tidy(item(), replace(Draft(False, "yes"), **long), PLAN)


def test_agreeing_keeps_the_figure_that_was_agreed_to() -> None:
    assert tidy(item(COUNT, "5"), Draft(True, "9", "because"), PLAN) == Draft(True, "5")


def test_another_value_that_equals_the_figure_is_agreement() -> None:
    assert tidy(item(COUNT, "5"), Draft(False, "05", "because"), PLAN) == Draft(True, "5")


@pytest.mark.parametrize(
    ("figure", "given", "finished"),
    [
        ("yes", None, False),
        ("yes", answer(None), False),
        ("yes", answer(True, "yes"), True),
        ("yes", answer(True, "no"), False),  # the figure has changed since
        (None, answer(True), False),
        ("yes", answer(False, "no", "why"), True),
        ("yes", answer(False, "no"), False),
        ("yes", answer(False, None, "why"), False),
        (None, answer(False, "no"), True),
        (None, answer(False), False),
        ("yes", answer(False, "yes"), True),  # a later import says what the prefecture said
    ],
)
def test_hand_in_wants_an_answer_a_value_and_a_reason_for_a_difference(
    figure: str | None, given: Answer | None, finished: bool
) -> None:
    assert is_finished(item(MET, figure), given) is finished


def test_the_unfinished_come_in_the_sheets_order() -> None:
    items = [item(key=key) for key in ("c", "a", "b")]
    assert [row.key for row in unfinished(items, {"a": answer(False, "yes")})] == ["c", "b"]


def test_what_stands_is_the_own_value_unless_the_steward_kept_the_systems() -> None:
    known = item(MET, "yes")
    assert outcome(known, None) == "yes"
    assert outcome(known, answer(True, "yes")) == "yes"
    assert outcome(known, answer(False, "no", "why")) == "no"
    assert outcome(known, answer(False, "no", "why", "confirmed")) == "no"
    assert outcome(known, answer(False, "no", "why", "kept")) == "yes"
    assert outcome(item(MET, None), answer(False, "no")) == "no"
    assert [differs(known, row) for row in (None, answer(True, "yes"), answer(False, "no"))] == [False, False, True]
    assert not differs(item(MET, None), answer(False, "no"))


def test_equal_values_and_a_value_still_to_come_are_no_disagreement() -> None:
    rows = {"a": answer(False, "5", "已核实"), "b": answer(False), "c": answer(False, "6", "已核实")}
    asked = [item(COUNT, "5", key) for key in ("c", "b", "a")]
    assert [differs(row, rows[row.key]) for row in asked] == [True, False, False]
    assert open_disagreements(asked, rows) == ("c",)
    assert open_disagreements(asked, rows | {"c": replace(rows["c"], settled="kept")}) == ()


@given(
    kind=st.sampled_from((MET, COUNT, STAGE, TEXT)),
    figure=st.sampled_from((None, "yes", "no", "0", "7", "building")),
    agree=st.sampled_from((True, False, None)),
    value=st.none() | st.text(max_size=30) | st.sampled_from(("yes", "no", "0", "7", "building")),
    note=st.none() | st.text(max_size=30),
)
def test_whatever_is_sent_is_refused_in_words_or_kept_so_that_it_can_be_kept_again(
    kind: str, figure: str | None, agree: bool | None, value: str | None, note: str | None
) -> None:
    asked = item(kind, None if kind == TEXT else figure)
    try:
        kept = tidy(asked, Draft(agree, value, value, note), PLAN)
    except ChuyiError:
        return
    assert tidy(asked, kept, PLAN) == kept
    for text in (kept.value, kept.reason, kept.note):
        assert text is None or (text.strip() and "\x00" not in text)
    assert not (kept.agree and kept.reason)
