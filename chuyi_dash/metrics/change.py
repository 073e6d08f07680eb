"""What changed between two days, and attainment over time against pace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chuyi_dash.metrics.results import MET, Attainment, Count
from chuyi_dash.metrics.status import pace
from chuyi_dash.plan import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """One target between an earlier and a later day.

    A difference is None where either side is unknown.
    """

    target: str
    approved: int | None
    accepted: int | None
    met: int | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    status_before: str
    status_after: str

    @property
    def is_change(self) -> bool:
        """Whether anything at all differs."""
        moved = any((self.approved, self.accepted, self.met, self.gained, self.lost))
        return bool(moved) or self.status_before != self.status_after


def difference(before: int | None, after: int | None) -> int | None:
    """Subtract before from after; from unknown to known there is no difference to state (None)."""
    return None if before is None or after is None else after - before


def _value(count: Count | None) -> int | None:
    return count.value if count else None


def changes(
    before: Sequence[Attainment], after: Sequence[Attainment], statuses: Iterable[tuple[str, str]]
) -> tuple[Change, ...]:
    """List the targets that differ between two days, in the plan's order.

    ``before`` and ``after`` hold the same targets in the same order; ``statuses`` gives (before, after) for each.
    """
    found = []
    for old, new, (status_before, status_after) in zip(before, after, statuses, strict=True):
        change = Change(
            target=new.target,
            approved=difference(_value(old.approved), _value(new.approved)),
            accepted=difference(_value(old.accepted), _value(new.accepted)),
            met=difference(old.met, new.met),
            gained=tuple(sorted(set(new.codes(MET)) - set(old.codes(MET)))),
            lost=tuple(sorted(set(old.codes(MET)) - set(new.codes(MET)))),
            status_before=status_before,
            status_after=status_after,
        )
        if change.is_change:
            found.append(change)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class BurnPoint:
    """A point of a target's course on a day.

    It has what is reached (approved, or divisions met), what is accepted, and what pace would ask for.
    """

    on: date
    reached: int | None
    accepted: int | None
    due: float | None


def checkpoints(plan: Plan, as_of: date) -> tuple[date, ...]:
    """List the days at which the plan's course is read, oldest first.

    They are its start, each quarter's end within it, and the as-of day itself.
    """
    quarter_ends = [
        date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        for year in range(plan.start.year, plan.end.year + 1)
        for month in (3, 6, 9, 12)
    ]
    inside = {day for day in quarter_ends if plan.start < day <= min(as_of, plan.end)}
    return tuple(sorted(inside | {plan.start, as_of} if as_of >= plan.start else {as_of}))


def burn_up(plan: Plan, course: Sequence[tuple[date, Attainment]]) -> tuple[BurnPoint, ...]:
    """Lay one target's course beside its pace.

    ``course`` has (day, attainment on that day) pairs in order of day. ``due`` is number × pace, or divisions × pace
    for coverage; None where the target has no number.
    """
    points = []
    for day, attainment in course:
        whole = attainment.of if attainment.of is not None else attainment.number
        points.append(
            BurnPoint(
                on=day,
                reached=attainment.met if attainment.approved is None else attainment.approved.value,
                accepted=_value(attainment.accepted),
                due=None if whole is None else whole * pace(plan, day),
            )
        )
    return tuple(points)
