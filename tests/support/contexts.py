"""A self-check at work, for screens to show.

One prefecture's sheet is accepted, another's half filled.
"""

from __future__ import annotations

from providers import Person
from sheets import CHANGSHA, XIANGXI, World

from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect
from chuyi_dash.metrics.self_check.model import COUNT, Draft

__all__ = ["REPORTER", "STEWARD", "XIANGXI", "fill_office"]

REPORTER, STEWARD = Person("wu", "wu@example.org"), Person("zhao", "zhao@example.org")
DISAGREEING = Draft(agree=False, value="9", reason="另有学校已批复招生")


def fill_office(config: Config) -> None:
    """Open a sample round with one sheet accepted and one begun.

    The one begun disagrees in one line.
    """
    world = World(connect(config.database_url), config)
    world.open_round(sample=True)
    world.place = CHANGSHA
    world.accept()
    world.place = XIANGXI
    known = [item for item in world.sheet().items if item.figure.value is not None]
    world.save(known[0].key, Draft(agree=True))
    counted = next(item for item in known[1:] if item.kind == COUNT)
    world.save(counted.key, DISAGREEING)
