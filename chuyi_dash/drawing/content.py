"""What a map shows, whatever it is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chuyi_dash.drawing.labels import Name
from chuyi_dash.drawing.shade import Shade
from chuyi_dash.geo import Point, Shape

Colours = Mapping[str, str]
"""The colours of pictures in one theme, by the names that ``data/settings.yaml`` gives them under ``chart``."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An institution's dot: where, in which division, its name and what the pointer reads."""

    at: Point
    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class MapContent:
    """A map of divisions: ``colours`` are those of lines, names and dots; each shade has its own.

    Shades without an outline in ``shapes`` are not drawn. ``borders`` lie over the divisions as thick lines,
    ``labelled`` are names at their points. ``whole_province`` is False for a map of one prefecture.
    """

    shapes: Mapping[str, Shape]
    shades: tuple[Shade, ...]
    colours: Colours
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
