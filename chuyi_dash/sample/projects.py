"""The sample projects: whose, where, selected in which year, and how each of them ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from random import Random

from chuyi_dash.sample.hosts import Hosts
from chuyi_dash.sample.parameters import Parameters, Row, stream
from chuyi_dash.sample.places import Land, spread
from chuyi_dash.sample.schools import School

UNSELECTED, BUILDING, ACCEPTED, RECOGNISED = "unselected", "building", "accepted", "recognised"
STOPS = ("suspended", "ended", "revoked")


@dataclass(frozen=True, slots=True)
class Draft:
    """One project as it will be told.

    ``fate`` is how it stands at the plan's end; ``started`` is the day building began where the parameters fix it.
    """

    code: str
    target: str
    level: str
    name: str
    prefecture: str
    division: str | None
    host: str | None
    drive: float
    year: int
    fate: str
    resumed: bool
    started: date | None

    def row(self, source: str) -> Row:
        """Return the project as a row of the table ``project``."""
        return {
            "code": self.code,
            "target_id": self.target,
            "level": self.level,
            "name": self.name,
            "institution_code": self.host,
            "division_code": self.division,
            "source_key": source,
            "note": None,
        }


def draft_projects(target: str, level: str, land: Land, hosts: Hosts, parameters: Parameters) -> list[Draft]:
    """Draft the projects of one target at one level, in the order of their selection.

    ``level`` is ``provincial`` or ``city``.
    """
    block = block_of(target, level, parameters)
    random = stream(parameters, "projects", level, target)
    pool = hosts[block["host"]]
    places = _by_readiness(random, _places(random, target, block, land, pool), land, parameters)
    years, fates, resumed = _stories(random, places, block, land, parameters)
    takers = {place: cycle(random.sample(pool[place], len(pool[place]))) for place in sorted(pool) if pool[place]}
    fields = _fields(random, block, parameters)
    unplaced = set(random.sample(range(len(places)), block.get("unplaced", 0)))
    drafts = []
    for number, (place, year, fate) in enumerate(zip(places, years, fates, strict=True)):
        host = next(takers[place]) if place in takers and number not in unplaced else None
        drafts.append(
            Draft(
                code=f"sample-{'city-' if level == 'city' else ''}{target}-{number + 1:03d}",
                target=target,
                level=parameters["walk"]["levels"][level],
                name=block["title"].format(place=land.divisions[place].short_name, field=next(fields), n=number + 1),
                prefecture=place,
                division=None if number in unplaced else host.division if host else place,
                host=host.code if host else None,
                drive=land.drive[place],
                year=year,
                fate=fate,
                resumed=number in resumed,
                started=block.get("started", {}).get(place),
            )
        )
    return drafts


def block_of(target: str, level: str, parameters: Parameters) -> Parameters:
    """Return the parameters of this target's projects at this level from ``sample.yaml``."""
    section = "city_projects" if level == "city" else "projects"
    block: Parameters = parameters[section][target]
    return block


def _places(
    random: Random, target: str, block: Parameters, land: Land, pool: Mapping[str, Sequence[School]]
) -> list[str]:
    """Choose a prefecture for each project.

    By share among the prefectures that have a host, or as the parameters list them.
    """
    count = sum(block["rounds"].values()) + block.get("unselected", 0)
    allowed = block.get("places") or [code for code in land.prefectures if pool[code]]
    land.check(allowed, f"{target}.places", land.prefectures)
    if len(allowed) == count:
        return list(allowed)
    return spread(random, {code: land.share[code] for code in allowed}, count)


def _fields(random: Random, block: Parameters, parameters: Parameters) -> cycle[str]:
    names = parameters["fields"][block["fields"]] if "fields" in block else [""]
    return cycle(random.sample(names, len(names)))


def _by_readiness(random: Random, places: Sequence[str], land: Land, parameters: Parameters) -> list[str]:
    """Sort prefectures so that those that get things done come first, luck beside drive."""
    noise = parameters["walk"]["noise"]
    ready = [(land.drive[division] + random.gauss(0, noise), division) for division in places]
    return [division for _ready, division in sorted(ready, reverse=True)]


def _stories(
    random: Random, places: Sequence[str], block: Parameters, land: Land, parameters: Parameters
) -> tuple[list[int], list[str], set[int]]:
    """Draw the year of selection and fate of each project, and which ones paused on the way.

    The readiest come first. Stops fall on the less ready half of those selected early enough to be judged; acceptance
    on the readiest.
    """
    rounds, walk = block["rounds"], parameters["walk"]
    years = [year for year in sorted(rounds) for _number in range(rounds[year])]
    unselected = len(places) - len(years)
    fates = [BUILDING] * len(years) + [UNSELECTED] * unselected
    early = [
        number
        for number, year in enumerate(years)
        if year in walk["accepted_years"] and places[number] not in block.get("started", {})
    ]
    stopping = [stop for stop in STOPS for _number in range(block.get("stops", {}).get(stop, 0))]
    stopped = random.sample(early[len(early) // 2 :], len(stopping))
    for number, stop in zip(stopped, stopping, strict=True):
        fates[number] = stop
    luck = {number: land.drive[places[number]] + random.gauss(0, walk["noise"] / 2) for number in early}
    rest = sorted((number for number in early if number not in stopped), key=lambda number: -luck[number])
    for rank, number in enumerate(rest[: block.get("accepted", 0)]):
        fates[number] = RECOGNISED if rank < block.get("recognised", 0) else ACCEPTED
    years += [random.choice(sorted(rounds)) for _number in range(unselected)]
    return years, fates, set(random.sample(rest[len(rest) // 3 :], block.get("resumed", 0)))
