"""The plan: its targets, clauses, stages and the office's settings.

They are read from ``data/`` once per process.
"""

from chuyi_dash.plan.model import (
    Clause,
    Element,
    Period,
    Plan,
    Settings,
    Stage,
    StatusStyle,
    Target,
)
from chuyi_dash.plan.reading import read_plan, read_settings

__all__ = [
    "Clause",
    "Element",
    "Period",
    "Plan",
    "Settings",
    "Stage",
    "StatusStyle",
    "Target",
    "read_plan",
    "read_settings",
]
