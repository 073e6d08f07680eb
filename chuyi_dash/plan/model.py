"""What the plan says, as plain records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a checklist, one of the three unified checks, or one category of a count."""

    id: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One of the plan's targets with its clause, its measure and where its number comes from.

    ``number`` has no default: a text that gives none says so.
    """

    id: str
    clause: str
    name_zh: str
    name_en: str
    kind: str  # quota, coverage, checklist, count
    unit: str
    number: int | None
    scope: str  # province, prefecture, county, industry
    provenance: str  # notice, press, conflict, damaged
    second_source: str | None = None
    second_source_en: str | None = None
    note_zh: str | None = None
    note_en: str | None = None
    quote: str | None = None
    damaged: bool = False
    measure: str  # projects, projects_per_division, institutions, industries, answers, tallies
    items: tuple[Element, ...] = ()
    institution_kinds: tuple[str, ...] = ()
    number_source: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A place in the text of the notice.

    It has its words as the copy has them (None where the copy has none), and what is damaged there.
    """

    clause: str
    heading_zh: str
    heading_en: str
    quote: str | None
    damage: str | None
    damage_en: str | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a project's life; ``counts`` is none, approved, accepted or stopped."""

    code: str
    rank: int
    name_zh: str
    name_en: str
    counts: str


@dataclass(frozen=True, slots=True)
class StoryTargets:
    """The targets that the map scenes of a talk draw, by id."""

    schools: str  # a school in every county
    colleges: str  # a college in every prefecture
    bases: str  # projects as dots


@dataclass(frozen=True, slots=True)
class SelfCheckTargets:
    """The targets that the sections of a prefecture's sheet ask about, by id.

    None leaves the section out.
    """

    counties: str | None
    colleges: str | None
    school: str | None
    local_plan: str | None
    fair_policy: str | None
    supervision: str | None
    training: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan: its time, targets, clauses, stages and damage.

    Targets are in the order of the text.
    """

    title: str
    title_en: str
    issuers: tuple[str, ...]
    issuers_en: tuple[str, ...]
    start: date
    end: date
    source: str
    notes: tuple[str, ...]
    notes_en: tuple[str, ...]
    damage: tuple[str, ...]
    damage_en: tuple[str, ...]
    parts: Mapping[str, str]
    parts_en: Mapping[str, str]
    targets: tuple[Target, ...]
    clauses: tuple[Clause, ...]
    stages: tuple[Stage, ...]
    story: StoryTargets
    self_check: SelfCheckTargets

    def target(self, target_id: str) -> Target:
        """Find the target with this id; KeyError where the plan has none."""
        for target in self.targets:
            if target.id == target_id:
                return target
        raise KeyError(target_id)

    def clause(self, clause: str) -> Clause | None:
        """Find the clause at this place of the text, None where the copy holds no words for it."""
        return next((found for found in self.clauses if found.clause == clause), None)

    def part(self, target: Target) -> str:
        """Find the part of the text that the target's clause lies in.

        It is the longest of ``parts`` that begins the clause, else the clause itself.
        """
        found = [part for part in self.parts if target.clause.startswith(part)]
        return max(found, key=len, default=target.clause)

    def stage(self, code: str) -> Stage:
        """Find the stage with this code; KeyError where there is none."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """How a status looks beside its word."""

    mark: str
    colour: str
    background: str


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: facts dated from ``start`` to ``end`` should have arrived by ``due``."""

    period: str
    start: date
    end: date
    due: date


@dataclass(frozen=True, slots=True)
class Settings:
    """Thresholds and reporting periods that an office may change in ``data/settings.yaml``.

    The file's colours are the ``Palette`` of ``chuyi_dash.drawing``.
    """

    on_pace: float
    behind: float
    reported_share: float
    reporting: tuple[Period, ...]
    overfunded: float
