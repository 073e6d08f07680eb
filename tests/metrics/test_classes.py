"""Five fixed classes."""

from __future__ import annotations

import pytest

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.metrics.classes import class_of, count_labels, share_labels


@pytest.mark.parametrize(
    ("share", "place"), [(0, 0), (0.2499, 0), (0.25, 1), (0.5, 2), (0.75, 3), (0.9999, 3), (1, 4), (1.3, 4)]
)
def test_a_share_falls_into_the_class_whose_lower_bound_it_reaches(share: float, place: int) -> None:
    assert class_of(share, read_palette().share_classes) == place


def test_labels_say_the_very_bounds() -> None:
    assert share_labels((0.25, 0.5, 0.75, 1.0)) == ("<25%", "25–50%", "50–75%", "75–<100%", "100%")
    assert count_labels((1, 2, 4, 8)) == ("0", "1", "2–3", "4–7", "≥8")


def test_there_is_a_colour_for_each_class() -> None:
    assert len(share_labels(read_palette().share_classes)) == len(read_palette().sequential) == 5
    assert len(count_labels(read_palette().count_classes)) == len(read_palette().sequential)
