"""Money in 万元: 资金到位率 (in place ÷ budget) and 预算执行率 (spent ÷ in place)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """Cumulative sums in 万元 of one origin or of several; a part that nobody reported is None.

    ``source`` is the key of the one that reported them; None for a sum over several.
    """

    origin: str | None
    budget: Decimal | None
    in_place: Decimal | None
    spent: Decimal | None
    source: str | None = None

    @property
    def in_place_rate(self) -> float | None:
        """资金到位率 = in place ÷ budget; may exceed 1; None where the budget is 0 or a part is unknown."""
        return _rate(self.in_place, self.budget)

    @property
    def spending_rate(self) -> float | None:
        """预算执行率 = spent ÷ in place; may exceed 1.

        None where nothing is in place or a part is unknown.
        """
        return _rate(self.spent, self.in_place)


def _rate(part: Decimal | None, whole: Decimal | None) -> float | None:
    if part is None or not whole:
        return None
    return float(part / whole)


def total(parts: Iterable[Money]) -> Money:
    """Add up money over its origins.

    A column in which any part is unknown is unknown as a whole.
    """
    rows = list(parts)
    return Money(
        origin=None,
        budget=_sum([row.budget for row in rows]),
        in_place=_sum([row.in_place for row in rows]),
        spent=_sum([row.spent for row in rows]),
    )


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if values and len(known) == len(values) else None
