"""What only forum mode asks of its address: theme, pace of turning, first scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.address import Unusable

SCENES = 8
THEMES = ("light", "dark")
SHORTEST, LONGEST = 0.2, 3600.0


@dataclass(frozen=True, slots=True)
class Choices:
    """Theme, seconds between scenes (None: by hand), the scene to begin with (1 to 8), and what was not usable."""

    theme: str
    every: float | None
    scene: int
    unusable: tuple[Unusable, ...]


def read_choices(query: Mapping[str, str]) -> Choices:
    """The choices in a query; a wrong value gives its default and is listed."""
    unusable = []
    theme = query.get("theme", THEMES[0])
    if theme not in THEMES:
        unusable.append(Unusable("theme", theme[:40], _("light 或 dark")))
        theme = THEMES[0]
    every = _seconds(query["every"]) if "every" in query else None
    if every is None and "every" in query:
        unusable.append(Unusable("every", query["every"][:40], _("翻页间隔的秒数，0.2 至 3600，如 20")))
    scene = _scene(query.get("scene", "1"))
    if scene is None:
        unusable.append(Unusable("scene", query["scene"][:40], _("1 至 %(last)d 的场景序号") % {"last": SCENES}))
    return Choices(theme, every, scene or 1, tuple(unusable))


def _seconds(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if SHORTEST <= value <= LONGEST else None


def _scene(text: str) -> int | None:
    return int(text) if text in {str(scene) for scene in range(1, SCENES + 1)} else None
