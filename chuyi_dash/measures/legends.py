"""Colours of the map with their words.

Numbers and shares have fixed classes, divisions their states.
"""

from __future__ import annotations

from collections.abc import Iterable

from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.shade import LegendEntry
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.classes import class_of, count_labels, share_labels
from chuyi_dash.metrics.results import NOT_APPLICABLE, STATES, UNREPORTED, Cell
from chuyi_dash.terms import state_word, unit_word


def share_colour(share: float | None, palette: Palette) -> str:
    """Give the colour of a share's class; None is unknown."""
    if share is None:
        return palette.states[UNREPORTED]
    return palette.sequential[class_of(share, palette.share_classes)]


def count_colour(count: int | None, palette: Palette) -> str:
    """Give the colour of a number's class; None is unknown."""
    if count is None:
        return palette.states[UNREPORTED]
    return palette.sequential[class_of(count, palette.count_classes)]


def share_legend(palette: Palette) -> tuple[LegendEntry, ...]:
    """List the classes of a share, lowest first, and the one for no data."""
    labels = share_labels(palette.share_classes)
    return (
        *(LegendEntry(colour, label) for colour, label in zip(palette.sequential, labels, strict=True)),
        LegendEntry(palette.states[UNREPORTED], _("资料不足"), hatched=True),
    )


def count_legend(palette: Palette, unit: str) -> tuple[LegendEntry, ...]:
    """List the classes of a number of projects, lowest first, and the one for unknown."""
    labels = count_labels(palette.count_classes)
    return (
        *(
            LegendEntry(colour, f"{label} {unit_word(unit)}")
            for colour, label in zip(palette.sequential, labels, strict=True)
        ),
        LegendEntry(palette.states[UNREPORTED], _("未知"), hatched=True),
    )


def state_legend(palette: Palette, cells: Iterable[Cell]) -> tuple[LegendEntry, ...]:
    """List the states with their number of divisions; “not applicable” only where it occurs."""
    found = [cell.state for cell in cells]
    return tuple(
        LegendEntry(palette.states[state], f"{state_word(state)} {found.count(state)}", hatched=state == UNREPORTED)
        for state in STATES
        if state in found or state != NOT_APPLICABLE
    )
