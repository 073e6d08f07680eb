"""What a map shows, whatever it is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chuyi_dash.drawing.labels import Name
from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.shade import Shade
from chuyi_dash.geo import Point, Shape


@dataclass(frozen=True, slots=True)
class Spot:
    """An institution's dot: where, in which division, its name and what the pointer reads."""

    at: Point
    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class MapContent:
    """A map of divisions.

    ``palette`` gives lines, names and dots their colours; each shade has its own. Shades without an outline in
    ``shapes`` are not drawn. ``borders`` lie over the divisions as thick lines, ``labelled`` are names at their
    points. ``whole_province`` is False for a map of one prefecture.
    """

    shapes: Mapping[str, Shape]
    shades: tuple[Shade, ...]
    palette: Palette
    borders: tuple[Shape, ...] = ()
    labelled: tuple[Name, ...] = ()
    spots: tuple[Spot, ...] = ()
    whole_province: bool = True

    @property
    def drawn(self) -> tuple[Shade, ...]:
        """The shades that have an outline."""
        return tuple(shade for shade in self.shades if shade.code in self.shapes)

    @property
    def land(self) -> tuple[Shape, ...]:
        """The outlines of what is drawn."""
        return tuple(self.shapes[shade.code] for shade in self.drawn)
