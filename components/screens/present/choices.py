"""The choices in forum mode's own addresses: theme, seconds between scenes, first scene."""

from __future__ import annotations

from dataclasses import dataclass

from chuyi_dash.drawing.palette import LIGHT
from chuyi_dash.views.address import Address
from chuyi_dash.views.keys import EVERY, SCENE


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices for one showing.

    ``every`` is the seconds between scenes, None for turning by hand; ``scene`` is the first to show, 1 to 8.
    """

    theme: str
    every: float | None
    scene: int


def choices_of(address: Address) -> Choices:
    """Read the choices in an address.

    Without a theme the stage is light, whatever the speaker's system prefers; without a scene it begins with the first.
    """
    return Choices(address.theme or LIGHT, address.choice(EVERY), address.choice(SCENE) or 1)
