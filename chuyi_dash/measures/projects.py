"""Projects approved and accepted, against a number or without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed
from chuyi_dash.measures.by_number import ByNumber, most_words, unplaced_words, with_value
from chuyi_dash.measures.measure import QUOTAS, REMARK, STAGE
from chuyi_dash.metrics.attainment import count_projects, ratio, rests_on_sample
from chuyi_dash.metrics.facts import Division, Facts
from chuyi_dash.metrics.results import Attainment, Cell
from chuyi_dash.plan import Target
from chuyi_dash.terms import number, percent, unit_word

UNCOUNTED = "count"
"""The kind of a target that the plan gives no number for, so that it never gets a percentage."""


class Projects(ByNumber):
    """Approved ÷ number and accepted ÷ number; both counts alone where the plan gives no number."""

    kinds = ("quota", UNCOUNTED)
    with_projects = True
    own_counts = True
    counted_by = STAGE

    def attain(self, target: Target, facts: Facts, prefecture: str | None = None) -> Attainment:
        """Count the projects approved and accepted.

        A prefecture has no share of a provincial quota, and a damaged number is none.
        """
        approved = count_projects(target, facts, "approved", prefecture)
        accepted = count_projects(target, facts, "accepted", prefecture)
        without = target.damaged or prefecture is not None or target.kind == UNCOUNTED
        whole = None if without else target.number
        return Attainment(
            target=target.id,
            kind=target.kind,
            number=whole,
            approved=approved,
            accepted=accepted,
            met=None,
            of=None,
            divisions=(),
            attainment=ratio(approved.value, whole),
            accepted_attainment=ratio(accepted.value, whole),
            sample=rests_on_sample(target, facts, prefecture),
        )

    def rule(self, target: Target) -> str:
        """State that projects approved and accepted are divided by the number, or only counted."""
        if target.kind == UNCOUNTED:
            return _("只计数量，不折算百分比：立项数、验收数。")
        return _(
            "立项数 ÷ 规划数；验收数 ÷ 规划数。立项指到达“立项”或其后阶段且未暂停、终止、撤销；"
            "验收指到达终期验收或认定。"
        )

    def figures(self, target: Target, found: Attainment) -> str:
        """Say both counts, and the share of the number that is approved."""
        approved = found.approved.value if found.approved else None
        accepted = found.accepted.value if found.accepted else None
        if found.number is None:
            return _("立项 %(approved)s %(unit)s，验收 %(accepted)s") % {
                "approved": number(approved),
                "unit": unit_word(target.unit, approved),
                "accepted": number(accepted),
            }
        return _("立项 %(approved)s / %(number)s %(unit)s（%(share)s），验收 %(accepted)s") % {
            "approved": number(approved),
            "number": number(found.number),
            "unit": unit_word(target.unit, found.number),
            "share": percent(found.attainment),
            "accepted": number(accepted),
        }

    def distribution(
        self, target: Target, found: Attainment, cells: Sequence[Cell], names: Mapping[str, Division],
        unplaced: int | None,
    ) -> str:  # fmt: skip
        """Say which prefectures have most projects and which none."""
        unknown = sum(cell.value is None for cell in cells)
        if unknown == len(cells):
            return _("没有按市州记载的立项项目，分布未知；请省级管理员导入项目名单。")
        text = most_words(_("立项最多的是%(first)s（%(most)s %(unit)s）"), target, cells, names)
        none = with_value(cells, names, 0)
        if none:
            text += _("；没有立项的是%(none)s") % {"none": listed(none)}
        if unknown:
            text += _("；%(number)d 个市州未知") % {"number": unknown}
        return text + unplaced_words(target, unplaced) + _("。")

    def published(self, target: Target, found: Attainment, pace: float) -> dict[str, Any]:
        """Give both counts; attainment and pace only against a number."""
        counts = super().published(target, found, pace)
        if target.kind == UNCOUNTED:
            del counts["attainment"], counts["pace"]
        return counts

    def chapter(self, target: Target) -> str:
        """Put the target among those with a number that can be counted on, else in the remark."""
        return REMARK if target.kind == UNCOUNTED or target.damaged else QUOTAS


MEASURE = Projects()
