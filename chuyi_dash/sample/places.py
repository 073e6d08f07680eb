"""Where sample rows may stand: statutory counties and prefectures.

Each prefecture is given a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.sample.parameters import Parameters


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """One division of ``data/divisions.csv``; ``level`` is province, prefecture, county or zone."""

    code: str
    name: str
    short_name: str
    level: str
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class Land:
    """The divisions that may carry rows, in order of code.

    ``drive`` above 1 means things get done early there.
    """

    divisions: Mapping[str, DivisionRow]
    prefectures: tuple[str, ...]
    counties: tuple[str, ...]
    share: Mapping[str, float]
    drive: Mapping[str, float]

    def prefecture_of(self, code: str) -> str:
        """Return the prefecture that this county lies in, or the prefecture itself."""
        row = self.divisions[code]
        return str(row.parent_code) if row.level == "county" else code

    def check(self, codes: Iterable[str], where: str, allowed: Sequence[str]) -> None:
        """Raise ChuyiError where a code of ``sample.yaml`` is no division of the wanted kind.

        The message names each such code.
        """
        unknown = sorted(set(codes) - set(allowed))
        if unknown:
            raise ChuyiError(
                _("sample.yaml 的 %(where)s 里有不能用的区划代码：%(codes)s。请对照 divisions.csv 改正。")
                % {"where": where, "codes": "、".join(unknown)}
            )


def read_land(divisions: Sequence[DivisionRow], parameters: Parameters) -> Land:
    """Collect the statutory divisions with each prefecture's share and drive.

    Zones are left out here, so no later step can reach one.
    Raises ChuyiError where ``sample.yaml`` names a prefecture that does not exist or leaves one out.
    """
    rows = sorted((row for row in divisions if row.level != "zone"), key=lambda row: row.code)
    prefectures = tuple(row.code for row in rows if row.level == "prefecture")
    characters = parameters["prefectures"]
    land = Land(
        divisions={row.code: row for row in rows},
        prefectures=prefectures,
        counties=tuple(row.code for row in rows if row.level == "county"),
        share={code: characters.get(code, {}).get("share", 0.0) for code in prefectures},
        drive={code: characters.get(code, {}).get("drive", 1.0) for code in prefectures},
    )
    land.check(characters, "prefectures", prefectures)
    missing = sorted(set(prefectures) - set(characters))
    if missing:
        raise ChuyiError(_("sample.yaml 的 prefectures 缺少市州：%(codes)s。") % {"codes": "、".join(missing)})
    return land


def spread(random: Random, weights: Mapping[str, float], count: int) -> list[str]:
    """Spread ``count`` keys in random order, each as often as its weight asks, give or take one."""
    keys = sorted(weights)
    step = sum(weights.values()) / max(count, 1)
    point, passed = random.uniform(0, step), 0.0
    chosen: list[str] = []
    for key in keys:
        passed += weights[key]
        while point < passed and len(chosen) < count:
            chosen.append(key)
            point += step
    # The last point can fall past the end by rounding alone.
    chosen += keys[-1:] * (count - len(chosen))
    random.shuffle(chosen)
    return chosen
