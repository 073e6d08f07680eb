"""The prefecture's answer in words, how a disagreement stands, and why a hand-in is refused."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.answering import differs, is_finished
from chuyi_dash.metrics.self_check.model import CONFIRMED, KEPT, TEXT, Answer, Draft, Question
from chuyi_dash.plan import Plan
from chuyi_dash.wording.self_check.figures import item_value_words


def not_answered() -> str:
    """Say that nobody has filled this in."""
    return _("未填报")


def answer_words(item: Question, answer: Answer | Draft | None, plan: Plan) -> str:
    """Give the prefecture's own value and say whether it is the system's.

    Where the item is not filled in, say that.
    """
    if answer is None or answer.agree is None:
        return not_answered()
    if item.kind == TEXT:
        return answer.value or not_answered()
    value = answer.value if answer.value is not None or not answer.agree else item.figure.value
    if value is None:
        return not_answered()
    text = {"value": item_value_words(item, value, plan)}
    if item.figure.value is None:
        return text["value"]
    if value == item.figure.value:
        return _("%(value)s（与系统一致）") % text
    if answer.agree:
        return _("%(value)s（系统数据后来变了，请重新确认）") % text
    return _("%(value)s（与系统不一致）") % text


def whole_answer_words(item: Question, answer: Answer | Draft, plan: Plan) -> str:
    """Give the prefecture's own value with its reason and its note, where it has them."""
    parts = (
        answer_words(item, answer, plan),
        _("理由：%(text)s") % {"text": answer.reason} if answer.reason else "",
        _("备注：%(text)s") % {"text": answer.note} if answer.note else "",
    )
    return _("；").join(part for part in parts if part)


def disagreement_words(item: Question, answer: Answer | None) -> str:
    """Say how a disagreement stands; empty where prefecture and system say the same."""
    if answer is None or not differs(item, answer):
        return ""
    return {
        None: _("与系统不一致，待省级处理"),
        CONFIRMED: _("与系统不一致，省级已采用市州数据"),
        KEPT: _("与系统不一致，省级维持系统数据"),
    }[answer.settled]


def missing_words(item: Question, answer: Answer | None) -> str:
    """Say why hand-in refuses an item; empty where it does not."""
    if is_finished(item, answer):
        return ""
    if item.kind == TEXT:
        return _("还没有填写内容")
    if answer is None or answer.agree is None:
        return _("还没有自查结论")
    if answer.agree:
        return _("系统数据后来变了，请重新确认")
    return _("还没有填写本地数据") if answer.value is None else _("没有写明与系统不一致的理由")
