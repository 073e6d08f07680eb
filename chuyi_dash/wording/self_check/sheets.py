"""A whole sheet in words: its state, what is left, how it came here."""

from __future__ import annotations

from datetime import date

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import ACCEPTED, DRAFT, RETURNED, SUBMITTED, RoundRow, SheetView, StateChange
from chuyi_dash.wording.terms import day, moment, period_word


def state_word(state: str | None) -> str:
    """Give the word for a sheet's state; None: nobody has begun it yet."""
    return {
        None: _("未开始"),
        DRAFT: _("填报"),
        SUBMITTED: _("已提交"),
        RETURNED: _("退回修改"),
        ACCEPTED: _("通过"),
    }[state]


def sheet_headline(sheet: SheetView, name: str) -> str:
    """Say in one sentence where a prefecture's sheet stands.

    ``name`` is the prefecture's in the reader's language.
    """
    words = {
        "name": name,
        "round": period_word(sheet.round.name),
        "items": len(sheet.items),
        "missing": len(sheet.missing),
        "remarks": sum(remark.open for remarks in sheet.remarks.values() for remark in remarks),
        "differ": len(sheet.disagreements),
    }
    if sheet.state is None:
        return _("%(name)s%(round)s自查还没有开始填报，共 %(items)d 项。") % words
    if sheet.state == ACCEPTED:
        return _("%(name)s%(round)s自查已通过，共 %(items)d 项，结果已锁定。") % words
    if sheet.state == SUBMITTED:
        if sheet.disagreements:
            return _("%(name)s%(round)s自查已提交，%(items)d 项中有 %(differ)d 处与系统不一致，待省级审核。") % words
        return _("%(name)s%(round)s自查已提交，%(items)d 项，待省级审核。") % words
    if sheet.state == RETURNED and words["remarks"]:
        return _("%(name)s%(round)s自查退回修改：%(remarks)d 条退回意见待处理，%(missing)d 项没有填完。") % words
    if sheet.missing:
        return _("%(name)s%(round)s自查还有 %(missing)d 项没有填完，共 %(items)d 项。") % words
    return _("%(name)s%(round)s自查的 %(items)d 项都已填完，可以提交。") % words


def history_words(step: StateChange) -> str:
    """Describe one step of a sheet's life: when, by whom, to which state, why."""
    text = _("%(time)s，%(who)s：%(state)s") % {
        "time": moment(step.at),
        "who": step.who,
        "state": state_word(step.state),
    }
    return text + (_("。理由：%(reason)s") % {"reason": step.reason} if step.reason else "")


def due_words(round: RoundRow, today: date) -> str:
    """Say when sheets are due, and how many days that is from ``today``."""
    left = (round.due - today).days
    if left >= 0:
        return _("%(due)s前提交，还有 %(days)d 天") % {"due": day(round.due), "days": left}
    return _("应于%(due)s前提交，已过 %(days)d 天") % {"due": day(round.due), "days": -left}
