"""The ways of measuring a target, one module each, with all that the product asks of a way.

``measure_of(target)`` finds the way by the name in the plan's file; see docs/decisions/measures.md.
"""

from __future__ import annotations

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.measures.measure import Measure, Spread
from chuyi_dash.metrics.facts import Facts
from chuyi_dash.metrics.results import Attainment
from chuyi_dash.plan import Plan, Target
from chuyi_dash.plan.ways import way


def measure_of(target: Target) -> Measure:
    """Give the way in which a target is measured.

    Raises ChuyiError for one that does not offer all that is asked.
    """
    found = way(target.measure)
    if not isinstance(found, Measure):
        raise ChuyiError(_("%(name)s 不是可用的计量方式。") % {"name": target.measure})
    return found


def attain(target: Target, facts: Facts, prefecture: str | None = None) -> Attainment:
    """Measure the target on the facts' day, for the province or for one prefecture (its code)."""
    return measure_of(target).attain(target, facts, prefecture)


def attain_all(plan: Plan, facts: Facts, prefecture: str | None = None) -> tuple[Attainment, ...]:
    """Measure every target of the plan, in the plan's order."""
    return tuple(attain(target, facts, prefecture) for target in plan.targets)


def owed_items(plan: Plan) -> tuple[tuple[str, str], ...]:
    """List what each prefecture reports every period, in the plan's order.

    A row is (target id, item id).
    """
    return tuple((target.id, item.id) for target in plan.targets for item in measure_of(target).owed(target))


__all__ = ["Measure", "Spread", "attain", "attain_all", "measure_of", "owed_items"]
