"""The self-check in plain records.

They hold what a sheet asks, what the system knows, and what the prefecture answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

DRAFT, SUBMITTED, RETURNED, ACCEPTED = "draft", "submitted", "returned", "accepted"
STATES = (DRAFT, SUBMITTED, RETURNED, ACCEPTED)
EDITABLE = (DRAFT, RETURNED)
CONFIRMED, KEPT = "confirmed", "kept"

SECTIONS = (
    "counties",  # 二(二)3: the counties without a known public secondary school, and how many have one
    "colleges",  # 二(二)2: the prefecture's public colleges
    "school",  # 二(二)3: its Chuyi school and the three unified checks
    "local_plan",  # 三·实施: the plan's four elements
    "fair_policy",  # 三(三): five items
    "supervision",  # 三·实施: supervision, good practice, publicity
    "projects",  # every project with stage, late milestones, both money rates
    "training",  # 三(四): by the three focus groups
    "narrative",  # the report's own words: results, problems, measures, next steps
)
MET, COUNT, STAGE, TEXT = "met", "count", "stage", "text"
"""Kinds of value, all kept as text: met is "yes"/"no", count a whole number, stage a stage's code, text is free."""
YES, NO = "yes", "no"
NARRATIVES = ("results", "problems", "measures", "next_steps")


@dataclass(frozen=True, slots=True)
class Figure:
    """The system's own figure at the round's date.

    ``value`` is text of the item's kind, None where unknown. ``names`` are those behind it (counties, colleges). For
    a project also its late milestones out of all, and both money rates as shares (may exceed 1, None where unknown).
    """

    value: str | None
    names: tuple[str, ...] = ()
    late: int | None = None
    milestones: int | None = None
    in_place_rate: float | None = None
    spending_rate: float | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The province's result for the same target, shown beside the prefecture's figure.

    ``met`` of ``of`` divisions meet it (or ``met`` is the province's count, with ``of`` None). ``rank`` is the
    prefecture's place for this target among the ``ranked`` ones with a figure: equals share a rank; None where it has
    no figure.
    """

    met: int | None
    of: int | None
    rank: int | None
    ranked: int


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the prefecture answers for.

    ``key`` is stable across rounds: ``target[:division or project][:element]``. ``name`` is the Chinese name of the
    county, project, or element where there is one; wording makes the rest.
    """

    key: str
    section: str
    kind: str
    target: str | None
    clause: str | None
    division: str | None
    project: str | None
    element: str | None
    name: str | None
    figure: Figure
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to save for an item.

    ``agree`` True takes the system's figure; False needs ``value``.
    """

    agree: bool | None
    value: str | None = None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is saved for an item.

    ``version`` must be sent back with the next save. ``settled``: confirmed or kept, None while it is not.
    """

    item: str
    agree: bool | None
    value: str | None
    reason: str | None
    note: str | None
    version: int
    saved_at: datetime
    saved_by: str
    settled: str | None


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A piece of evidence under an item. ``size`` is in bytes."""

    id: int
    item: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class ItemRemark:
    """Why the steward sent an item back."""

    item: str
    reason: str
    at: datetime
    who: str
    open: bool


@dataclass(frozen=True, slots=True)
class StateChange:
    """A step in a sheet's life."""

    state: str
    at: datetime
    who: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round. ``sample``: its figures hold sample rows, and so does what it confirms."""

    key: str
    name: str
    as_of: date
    due: date
    sample: bool
    opened_by: str


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet in full, for those who may see it.

    ``version`` is that of its state; each answer has its own. While nobody has begun the sheet both it and ``id`` are 0
    and ``state`` is None. ``missing`` are the keys of the items that hand-in would refuse, ``disagreements`` of those
    where prefecture and system differ and the steward has not settled it, in the sheet's order. ``items`` are generated
    from the facts at the round's date.
    """

    id: int
    round: RoundRow
    prefecture: str
    prefecture_name: str
    state: str | None
    version: int
    items: tuple[Question, ...]
    answers: dict[str, Answer]
    files: dict[str, tuple[AttachedFile, ...]]
    remarks: dict[str, tuple[ItemRemark, ...]]
    history: tuple[StateChange, ...]
    missing: tuple[str, ...]
    disagreements: tuple[str, ...]
    submitted_at: datetime | None
    submitted_by: str | None
    check_code: str | None

    def item(self, key: str) -> Question:
        """Return the question with this key; KeyError where the sheet has none."""
        for found in self.items:
            if found.key == key:
                return found
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class SheetState:
    """One prefecture in a round, for the steward.

    ``late`` where it is past due and not handed in, or was late.
    """

    prefecture: str
    prefecture_name: str
    state: str | None  # None: nobody has begun the sheet yet
    answered: int
    items: int
    late: bool
    disagreements: int
    submitted_at: datetime | None
    check_code: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that differs between two rounds of a prefecture.

    Values are text of the item's kind, None: unknown.
    """

    item: Question
    before: str | None
    after: str | None
