"""A public college for every main industry on the list."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.by_division import ByDivision
from chuyi_dash.metrics.facts import Facts
from chuyi_dash.metrics.results import MET, UNMET, DivisionState
from chuyi_dash.plan import Target


class Industries(ByDivision):
    """Listed industries that a public college serves ÷ all listed.

    While nobody has listed any there is no whole.
    """

    distributed = False
    mappable = False
    from_list = True

    def states(self, target: Target, facts: Facts, prefecture: str | None) -> tuple[DivisionState, ...] | None:
        """Give each listed industry by name, the same for any scope; None while none is listed."""
        if not facts.industries:
            return None
        return tuple(
            DivisionState(row.name, MET if row.served else UNMET, int(row.served), (), row.sample)
            for row in sorted(facts.industries, key=lambda row: row.name)
        )

    def rule(self, target: Target) -> str:
        """State that industries with a public college are divided by all, once those are listed."""
        return _("至少有一所在办公办高职院校对应的行业数 ÷ 主要行业总数。行业名单原文未列，录入之前无法计算。")


MEASURE = Industries()
