"""Colours of the map with their words: of numbers and shares by fixed classes, of divisions by state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.classes import class_of, count_labels, share_labels
from chuyi_dash.metrics.results import NOT_APPLICABLE, STATES, UNREPORTED, Cell
from chuyi_dash.plan import Settings
from chuyi_dash.terms import state_word, unit_word


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour (#rrggbb) with its words, for a division or for a class of the legend; a pattern marks the unknown."""

    colour: str
    words: str
    hatched: bool = False


def share_colour(share: float | None, settings: Settings) -> str:
    """Give the colour of a share's class; None is unknown."""
    if share is None:
        return settings.states[UNREPORTED]
    return settings.sequential[class_of(share, settings.share_classes)]


def count_colour(count: int | None, settings: Settings) -> str:
    """Give the colour of a number's class; None is unknown."""
    if count is None:
        return settings.states[UNREPORTED]
    return settings.sequential[class_of(count, settings.count_classes)]


def share_tones(settings: Settings) -> tuple[Tone, ...]:
    """List the classes of a share, lowest first, and the one for no data."""
    labels = share_labels(settings.share_classes)
    return (
        *(Tone(colour, label) for colour, label in zip(settings.sequential, labels, strict=True)),
        Tone(settings.states[UNREPORTED], _("资料不足"), hatched=True),
    )


def count_tones(settings: Settings, unit: str) -> tuple[Tone, ...]:
    """List the classes of a number of projects, lowest first, and the one for unknown."""
    labels = count_labels(settings.count_classes)
    return (
        *(
            Tone(colour, f"{label} {unit_word(unit)}")
            for colour, label in zip(settings.sequential, labels, strict=True)
        ),
        Tone(settings.states[UNREPORTED], _("未知"), hatched=True),
    )


def state_tones(settings: Settings, cells: Iterable[Cell]) -> tuple[Tone, ...]:
    """List the states with their number of divisions; “not applicable” only where it occurs."""
    found = [cell.state for cell in cells]
    return tuple(
        Tone(settings.states[state], f"{state_word(state)} {found.count(state)}", hatched=state == UNREPORTED)
        for state in STATES
        if state in found or state != NOT_APPLICABLE
    )
