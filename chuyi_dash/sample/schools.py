"""The roster of secondary schools, and what counties without one have answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from chuyi_dash.sample.parameters import Parameters, Row, day_between, stream, whole
from chuyi_dash.sample.places import Land


@dataclass(frozen=True, slots=True)
class School:
    """An institution of the sample, before it becomes a row."""

    code: str
    name: str
    kind: str
    ownership: str | None
    division: str
    opened: date | None = None
    closed: date | None = None
    confirmed: date | None = None
    note: str | None = None

    def row(self, source: str) -> Row:
        """Return the school as a row of the table ``institution``."""
        return {
            "code": self.code,
            "name": self.name,
            "kind": self.kind,
            "ownership": self.ownership,
            "division_code": self.division,
            "opened": self.opened,
            "closed": self.closed,
            "confirmed_on": self.confirmed,
            "source_key": source,
            "note": self.note,
        }


def secondary_schools(land: Land, parameters: Parameters) -> list[School]:
    """Make public schools where the parameters allow them, and others beside them.

    Those are private, or of unknown ownership. Counties that are not reported get nothing at all. Raises ChuyiError
    for a code that is no county.
    """
    settings = parameters["schools"]
    _check(land, settings)
    random = stream(parameters, "schools")
    first = _first_schools(random, land, settings)
    older = sorted(
        code for code, school in first.items() if code not in settings["lost"] and not _is_new(school, settings)
    )
    seconds = _more(random, land, settings, "second", older, settings["second"])
    closed = _closures(random, land, settings, first, seconds)
    reported = sorted(set(land.counties) - set(settings["unreported"]))
    private = _more(random, land, settings, "private", reported, settings["private_schools"])
    for code in random.sample(sorted(private), settings["private_closed"]):
        private[code] = _close(random, settings, private[code], settings["notes"]["closed"])
    unknown = _more(random, land, settings, "unknown", reported, settings["unknown_ownership"])
    schools = [*first.values(), *seconds.values(), *closed, *private.values(), *unknown.values()]
    return [_confirm(random, settings, school) for school in schools]


def county_answers(parameters: Parameters) -> list[Row]:
    """Make the answers of counties that said no.

    Each is on its day, and is followed by a yes once a school had opened.
    """
    settings = parameters["schools"]
    said = [(code, day, False) for code, day in settings["unmet"].items()]
    for code, days in settings["late"].items():
        said += [(code, days["answered"], False), (code, days["opened"], True)]
    said += [(code, days["answered"], False) for code, days in settings["lost"].items()]
    return [
        {
            "target_id": settings["target"],
            "item": settings["item"],
            "division_code": code,
            "date": day,
            "met": met,
            "source_key": parameters["source"],
            "note": settings["notes"]["answered"],
        }
        for code, day, met in sorted(said)
    ]


def _check(land: Land, settings: Parameters) -> None:
    for part in ("named_elsewhere", "unreported", "unmet", "late", "lost"):
        land.check(settings[part], f"schools.{part}", land.counties)


def _is_new(school: School, settings: Parameters) -> bool:
    return school.opened is not None and school.opened >= min(settings["opening_days"])


def _first_schools(random: Random, land: Land, settings: Parameters) -> dict[str, School]:
    """Generate the public school of each county that has one, by county."""
    left_out = {*settings["named_elsewhere"], *settings["unreported"], *settings["unmet"]}
    counties = [code for code in land.counties if code not in left_out]
    free = [code for code in counties if code not in settings["late"] and code not in settings["lost"]]
    new = set(random.sample(free, settings["opened_within"]))
    schools = {}
    for code in counties:
        school = _make(random, land, settings, "first", code)
        if code in settings["late"]:
            school = replace(school, opened=settings["late"][code]["opened"])
        elif code in new:
            days, weights = settings["opening_days"], settings["opening_weights"]
            school = replace(school, opened=random.choices(days, weights)[0])
        elif code in settings["lost"]:
            school = replace(school, closed=settings["lost"][code]["closed"], note=settings["notes"]["closed"])
        schools[code] = school
    return schools


def _make(random: Random, land: Land, settings: Parameters, title: str, county: str) -> School:
    """Create a school that was there before the plan; its opening day may be unknown."""
    opened = date(whole(random, settings["opened_years"]), 9, 1)
    ownership = {"private": settings["private"], "unknown": None}.get(title, settings["public"])
    return School(
        code=f"sample-{county}-{title}",
        name=settings["titles"][title].format(place=land.divisions[county].name),
        kind=settings["kind"],
        ownership=ownership,
        division=county,
        opened=None if random.random() < settings["opened_unknown"] else opened,
    )


def _more(
    random: Random, land: Land, settings: Parameters, title: str, counties: Sequence[str], count: int
) -> dict[str, School]:
    chosen = sorted(random.sample(counties, count))
    return {code: _make(random, land, settings, title, code) for code in chosen}


def _closures(
    random: Random, land: Land, settings: Parameters, first: dict[str, School], seconds: dict[str, School]
) -> list[School]:
    """Close some schools in place.

    Merged ones get a successor the same day, others leave a second school behind. Returns the successors.
    """
    alone = sorted(
        code
        for code in first
        if code not in seconds and code not in settings["lost"] and not _is_new(first[code], settings)
    )
    successors = []
    for code in random.sample(alone, settings["merged"]):
        successor = _make(random, land, settings, "successor", code)
        note = settings["notes"]["merged"].format(name=successor.name)
        first[code] = _close(random, settings, first[code], note)
        successors.append(replace(successor, opened=first[code].closed))
    for code in random.sample(sorted(seconds), settings["closed"]):
        seconds[code] = _close(random, settings, seconds[code], settings["notes"]["closed"])
    return successors


def _close(random: Random, settings: Parameters, school: School, note: str) -> School:
    return replace(school, closed=random.choice(settings["closing_days"]), note=note)


def _confirm(random: Random, settings: Parameters, school: School) -> School:
    """Draw the day on which someone last confirmed that the school is there.

    A closed school gets none; others may stay unconfirmed.
    """
    if school.closed or random.random() < settings["confirmed_unknown"]:
        return school
    earliest, latest = settings["confirmed"]
    return replace(school, confirmed=day_between(random, max(earliest, school.opened or earliest), latest))


def open_throughout(schools: Iterable[School], start: date) -> list[School]:
    """Keep the schools that were there when the plan began and have not closed.

    Only these carry projects.
    """
    return [school for school in schools if school.closed is None and (school.opened is None or school.opened < start)]


def by_prefecture(schools: Iterable[School], land: Land) -> Mapping[str, list[School]]:
    """Group schools by the prefecture that they lie in, in order of code."""
    found: dict[str, list[School]] = {code: [] for code in land.prefectures}
    for school in sorted(schools, key=lambda school: school.code):
        found[land.prefecture_of(school.division)].append(school)
    return found
