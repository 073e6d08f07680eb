"""What is overdue, for how long, where, and who has to act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chuyi_dash.metrics.results import UNMET, Attainment
from chuyi_dash.plan import Plan, Target


@dataclass(frozen=True, slots=True)
class MilestoneState:
    """A milestone of a project that still counts, as known on the day."""

    project: str
    project_name: str
    target: str
    institution: str | None
    prefecture: str | None
    division: str | None
    name: str
    due: date
    done: date | None
    sample: bool
    source: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """One overdue thing.

    ``days`` counts from the day after it was due. ``institution`` is the school that runs the project; None where
    that is not recorded, and where a division has not met a target.
    """

    kind: str  # milestone, division
    target: str
    project: str | None
    project_name: str | None
    what: str
    institution: str | None
    division: str | None
    prefecture: str | None
    due: date
    days: int
    sample: bool


DONE, LATE, AHEAD = "done", "late", "ahead"


def duty_state(due: date, done: date | None, as_of: date) -> str:
    """Say where a duty stands on the day: DONE, LATE or AHEAD.

    It is done if done by then, late if due before the day and not done, and else still ahead.
    """
    if done is not None and done <= as_of:
        return DONE
    return LATE if due < as_of else AHEAD


def is_late(due: date, done: date | None, as_of: date) -> bool:
    """Tell whether a duty is open past its day: due before the as-of day and not done by then."""
    return duty_state(due, done, as_of) == LATE


def most_overdue(
    milestones: Iterable[MilestoneState],
    attainments: Sequence[tuple[Target, Attainment]],
    plan: Plan,
    as_of: date,
    owner: dict[str, str],
) -> tuple[Overdue, ...]:
    """List everything overdue on the day, longest first.

    That is late milestones, and after the plan's end divisions not met. A division that has not reported is not
    called overdue. ``owner`` maps a division to its prefecture.
    """
    late = [
        Overdue(
            kind="milestone",
            target=row.target,
            project=row.project,
            project_name=row.project_name,
            what=row.name,
            institution=row.institution,
            division=row.division,
            prefecture=row.prefecture,
            due=row.due,
            days=(as_of - row.due).days,
            sample=row.sample,
        )
        for row in milestones
        if is_late(row.due, row.done, as_of)
    ]
    if as_of > plan.end:
        late += [
            Overdue(
                kind="division",
                target=target.id,
                project=None,
                project_name=None,
                what=target.name_zh,
                institution=None,
                division=state.code,
                prefecture=owner.get(state.code),
                due=plan.end,
                days=(as_of - plan.end).days,
                sample=state.sample,
            )
            for target, attainment in attainments
            for state in attainment.divisions
            if state.state == UNMET
        ]
    return tuple(sorted(late, key=lambda row: (-row.days, row.target, row.division or "", row.what, row.project or "")))
