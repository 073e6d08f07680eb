"""How wide a text is, by one rule.

Labels, slides, sheets of a workbook and rows of a document follow it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', 'WenQuanYi Zen Hei', sans-serif"
"""The fonts of every picture, best first."""
NARROW, GAP = 0.66, 0.25
"""Width of a digit or Latin letter as a multiple of its size, in the widest font that may stand in
for ours, and the gap that some readers put between Chinese and other signs."""
COLUMNS = 2
"""A sheet's unit is the width of a digit; a Chinese character takes two."""


def ems(text: str) -> float:
    """Return a text's width as a multiple of its size.

    A Chinese character counts 1, any other NARROW, and a change between them GAP.
    """
    wide = [unicodedata.east_asian_width(sign) in "WFA" for sign in text]
    gaps = sum(
        before != after and first.isalnum() and second.isalnum()
        for (before, after), (first, second) in zip(pairwise(wide), pairwise(text), strict=True)
    )
    return sum(1.0 if sign else NARROW for sign in wide) + GAP * gaps


def column_width(text: str) -> float:
    """Return a text's width in the unit of a workbook's columns."""
    return COLUMNS * ems(text)


def largest(text: str, width: float, sizes: Sequence[float]) -> float:
    """Return the first of the sizes (largest first) at which the text fits on a line.

    It is the last where none does.
    """
    return next((size for size in sizes if ems(text) * size <= width), sizes[-1])
