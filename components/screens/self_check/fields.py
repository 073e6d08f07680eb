"""An item's own answer as widgets, and back from widgets to the draft to save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import COUNT, MET, NO, STAGE, TEXT, YES, Answer, Draft, Question
from chuyi_dash.plan import Plan
from chuyi_dash.wording.self_check import value_words

AGREE, OTHER = "agree", "other"
MOST_TEXT, MOST_NOTE = 4000, 500


@dataclass(frozen=True, slots=True)
class Fields:
    """The widgets of one item.

    ``key`` begins the names of all of them; a new key means new widgets. ``save`` is called when one of them changes.
    """

    item: Question
    plan: Plan
    key: str
    save: Callable[[], None]

    @property
    def known(self) -> bool:
        """Whether the system has a figure to agree or disagree with."""
        return self.item.figure.value is not None

    def name(self, field: str) -> str:
        """Name one widget in the session."""
        return f"{self.key}_{field}"

    def start(self, answer: Answer | None) -> None:
        """Fill widgets that are not on screen yet with the saved answer.

        Those on screen keep what was typed.
        """
        for field, value in _starting(self.item, answer).items():
            st.session_state.setdefault(self.name(field), value)

    def draw(self) -> None:
        """Show the widgets for conclusion, own value, reason and note, as far as they apply.

        A text item has one field alone; the reason is asked for where the conclusion differs from a known figure.
        """
        if self.item.kind == TEXT:
            self._text()
            return
        self._conclusion()
        if self._wants_value():
            self._value()
        if self.known and self.draft().agree is False:
            st.text_area(
                _("与系统数据不一致的理由（提交前必填）"),
                key=self.name("reason"),
                max_chars=MOST_NOTE,
                height=68,
                on_change=self.save,
            )
        st.text_input(_("备注"), key=self.name("note"), max_chars=MOST_NOTE, on_change=self.save)

    def draft(self) -> Draft:
        """Read the answer that the widgets hold now."""
        agree, value = self._conclusion_and_value()
        reason = self._said("reason") if agree is False and self.known else None
        return Draft(agree=agree, value=value, reason=reason, note=self._said("note"))

    def _conclusion_and_value(self) -> tuple[bool | None, str | None]:
        if self.item.kind == TEXT:
            value = self._said("value")
            return (None if value is None else False), value
        choice = st.session_state.get(self.name("choice"))
        if self.item.kind == MET:
            if choice is None:
                return None, None
            return (True, None) if self.known and choice == self.item.figure.value else (False, choice)
        if self.known and choice != OTHER:
            return (True if choice == AGREE else None), None
        value = self._said("value")
        return (False if self.known or value is not None else None), value

    def _said(self, field: str) -> str | None:
        value = st.session_state.get(self.name(field))
        return None if value is None or not str(value).strip() else str(value).strip()

    def _wants_value(self) -> bool:
        if self.item.kind == MET:
            return False
        return not self.known or st.session_state.get(self.name("choice")) == OTHER

    def _conclusion(self) -> None:
        if self.item.kind == MET:
            options, words = (YES, NO), self._met_words
        elif self.known:
            options, words = (AGREE, OTHER), self._agree_words
        else:
            return
        st.radio(
            _("自查结论"),
            options,
            format_func=words,
            index=None,
            key=self.name("choice"),
            horizontal=True,
            on_change=self.save,
        )

    def _met_words(self, choice: str) -> str:
        word = value_words(MET, choice, self.plan)
        if not self.known:
            return word
        agrees = choice == self.item.figure.value
        return (_("%(value)s（与系统一致）") if agrees else _("%(value)s（与系统不一致）")) % {"value": word}

    def _agree_words(self, choice: str) -> str:
        if choice == OTHER:
            return _("另有情况")
        return _("同意系统数据：%(value)s") % {"value": value_words(self.item.kind, self.item.figure.value, self.plan)}

    def _value(self) -> None:
        if self.item.kind == COUNT:
            st.number_input(_("本地数据"), min_value=0, step=1, key=self.name("value"), on_change=self.save, width=200)
        elif self.item.kind == STAGE:
            st.selectbox(
                _("实际阶段"),
                [stage.code for stage in self.plan.stages],
                format_func=lambda code: value_words(STAGE, code, self.plan),
                placeholder=_("请选择"),
                filter_mode=None,
                key=self.name("value"),
                on_change=self.save,
                width=240,
            )

    def _text(self) -> None:
        st.text_area(_("填写内容"), key=self.name("value"), max_chars=MOST_TEXT, height=160, on_change=self.save)


def _starting(item: Question, answer: Answer | None) -> dict[str, str | int | None]:
    """Give the value that each widget shows at first, by field."""
    value = answer.value if answer else None
    start: dict[str, str | int | None] = {
        "reason": (answer.reason if answer else None) or "",
        "note": (answer.note if answer else None) or "",
    }
    if item.kind == TEXT:
        return {"value": value or ""}
    # Agreement with a figure that has changed since is none: the question is open again.
    agreed = answer is not None and answer.agree is True and value == item.figure.value
    if item.kind == MET:
        own = value if answer is not None and answer.agree is False else None
        return start | {"choice": item.figure.value if agreed else own}
    if item.figure.value is not None:
        differs = answer is not None and answer.agree is False
        start["choice"] = AGREE if agreed else OTHER if differs else None
    return start | {"value": int(value) if item.kind == COUNT and value is not None else value}
