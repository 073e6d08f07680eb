"""Where names stand on a map: at their places, or as near as they do not lie on each other."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from chuyi_dash.drawing.projection import At
from chuyi_dash.drawing.text import ems
from chuyi_dash.geo import Point

LINE = 1.15
"""Height of a label as a multiple of its size."""
ACROSS, DOWN = (0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1, -1), (0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2, 2.5, -2.5)
"""How far a name may be moved: in widths of its own, and in heights of a line."""
Name = tuple[Point, str]
"""Longitude and latitude, and the words that should stand there."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name where it stands: its middle and its room, in the picture's units."""

    x: float
    y: float
    width: float
    height: float
    text: str

    def meets(self, other: Label) -> bool:
        """Tell whether the two lie on each other."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )


def place_names(
    names: Iterable[Name],
    at: At,
    size: float,
    *,
    room: float = math.inf,
    below: float = 0,
    padding: float = 0,
    reach: float = math.inf,
) -> tuple[Label, ...]:
    """Place names of a size, the first ones first, inside a picture ``room`` units wide.

    All lengths are in the picture's units. Each name stands ``below`` its point, or moved from there by as little as
    it must, and takes ``padding`` more than its words. Where it would have to move by more than ``reach`` heights it
    is left out; without a reach every name is kept, at its own place where none is free.
    """
    placed: list[Label] = []
    for point, text in names:
        x, y = at(point)
        wanted = Label(x, y + below, ems(text) * size + padding, size * LINE, text)
        found = next((label for label in _nearby(wanted, room, reach) if not any(map(label.meets, placed))), None)
        if found or math.isinf(reach):
            placed.append(found or wanted)
    return tuple(placed)


def _nearby(wanted: Label, room: float, reach: float) -> list[Label]:
    """List places to try for a label: its own first, then ever further away.

    None is further away than ``reach`` times the label's height; all stay between the sides, 0 and ``room``.
    """
    moves = [(right * wanted.width, down * wanted.height) for right, down in product(ACROSS, DOWN)]
    near = sorted((move for move in moves if math.hypot(*move) <= reach * wanted.height), key=_distance)
    half = wanted.width / 2
    return [
        Label(min(max(wanted.x + right, half), room - half), wanted.y + down, wanted.width, wanted.height, wanted.text)
        for right, down in near
    ]


def _distance(move: tuple[float, float]) -> float:
    return round(math.hypot(*move), 6)
