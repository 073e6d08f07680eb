"""The screens that every test of looks opens, each with the person who looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from components.session.navigation import screens

GUEST, REPORTER, STEWARD = "guest", "reporter", "steward"


@dataclass(frozen=True)
class Look:
    """One screen to look at: its address, and the person who looks."""

    name: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    person: str = GUEST


def of(name: str) -> Look:
    """Find one of LOOKS by its name."""
    return next(look for look in LOOKS if look.name == name)


FRAMED = [Look(screen.name, screen.url_path) for screen in screens() if screen.name != "present"]
"""What the navigation bar offers; forum mode has no frame."""
SINGLE = [
    Look("target", "targets", {"target": "heritage-base"}),
    Look("project", "projects", {"project": "hb-hunan-industry"}),
    Look("sheet", "self-check", {"section": "counties"}, REPORTER),
    Look("review", "self-check", {"prefecture": "433100", "section": "counties"}, STEWARD),
    Look("round-states", "self-check", {}, STEWARD),
]
"""One thing each, and the self-check as those see it who work there."""
WHOLE = [*FRAMED, *SINGLE]
LOOKS = [*WHOLE, Look("english", "", {"lang": "en"}), Look("present", "present")]
"""Forum mode last: the last one stays open to the end of the session, and a map draws all the time."""


def names(looks: list[Look]) -> list[str]:
    """List the names of these looks, which have to be the first of LOOKS in its order.

    In that order one opened screen serves the tests of all files.
    """
    assert looks == LOOKS[: len(looks)]
    return [look.name for look in looks]
