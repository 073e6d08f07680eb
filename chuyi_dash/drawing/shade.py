"""What a map shows of one division, and what its legend says.

Every picture takes it as it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shade:
    """One division on a map: its colour (#rrggbb), and what the pointer reads.

    ``hatched`` marks it as unknown. ``state`` is the division's state where the map is one of states, so that a
    picture may be recoloured in place.
    """

    code: str
    name: str
    colour: str
    text: str
    hatched: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One class of a map: its colour (#rrggbb) and its words.

    It may be hatched, or the dot of an institution. ``state`` and ``count`` are set where a picture shows the number
    of a state's divisions apart from its words.
    """

    colour: str
    label: str
    hatched: bool = False
    dot: bool = False
    state: str = ""
    count: int | None = None
