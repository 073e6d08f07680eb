"""What ``sample.yaml`` may say.

The generator reads the file itself: these models are its check.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from chuyi_dash.data_files.models import Model
from chuyi_dash.i18n import gettext as _

Days = Annotated[list[int], Field(min_length=2, max_length=2)]
Reach = Annotated[list[float], Field(min_length=2, max_length=2)]
MonthDay = Annotated[str, Field(pattern="^[0-9]{2}-[0-9]{2}$")]
MonthDays = Annotated[list[MonthDay], Field(min_length=2, max_length=2)]
Day = date
Dates = Annotated[list[date], Field(min_length=1)]
Chance = Annotated[float, Field(ge=0, le=1)]
Number = Annotated[int, Field(ge=0)]
Month = Annotated[int, Field(ge=1, le=12)]


def _filled(text: str) -> str:
    """Refuse a text whose gaps nothing fills."""
    try:
        text.format(place="", field="", name="", n=0)
    except (LookupError, ValueError) as error:
        raise ValueError(_("里只能有 {place}、{field}、{name} 和 {n}")) from error
    return text


Title = Annotated[str, AfterValidator(_filled)]


class Character(Model):
    """A prefecture's weight, and how readily things get done there."""

    share: float = Field(gt=0)
    drive: float = Field(gt=0)


class Titles(Model):
    """Names of the schools of the sample."""

    first: Title
    second: Title
    successor: Title
    private: Title
    unknown: Title


class SchoolNotes(Model):
    """What is said of schools that closed and of answers."""

    merged: Title
    closed: str
    answered: str


class Late(Model):
    """A county that first had no school, then opened one."""

    answered: date
    opened: date


class Lost(Model):
    """A county that lost its school."""

    closed: date
    answered: date


class Schools(Model):
    """Secondary schools, county by county."""

    target: str
    item: str
    kind: str
    public: str
    private: str
    titles: Titles
    notes: SchoolNotes
    named_elsewhere: list[str]
    unreported: list[str]
    unmet: dict[str, date]
    late: dict[str, Late]
    lost: dict[str, Lost]
    opened_within: Number
    opening_days: Dates
    opening_weights: list[int]
    opened_unknown: Chance
    opened_years: Days
    second: Number
    private_schools: Number
    unknown_ownership: Number
    merged: Number
    closed: Number
    private_closed: Number
    closing_days: Dates
    confirmed: Dates
    confirmed_unknown: Chance


class Host(Model):
    """Other schools of one kind."""

    kind: str
    count: Number
    title: Title
    every: bool


class Stops(Model):
    """How many projects stopped, and how."""

    suspended: Number = 0
    ended: Number = 0
    revoked: Number = 0


class Projects(Model):
    """The projects of one target at one level."""

    title: Title
    host: str
    fields: str = ""
    places: list[str] = Field(default=[])
    round_opens: Month = 8
    rounds: dict[str, Number]
    unselected: Number = 0
    accepted: Number
    recognised: Number = 0
    stops: Stops = Stops()
    resumed: Number = 0
    unplaced: Number = 0
    started: dict[str, date] = Field(default={})
    budget: Days = Field(default=[])
    duties: str


class WalkLevels(Model):
    """Words for both levels."""

    provincial: str
    city: str


class Unselected(Model):
    """How often a project that was not selected ends at each stage."""

    applied: Number
    screened: Number
    recommended: Number
    reviewed: Number


class WalkNotes(Model):
    """What is said of events."""

    rectifying: str
    suspended: str
    resumed: str
    ended: str
    revoked: str


class Walk(Model):
    """Days between the steps of a project's life."""

    levels: WalkLevels
    round_opens: Month
    apply_within: Number
    screened_after: Days
    recommended_after: Days
    reviewed_after: Days
    publicised_after: Days
    approved_after: Days
    building_after: Days
    winter: MonthDays
    midterm_last: MonthDays
    midterm_open: MonthDays
    midterm_reached: Chance
    rectified: Chance
    rectifying_after: Days
    accepted_on: MonthDays
    accepted_years: dict[str, list[int]]
    accepted_early: Chance
    recognised_after: Days
    stopped_after: Days
    suspended_after: Days
    resumed_after: Days
    unselected_at: Unselected
    noise: float = Field(ge=0)
    notes: WalkNotes


class Unknown(Model):
    """Chances that a part of the money is not reported."""

    budget: Chance
    in_place: Chance
    spent: Chance


class Money(Model):
    """Money of projects."""

    origins: dict[str, Reach]
    absent: dict[str, Chance]
    report_day: MonthDay
    in_place: Reach
    in_place_accepted: Reach
    overfull: Chance
    overfull_to: float
    first_share: Reach
    spent: Reach
    spent_most: float
    unknown: Unknown
    contradictions: Number
    contradiction: Reach


class Milestones(Model):
    """Dated duties of projects."""

    late: Chance
    late_power: float
    late_most: Chance
    never: Chance
    early_by: Days
    late_by: Days
    last_due: Dates
    first_after: Number
    last_done: Chance
    drop: Chance
    duties: dict[str, list[str]]


class Gap(Model):
    """Answers that a prefecture never gave."""

    division: str
    target: str
    last: Annotated[int, Field(ge=1)] = 1


class Unified(Model):
    """Answers to the unified checks of one target."""

    target: str
    report_days: Dates
    report_within: Number
    met_after: Days


class Checklists(Model):
    """Answers of prefectures to checklists."""

    report_days: Dates
    report_within: Number
    met_after: dict[str, Days]
    missing: list[Gap]
    unified: Unified


class Training(Model):
    """People trained."""

    target: str
    per_share: Days
    groups: list[Chance]
    day: MonthDay
    missing: dict[str, list[int]]


class UnnamedCount(Model):
    """A count that does not agree with the named projects."""

    target: str
    division: str
    stage: str
    date: Day
    count: Number
    note: str


class SampleFile(Model):
    """``sample.yaml``."""

    seed: int
    source: str
    prefectures: dict[str, Character]
    schools: Schools
    hosts: dict[str, Host]
    projects: dict[str, Projects]
    city_projects: dict[str, Projects]
    fields: dict[str, list[str]]
    walk: Walk
    money: Money
    milestones: Milestones
    checklists: Checklists
    training: Training
    tallies: list[UnnamedCount]
