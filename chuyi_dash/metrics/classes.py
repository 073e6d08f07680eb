"""Five fixed classes for maps, the same over the years, so that two maps can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def class_of(value: float, lower_bounds: Sequence[float]) -> int:
    """Find the index of the value's class.

    It is 0 below the first bound, and len(lower_bounds) from the last one on.
    """
    return sum(value >= bound for bound in lower_bounds)


def share_labels(lower_bounds: Sequence[float]) -> tuple[str, ...]:
    """Label the classes of a share, lowest first: ``<25%``, ``25–50%`` ..., the last one open."""
    marks = [f"{bound * 100:g}" for bound in lower_bounds]
    middle = [f"{low}–{high}%" for low, high in pairwise(marks)]
    top = "100%" if lower_bounds[-1] == 1 else f"≥{marks[-1]}%"
    if lower_bounds[-1] == 1:
        middle[-1] = f"{marks[-2]}–<100%"
    return (f"<{marks[0]}%", *middle, top)


def count_labels(lower_bounds: Sequence[int]) -> tuple[str, ...]:
    """Label the classes of a count, lowest first: ``0``, ``1``, ``2–3`` ..., the last one open."""
    edges = [0, *lower_bounds]
    closed = [f"{low}" if high - low == 1 else f"{low}–{high - 1}" for low, high in pairwise(edges)]
    return (*closed, f"≥{edges[-1]}")
