"""The colours of every picture in one theme, and the classes that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from chuyi_dash.config import data_folder
from chuyi_dash.plan import StatusStyle
from chuyi_dash.plan.reading import settings_file

LIGHT, DARK = THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme's colours (#rrggbb), as ``data/settings.yaml`` names them.

    ``sequential`` are the five classes of a map from low to high; they begin at the lower bounds ``share_classes`` (of
    a share, 0..1) or ``count_classes`` (of a number), which give the second to the fifth. ``states`` are those of
    divisions, ``chart`` those of lines, bars and names.
    """

    styles: Mapping[str, StatusStyle]
    sequential: tuple[str, ...]
    states: Mapping[str, str]
    chart: Mapping[str, str]
    share_classes: tuple[float, ...]
    count_classes: tuple[int, ...]


def read_palette(theme: str = LIGHT, data_dir: Path | None = None) -> Palette:
    """Read the colours of a theme, once; reports and paper are light.

    Raises DataFileError with every problem of ``settings.yaml``.
    """
    return _palette(theme, data_dir or data_folder())


@lru_cache(maxsize=8)
def _palette(theme: str, data_dir: Path) -> Palette:
    content = settings_file(data_dir)
    light = Palette(
        styles=content.status.styles,
        sequential=content.map.sequential,
        states=content.map.states,
        chart=content.chart,
        share_classes=content.map.share_classes,
        count_classes=content.map.count_classes,
    )
    if theme != DARK:
        return light
    dark = content.dark
    return replace(
        light,
        styles={code: replace(style, **dict(dark.styles[code])) for code, style in light.styles.items()},
        sequential=dark.sequential,
        states=dark.states,
        chart=dark.chart,
    )
