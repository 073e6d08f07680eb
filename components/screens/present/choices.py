"""What only forum mode asks of its address: theme, pace of turning, first scene."""

from __future__ import annotations

from dataclasses import dataclass

from chuyi_dash.drawing.palette import LIGHT
from chuyi_dash.views.address import Address
from chuyi_dash.views.keys import EVERY, SCENE


@dataclass(frozen=True, slots=True)
class Choices:
    """Theme, seconds between scenes (None: by hand), and the scene to begin with (1 to 8)."""

    theme: str
    every: float | None
    scene: int


def choices_of(address: Address) -> Choices:
    """The choices in an address; without a theme the stage is light, whatever the speaker's system."""
    return Choices(address.theme or LIGHT, address.choice(EVERY), address.choice(SCENE) or 1)
