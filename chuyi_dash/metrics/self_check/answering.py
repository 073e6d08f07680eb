"""Pure rules on answers: what may be saved, what it comes to, and when an item is finished."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import COUNT, KEPT, MET, NO, STAGE, TEXT, YES, Answer, Draft, Question
from chuyi_dash.metrics.self_check.printable import printable
from chuyi_dash.plan import Plan

LONGEST_TEXT, LONGEST_NOTE = 4_000, 500
LARGEST_COUNT = 100_000_000


def tidy(item: Question, draft: Draft, plan: Plan, largest: int = LARGEST_COUNT) -> Draft:
    """Clean and check a draft before it is saved.

    Raises ChuyiError for a value that the question cannot have.

    {body}
    """
    value, reason, note = (_printable(text) for text in (draft.value, draft.reason, draft.note))
    _bound(_("理由"), reason, LONGEST_NOTE)
    _bound(_("备注"), note, LONGEST_NOTE)
    if item.kind == TEXT:
        _bound(_("填写内容"), value, LONGEST_TEXT)
        return Draft(None if value is None else False, value, None, note)
    if draft.agree is not False:
        return Draft(draft.agree, item.figure.value if draft.agree else None, None, note)
    value = None if value is None else _checked(item, value, plan, largest)
    if value is not None and value == item.figure.value:
        return Draft(True, value, None, note)
    return Draft(False, value, reason if item.figure.value is not None else None, note)


def _printable(text: str | None) -> str | None:
    """Strip a text of control characters, which neither documents nor PostgreSQL take.

    None where nothing but blanks is left.
    """
    if text is None:
        return None
    return printable(text.replace("\r\n", "\n"), "\n\t").strip() or None


def _bound(what: str, text: str | None, most: int) -> None:
    if text is not None and len(text) > most:
        raise ChuyiError(
            _("%(what)s有 %(number)d 个字，最多 %(most)d 个，请精简。")
            % {"what": what, "number": len(text), "most": most}
        )


def _checked(item: Question, value: str, plan: Plan, largest: int) -> str:
    if item.kind == COUNT:
        if not (value.isascii() and value.isdecimal()):
            raise ChuyiError(_("“%(value)s”不是整数，请填 0 或正整数。") % {"value": value[:20]})
        if len(value.lstrip("0")) > len(str(largest)) or int(value) > largest:
            raise ChuyiError(
                _("%(value)s 超出可能的范围（最多 %(most)d），请核对。") % {"value": value[:20], "most": largest}
            )
        return str(int(value))
    allowed = (YES, NO) if item.kind == MET else tuple(stage.code for stage in plan.stages)
    if item.kind not in (MET, STAGE) or value not in allowed:
        raise ChuyiError(_("“%(value)s”不是这一项可选的内容，请重新选择。") % {"value": value[:20]})
    return value


def is_finished(item: Question, answer: Answer | None) -> bool:
    """Tell whether hand-in takes the item as it is.

    Not without an answer or a value; not where it agrees with an unknown figure, or with one that has changed since;
    not where it differs from a known figure without a reason.
    """
    if answer is None or answer.agree is None:
        return False
    if answer.agree:
        return item.figure.value is not None and answer.value == item.figure.value
    if answer.value is None:
        return False
    return answer.reason is not None or not differs(item, answer)


def is_silent(answer: Answer | None) -> bool:
    """Tell whether nothing has been concluded on the item: neither agreement nor another value.

    A note is no conclusion.
    """
    return answer is None or answer.agree is None


def unfinished(items: Iterable[Question], answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """List the questions whose answers would make hand-in fail, in the sheet's order."""
    return tuple(item for item in items if not is_finished(item, answers.get(item.key)))


def differs(item: Question, answer: Answer | None) -> bool:
    """Tell whether prefecture and system give two different values, settled or not.

    An own value that the facts have come to say since differs no longer; an own value still to come does not yet.
    """
    if answer is None or answer.agree is not False or item.figure.value is None:
        return False
    return answer.value not in (None, item.figure.value)


def open_disagreements(items: Iterable[Question], answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """List the keys of the items with an open disagreement, in the sheet's order.

    Prefecture and system differ there, and the steward has not settled it.
    """
    found = ((item, answers.get(item.key)) for item in items)
    return tuple(item.key for item, answer in found if answer and differs(item, answer) and answer.settled is None)


def outcome(item: Question, answer: Answer | None) -> str | None:
    """Return the value that stands for a question after the self-check.

    It is the prefecture's own value, unless the steward kept the system's figure. None where there is neither.
    """
    if answer is None or answer.agree is not False:
        return item.figure.value
    if item.figure.value is not None and answer.settled == KEPT:
        return item.figure.value
    return answer.value


def as_draft(answer: Answer) -> Draft:
    """Turn a saved answer into a draft, so that the two can be compared."""
    return Draft(answer.agree, answer.value, answer.reason, answer.note)


def audited(draft: Draft | None) -> dict[str, object] | None:
    """Convert a draft to the form that the audit keeps; None stays None."""
    if draft is None:
        return None
    return {"agree": draft.agree, "value": draft.value, "reason": draft.reason, "note": draft.note}
