"""The report as one record of words and figures.

Word, Excel and the print view are written from it alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DRAFT_MARK = "草稿"
SAMPLE_MARK = "含示例数据（演示用，非真实）"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the sheet in words: clause, question, figure, province, own answer.

    ``section`` is the heading that the item stands under. ``evidence`` are places in the list of evidence, from 1.
    ``disagreement`` is empty, or how a disagreement stands. ``sample``: the figure rests on the sample. ``known``:
    the system has a figure.
    """

    section: str
    clause: str
    name: str
    figure: str
    comparison: str
    answer: str
    reason: str
    note: str
    evidence: tuple[int, ...]
    disagreement: str
    sample: bool
    known: bool = True  # a report that was sealed without it stays readable


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project: its stage, late milestones out of all, both money rates, the own answer.

    What is unknown is "—".
    """

    name: str
    target: str
    level: str
    stage: str
    milestones: str
    in_place_rate: str
    spending_rate: str
    answer: str


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Money of one origin in 万元, or of all as 合计, in words with both rates."""

    origin: str
    budget: str
    in_place: str
    spent: str
    in_place_rate: str
    spending_rate: str


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One file of the list of evidence."""

    name: str
    item: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county on the report's map.

    Its state is met, unmet, unreported or not_applicable.
    """

    code: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, in Chinese.

    ``check_code`` is None and ``draft`` True until the sheet is accepted. ``sections`` are the parts of 任务完成情况 as
    (heading, sentence); ``lines`` stand under those headings. ``results``, ``problems``, ``measures`` and
    ``next_steps`` are the prefecture's own words with their line breaks. ``projects_heading`` and
    ``counties_heading`` name the sections with the table of projects and with the map. ``made_on`` is the day in the
    signature (落款).
    """

    title: str
    unit: str
    prefecture: str
    round_name: str
    as_of: date
    due: date
    state: str
    check_code: str | None
    draft: bool
    sample: bool
    summary: str
    sections: tuple[tuple[str, str], ...]
    counties_heading: str
    projects_heading: str
    lines: tuple[Line, ...]
    projects: tuple[ProjectLine, ...]
    funding: str
    money: tuple[MoneyLine, ...]
    results: str
    problems: str
    measures: str
    next_steps: str
    evidence: tuple[EvidenceLine, ...]
    counties: tuple[CountyLine, ...]
    map_sentence: str
    sources: tuple[str, ...]
    made_on: date

    def lines_of(self, section: str) -> tuple[Line, ...]:
        """Return the lines under one heading."""
        return tuple(line for line in self.lines if line.section == section)

    @property
    def disagreements(self) -> tuple[Line, ...]:
        """The items where prefecture and system differ, settled or not."""
        return tuple(line for line in self.lines if line.disagreement)

    @property
    def marks(self) -> tuple[str, ...]:
        """What must be plain on every page: that it is a draft, that it holds sample data."""
        return (*((DRAFT_MARK,) if self.draft else ()), *((SAMPLE_MARK,) if self.sample else ()))
