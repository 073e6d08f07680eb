"""What the rules take: the facts as they stood on one day, counted by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PROVINCIAL = "省级"
BUILDING = "building"


@dataclass(frozen=True, slots=True)
class Division:
    """A statutory division: province, prefecture or county. Zones never become one of these."""

    code: str
    name: str
    short_name: str
    name_en: str
    level: str
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class ProjectCount:
    """Projects of one target, level and prefecture by what they have reached on the day.

    ``approved``, ``started`` and ``accepted`` leave out projects that are suspended, ended or revoked;
    ``ever_approved`` does not. ``prefecture`` is None where the project has no recorded place.
    """

    target: str
    level: str
    prefecture: str | None
    projects: int
    approved: int
    started: int
    accepted: int
    ever_approved: int
    stopped: int
    sample: bool


@dataclass(frozen=True, slots=True)
class TallyCount:
    """The newest count without names for one target, division, stage and category.

    ``counts`` is the stage's meaning (none, approved, accepted, stopped), None where the tally has no stage;
    ``started`` says whether the stage is 建设 or later.
    """

    target: str
    division: str
    stage: str | None
    counts: str | None
    started: bool
    category: str
    on: date
    count: int
    source: str
    sample: bool


@dataclass(frozen=True, slots=True)
class InstitutionCount:
    """Institutions in force on the day in one division.

    That is a county, or a prefecture where the county is unknown.
    """

    division: str
    kind: str
    ownership: str | None
    institutions: int
    sample: bool


@dataclass(frozen=True, slots=True)
class AnswerState:
    """The newest answer to one item for one division."""

    target: str
    item: str
    division: str
    on: date
    met: bool
    source: str
    sample: bool


@dataclass(frozen=True, slots=True)
class IndustryState:
    """A listed main industry and whether a public college in force serves it."""

    name: str
    served: bool
    sample: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules need about one day. The order of the rows carries no meaning."""

    as_of: date
    divisions: tuple[Division, ...]
    projects: tuple[ProjectCount, ...]
    tallies: tuple[TallyCount, ...]
    institutions: tuple[InstitutionCount, ...]
    answers: tuple[AnswerState, ...]
    industries: tuple[IndustryState, ...]
