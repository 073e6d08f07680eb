"""What the rules give back. None means unknown and is never 0."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MET, UNMET, UNREPORTED, NOT_APPLICABLE = "met", "unmet", "unreported", "not_applicable"
STATES = (MET, UNMET, UNREPORTED, NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Count:
    """A count from named projects beside the one reported without names.

    ``value`` is the larger. ``tally_source`` and ``tally_on`` say where the unnamed count comes from.
    """

    named: int | None
    tally: int | None
    tally_source: str | None = None
    tally_on: date | None = None

    @property
    def value(self) -> int | None:
        """Named projects win only where they are more; None where neither is known."""
        known = [number for number in (self.named, self.tally) if number is not None]
        return max(known, default=None)

    @property
    def disagrees(self) -> bool:
        """Whether both counts are known and differ."""
        return self.named is not None and self.tally is not None and self.named != self.tally


@dataclass(frozen=True, slots=True)
class DivisionState:
    """One division under one target: its state, and the count behind it where known.

    The count is of schools, or of items met. ``whole`` is what it is a part of, where the target has a denominator of
    its own in every division.
    """

    code: str
    state: str
    value: int | None
    items: tuple[tuple[str, bool | None], ...]
    sample: bool
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One division on a map or in a list.

    It is as ``DivisionState``, with its name and its prefecture's code. ``state`` is None where there is only a
    number, ``value`` where the number is unknown.
    """

    code: str
    name: str
    prefecture: str
    state: str | None
    value: int | None
    items: tuple[tuple[str, bool | None], ...]
    sample: bool
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class StateCount:
    """The number of divisions in each state.

    Those that the target does not apply to are in no total.
    """

    met: int
    unmet: int
    unreported: int

    @property
    def due(self) -> int:
        """The divisions that have to meet the target."""
        return self.met + self.unmet + self.unreported

    @property
    def known(self) -> int | None:
        """How many meet it; None where none has reported, because silence is not failure."""
        return self.met if self.met + self.unmet else None

    @property
    def share(self) -> float | None:
        """met ÷ due, counted first and divided once; None where none has reported."""
        return None if self.known is None else self.met / self.due

    @property
    def reported_share(self) -> float | None:
        """Reported ÷ due; None where the target applies to none."""
        return (self.due - self.unreported) / self.due if self.due else None


def count_states(states: Iterable[str | None]) -> StateCount:
    """Count divisions by state: the one rule behind every met ÷ due."""
    counts = Counter(states)
    return StateCount(counts[MET], counts[UNMET], counts[UNREPORTED])


@dataclass(frozen=True, slots=True)
class Attainment:
    """One target on one day in one scope.

    ``approved`` and ``accepted`` are for quota and count targets; ``met``, ``of`` and ``divisions`` for coverage
    and checklist ones; ``started`` for coverage by projects, beside its divisions, which alone decide. ``attainment``
    is a share (1.0 is all), may exceed 1, and is None where a number or the facts are missing. ``sample`` says
    whether a row of the sample stands behind any of it.
    """

    target: str
    kind: str
    number: int | None
    approved: Count | None
    accepted: Count | None
    met: int | None
    of: int | None
    divisions: tuple[DivisionState, ...]
    attainment: float | None
    accepted_attainment: float | None
    sample: bool
    categories: tuple[tuple[str, int], ...] = ()
    started: Count | None = None

    def codes(self, state: str) -> tuple[str, ...]:
        """List the codes of the divisions in this state, in order."""
        return tuple(division.code for division in self.divisions if division.state == state)

    @property
    def disagreements(self) -> tuple[tuple[str, Count], ...]:
        """The counts that do not agree with the names, each with what has been reached.

        That is approved, accepted or started.
        """
        counts = (("approved", self.approved), ("accepted", self.accepted), ("started", self.started))
        return tuple((reached, count) for reached, count in counts if count is not None and count.disagrees)
