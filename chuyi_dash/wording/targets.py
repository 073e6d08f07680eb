"""One target in words: its figures, how it is measured, and what its numbers say."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures import measure_of
from chuyi_dash.plan import Target
from chuyi_dash.views.board import PlanProgress, TargetResult
from chuyi_dash.wording.terms import day, number, percent, status_word, target_name, unit_word


def measured(row: TargetResult) -> str:
    """Give the target's figures with their units, as short as they can be without losing any."""
    found, target = row.attainment, row.target
    if target.damaged:
        figures = {"number": number(target.number), "unit": unit_word(target.unit)}
        return _("原文“%(number)s%(unit)s”有误，不计") % figures
    return row.measure.figures(target, found)


def rule(target: Target) -> str:
    """Explain how the target is measured, as a formula in words."""
    if target.damaged:
        return _("原文残缺，数量不可信：只展示，不计入任何合计。")
    return measure_of(target).rule(target)


def verdict(row: TargetResult, board: PlanProgress) -> str:
    """Say in one sentence where the target stands on the day.

    It is held against pace where the plan sets a number.
    """
    if row.target.damaged:
        return _("%(name)s的数量在原文中已残缺，本页只展示原文，不作判断。") % {"name": target_name(row.target)}
    words = {
        "day": day(board.view.as_of),
        "name": target_name(row.target),
        "status": status_word(row.status),
        "figures": measured(row),
    }
    if not row.measure.paced(row.attainment):
        return _("截至%(day)s，%(name)s%(status)s：%(figures)s。") % words
    words["pace"] = percent(board.pace)
    return _("截至%(day)s，%(name)s%(status)s：%(figures)s；序时进度 %(pace)s。") % words
