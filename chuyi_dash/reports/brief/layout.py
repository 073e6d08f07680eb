"""Where things stand on a slide, in inches, and how much room a text needs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.util import Inches, Length

from chuyi_dash.drawing.text import ems

WIDTH, HEIGHT = 40 / 3, 7.5
MARGIN = 0.55
CONTENT_TOP, CONTENT_BOTTOM = 1.72, 6.72
LINE = 1.45
"""Height of a line of text as a multiple of its size: Chinese fonts stand higher than Latin ones, Noto highest."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in inches from the slide's upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def emu(self) -> tuple[Length, Length, Length, Length]:
        """Give left, top, width and height in the file's own unit."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)

    def columns(self, *shares: float, gap: float = 0.35) -> tuple[Box, ...]:
        """Cut the box into columns of these shares of its width, with gaps between them."""
        room = self.width - gap * (len(shares) - 1)
        boxes, left = [], self.left
        for share in shares:
            width = room * share / sum(shares)
            boxes.append(Box(left, self.top, width, self.height))
            left += width + gap
        return tuple(boxes)

    def above(self, height: float, gap: float = 0.12) -> tuple[Box, Box]:
        """Split off a strip of this height at the box's foot; return the rest and the strip."""
        upper = Box(self.left, self.top, self.width, self.height - height - gap)
        return upper, Box(self.left, self.bottom - height, self.width, height)


CONTENT = Box(MARGIN, CONTENT_TOP, WIDTH - 2 * MARGIN, CONTENT_BOTTOM - CONTENT_TOP)


def lines(text: str, width: float, size: float) -> int:
    """Count the lines that a text of this size in points takes in a width in inches.

    There is a little room to spare. A broken line ends a sign or two early, because no line may begin with a comma or
    end with an opening bracket.
    """
    room = max(2.0, width * 72 * 0.98 / size)
    return sum(1 if ems(part) <= room else math.ceil(ems(part) / (room - 1)) for part in text.split("\n"))


def text_height(text: str, width: float, size: float) -> float:
    """Measure the height in inches of a text of this size in points in a width in inches."""
    return lines(text, width, size) * size * LINE / 72


def fitting(text: str, width: float, height: float, sizes: Sequence[float]) -> float:
    """Return the largest of the sizes at which the text fits the room.

    ``sizes`` come largest first; the last one is returned where none fits.
    """
    for size in sizes:
        if text_height(text, width, size) <= height:
            return size
    return sizes[-1]
