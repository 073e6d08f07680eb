"""Colleges, vocational universities and technician schools that carry sample projects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chuyi_dash.sample.parameters import Parameters, stream
from chuyi_dash.sample.places import Land, spread
from chuyi_dash.sample.schools import School, by_prefecture, open_throughout

Hosts = Mapping[str, Mapping[str, list[School]]]


def other_schools(land: Land, parameters: Parameters) -> dict[str, list[School]]:
    """Make schools by kind of host, placed at prefectures.

    No county is claimed for them.
    """
    return {kind: _of_kind(kind, land, parameters) for kind in sorted(parameters["hosts"])}


def _of_kind(kind: str, land: Land, parameters: Parameters) -> list[School]:
    settings = parameters["hosts"][kind]
    random = stream(parameters, "hosts", kind)
    each = list(land.prefectures) if settings["every"] else []
    places = sorted([*each, *spread(random, land.share, settings["count"] - len(each))])
    return [
        School(
            code=f"sample-{kind}-{number:02d}",
            name=settings["title"].format(place=land.divisions[place].short_name, n=number),
            kind=settings["kind"],
            ownership=parameters["schools"]["public"],
            division=place,
        )
        for number, place in enumerate(places, start=1)
    ]


def hosts_by_kind(
    secondary: list[School], others: Mapping[str, list[School]], land: Land, start: date
) -> dict[str, Mapping[str, list[School]]]:
    """Sort the schools that may carry projects by kind of host and prefecture.

    ``any`` holds secondary schools and colleges.
    """
    settled = open_throughout(secondary, start)
    groups = {**others, "secondary": settled, "any": [*settled, *others["college"]]}
    return {kind: by_prefecture(schools, land) for kind, schools in groups.items()}
