"""How complete, fresh and consistent the facts are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chuyi_dash.metrics.results import Attainment
from chuyi_dash.plan import Period, Plan, Target

SERIOUS, NOTABLE = "serious", "notable"


@dataclass(frozen=True, slots=True)
class Received:
    """Reports of one prefecture for one period.

    It counts the expected items that arrived, and those of them that arrived in time.
    """

    prefecture: str
    received: int
    on_time: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """One prefecture in one period.

    ``due_passed`` tells a missing report from one that is not due yet.
    """

    prefecture: str
    period: str
    expected: int
    received: int
    on_time: int
    due_passed: bool

    @property
    def late(self) -> int:
        """Items that arrived after the due day."""
        return self.received - self.on_time

    @property
    def missing(self) -> int:
        """Items that have not arrived."""
        return self.expected - self.received

    @property
    def share(self) -> float:
        """received ÷ expected."""
        return self.received / self.expected if self.expected else 0.0


@dataclass(frozen=True, slots=True)
class Freshness:
    """The newest fact of a target, and its age in days on the as-of day.

    Both are None where there is no fact.
    """

    target: str
    newest: date | None
    age: int | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two facts that cannot both stand, or hardly.

    ``values`` are the two sides as they are stored.
    """

    code: str
    severity: str
    target: str
    project: str | None
    division: str | None
    subject: str
    values: tuple[str, str]
    sample: bool
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class MoneyClaim:
    """The newest money of a project from one origin, in 万元."""

    project: str
    name: str
    target: str
    division: str | None
    origin: str
    budget: Decimal | None
    in_place: Decimal | None
    spent: Decimal | None
    sample: bool


@dataclass(frozen=True, slots=True)
class OrderClaim:
    """The first days on which a project was approved and accepted; None where it never was."""

    project: str
    name: str
    target: str
    division: str | None
    approved_on: date | None
    accepted_on: date | None
    sample: bool


@dataclass(frozen=True, slots=True)
class ClosedClaim:
    """A project that still counts although the institution that runs it has closed."""

    project: str
    name: str
    target: str
    division: str | None
    institution: str
    closed: date
    sample: bool


def completeness(
    prefectures: Sequence[str], period: Period, received: Iterable[Received], expected: int, as_of: date
) -> tuple[Completeness, ...]:
    """Set each prefecture's reports in one period against the ``expected`` items.

    A prefecture that has reported nothing is there as well.
    """
    found: Mapping[str, Received] = {row.prefecture: row for row in received}
    nothing = Received("", 0, 0)
    return tuple(
        Completeness(
            prefecture=code,
            period=period.period,
            expected=expected,
            received=found.get(code, nothing).received,
            on_time=found.get(code, nothing).on_time,
            due_passed=as_of > period.due,
        )
        for code in prefectures
    )


def freshness(plan: Plan, newest: Mapping[str, date], as_of: date) -> tuple[Freshness, ...]:
    """Give the day of each target's newest fact up to the as-of day, and its age in days."""
    return tuple(
        Freshness(
            target=target.id,
            newest=newest.get(target.id),
            age=(as_of - newest[target.id]).days if target.id in newest else None,
        )
        for target in plan.targets
    )


def disagreeing_counts(target: Target, division: str, attainment: Attainment) -> tuple[Contradiction, ...]:
    """List the tallies that differ from the number of named projects.

    They are notable only, because names may simply not be known yet.
    """
    return tuple(
        Contradiction(
            code=f"tally_{reached}",
            severity=NOTABLE,
            target=target.id,
            project=None,
            division=division,
            subject=target.name_zh,
            values=(str(count.tally), str(count.named)),
            sample=attainment.sample,
        )
        for reached, count in attainment.disagreements
    )


def accepted_before_approved(claims: Iterable[OrderClaim]) -> tuple[Contradiction, ...]:
    """Find projects accepted before they were approved, or without an approval of their own."""
    return tuple(
        Contradiction(
            code="accepted_before_approved",
            severity=SERIOUS,
            target=row.target,
            project=row.project,
            division=row.division,
            subject=row.name,
            values=(str(row.accepted_on), str(row.approved_on or "—")),
            sample=row.sample,
        )
        for row in claims
        if row.accepted_on is not None and (row.approved_on is None or row.accepted_on < row.approved_on)
    )


def contradicting_money(claims: Iterable[MoneyClaim], overfunded: float) -> tuple[Contradiction, ...]:
    """Find money that cannot be right.

    Spent over in place is serious; in place over budget by ``overfunded`` times or more is notable.
    """
    found = []
    for row in claims:
        common = (row.target, row.project, row.division, row.name)
        if row.spent is not None and row.in_place is not None and row.spent > row.in_place:
            values = (str(row.spent), str(row.in_place))
            found.append(Contradiction("spent_over_in_place", SERIOUS, *common, values, row.sample, row.origin))
        if row.budget and row.in_place is not None and float(row.in_place / row.budget) >= overfunded:
            values = (str(row.in_place), str(row.budget))
            found.append(Contradiction("in_place_over_budget", NOTABLE, *common, values, row.sample, row.origin))
    return tuple(found)


def closed_but_counted(claims: Iterable[ClosedClaim]) -> tuple[Contradiction, ...]:
    """Report projects that still count although their school has closed."""
    return tuple(
        Contradiction(
            code="closed_but_counted",
            severity=SERIOUS,
            target=row.target,
            project=row.project,
            division=row.division,
            subject=row.name,
            values=(row.institution, str(row.closed)),
            sample=row.sample,
        )
        for row in claims
    )
