"""The state of the facts that a question is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

DEFAULT_PLAN = "chuyi"
"""The key of the plan that is asked about where nobody names one."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The facts of one plan up to ``day``, as known by a moment.

    It is part of the key of every remembered answer. ``sourced`` leaves the sample out. ``known_by`` None means as
    known now.
    """

    day: date
    sourced: bool = False
    plan: str = DEFAULT_PLAN
    known_by: datetime | None = None

    def on(self, day: date) -> AsOf:
        """Give the same on another day."""
        return replace(self, day=day)

    def sourced_only(self) -> AsOf:
        """Give the same without the sample."""
        return replace(self, sourced=True)
