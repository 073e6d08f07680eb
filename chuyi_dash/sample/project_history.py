"""How a sample project walks through the stages, from 申报 to wherever its story ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from chuyi_dash.sample.parameters import Parameters, Row, day_in, later, stream, whole
from chuyi_dash.sample.projects import ACCEPTED, RECOGNISED, STOPS, UNSELECTED, Draft, block_of

Steps = list[tuple[str, date]]


@dataclass(frozen=True, slots=True)
class ProjectHistory:
    """A project with the stages that it reached, in order of day."""

    draft: Draft
    steps: tuple[tuple[str, date], ...]

    def day(self, *stages: str) -> date | None:
        """Find the first day on which any of these stages was reached; None where none was."""
        return next((day for stage, day in self.steps if stage in stages), None)

    @property
    def stopped(self) -> date | None:
        """The day from which the project no longer counts, None where it went on."""
        stage, day = self.steps[-1]
        return day if stage in STOPS else None


def round_days(level: str, target: str, year: int, parameters: Parameters) -> Mapping[str, date]:
    """Draw the days that all projects of one selection share: opening, 评审, 公示, 立项."""
    settings = parameters["walk"]
    random = stream(parameters, "round", level, target, year)
    block = block_of(target, level, parameters)
    opens = date(year, block.get("round_opens", settings["round_opens"]), 1)
    reviewed = later(random, opens, settings["reviewed_after"])
    publicised = later(random, reviewed, settings["publicised_after"])
    approved = later(random, publicised, settings["approved_after"])
    return {"opens": opens, "reviewed": reviewed, "publicised": publicised, "approved": approved}


def walk(draft: Draft, days: Mapping[str, date], parameters: Parameters, end: date) -> ProjectHistory:
    """Generate a project's stages up to ``end``, each after the one before."""
    settings = parameters["walk"]
    random = stream(parameters, "walk", draft.code)
    steps = _selection(random, days, settings)
    if draft.fate == UNSELECTED:
        reach = settings["unselected_at"]
        last = random.choices(sorted(reach), [reach[stage] for stage in sorted(reach)])[0]
        return ProjectHistory(draft, tuple(steps[: [stage for stage, _day in steps].index(last) + 1]))
    steps += [("publicised", days["publicised"]), ("approved", days["approved"])]
    built = draft.started or later(random, days["approved"], settings["building_after"], draft.drive)
    steps += [("building", built), *_construction(random, draft, built, settings, end)]
    if draft.resumed:
        steps = _paused(random, steps, built, settings)
    if draft.fate in STOPS:
        stop = min(later(random, built, settings["stopped_after"]), end - timedelta(days=10))
        steps = [step for step in steps if step[1] < stop] + [(draft.fate, stop)]
    return ProjectHistory(draft, tuple(step for step in steps if step[1] <= end))


def _selection(random: Random, days: Mapping[str, date], settings: Parameters) -> Steps:
    applied = later(random, days["opens"], [0, settings["apply_within"]])
    screened = later(random, applied, settings["screened_after"])
    recommended = later(random, screened, settings["recommended_after"])
    return [
        ("applied", applied),
        ("screened", screened),
        ("recommended", recommended),
        ("reviewed", days["reviewed"]),
    ]


def _construction(random: Random, draft: Draft, built: date, settings: Parameters, end: date) -> Steps:
    """Draw the steps of construction.

    Self-checks are yearly until the midterm check, then comes 整改 where needed, then acceptance where it came. A
    self-check after the midterm check would set the stage back, so one follows only where 整改 did.
    """
    done = draft.fate in (ACCEPTED, RECOGNISED)
    midterm = _midterm(random, draft, settings, end, done)
    steps = _winters(random, built + timedelta(days=60), midterm or end + timedelta(days=1), settings)
    if midterm is None:
        return steps
    steps.append(("midterm", midterm))
    rectified = random.random() < settings["rectified"] / draft.drive
    if rectified:
        steps.append(("rectifying", later(random, midterm, settings["rectifying_after"])))
    if done:
        accepted = day_in(random, midterm.year, settings["accepted_on"])
        steps.append(("accepted", accepted))
        if draft.fate == RECOGNISED:
            steps.append(("recognised", later(random, accepted, settings["recognised_after"])))
    elif rectified:
        steps += _winters(random, steps[-1][1], end + timedelta(days=1), settings)
    return steps


def _midterm(random: Random, draft: Draft, settings: Parameters, end: date, done: bool) -> date | None:
    years = settings["accepted_years"].get(draft.year)
    if done:
        early = random.random() < settings["accepted_early"] * draft.drive
        return day_in(random, years[0] if early else years[-1], settings["midterm_last"])
    if years is None or draft.started or random.random() >= settings["midterm_reached"] * draft.drive:
        return None
    return day_in(random, end.year, settings["midterm_open"])


def _winters(random: Random, first: date, before: date, settings: Parameters) -> Steps:
    days = [day_in(random, year, settings["winter"]) for year in range(first.year, before.year + 1)]
    return [("self_assessed", day) for day in days if first <= day < before]


def _paused(random: Random, steps: Steps, built: date, settings: Parameters) -> Steps:
    """Add a stop soon after building began, and drop the steps that fall into it."""
    suspended = built + timedelta(days=whole(random, settings["suspended_after"]))
    resumed = later(random, suspended, settings["resumed_after"])
    before = [step for step in steps if step[1] < suspended]
    after = [step for step in steps if step[1] > resumed]
    return [*before, ("suspended", suspended), ("building", resumed), *after]


def event_rows(story: ProjectHistory, parameters: Parameters) -> list[Row]:
    """Turn a project's history into rows of the table ``project_event``."""
    notes = parameters["walk"]["notes"]
    rows = []
    stopped = False
    for stage, day in story.steps:
        resumed = stopped and stage not in STOPS
        rows.append(
            {
                "project_code": story.draft.code,
                "stage_code": stage,
                "date": day,
                "source_key": parameters["source"],
                "note": notes["resumed"] if resumed else notes.get(stage),
            }
        )
        stopped = stage in STOPS
    return rows
