"""Rules for what happened to projects: each stage on its day, in the plan's order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.changes import Row
from chuyi_dash.intake.records import BAD, Record
from chuyi_dash.intake.reference_data import rows_where
from chuyi_dash.intake.session import ImportSession, usable_values
from chuyi_dash.plan import Stage

APPROVED = "approved"
FINAL = ("ended", "revoked")


@dataclass(frozen=True, slots=True)
class Step:
    """A stage reached on a day.

    ``record`` is None where it is stored already and the file does not touch it.
    """

    stage: str
    day: date
    record: Record | None


def check_events(session: ImportSession, records: list[Record]) -> None:
    """Lay out the events, then judge the whole course of every project that the file touches."""
    wanted: list[tuple[Record, str, str]] = []
    for record in records:
        project, stage = session.project(record), session.stage(record)
        if session.complete(record) and project is not None and stage is not None and _usable(record):
            wanted.append((record, project, stage))
    stored: defaultdict[str, dict[tuple[str, date], Row]] = defaultdict(dict)
    for row in rows_where(session.connection, "project_event", "project_code", (project for _r, project, _s in wanted)):
        stored[row["project_code"]][row["stage_code"], row["date"]] = row
    courses: defaultdict[str, list[Step]] = defaultdict(list)
    taken: set[tuple[str, str, date]] = set()
    for record, project, stage in wanted:
        step = _event(session, record, project, stage, stored[project], taken)
        if step is not None:
            courses[project].append(step)
    for project, steps in courses.items():
        rest = [Step(stage, day, None) for stage, day in stored[project] if (project, stage, day) not in taken]
        check_course(session, steps + rest)


def _usable(record: Record) -> bool:
    return record.values.get("former_date") is not BAD


def _event(
    session: ImportSession, record: Record, project: str, stage: str, stored: Mapping[tuple[str, date], Row],
    taken: set[tuple[str, str, date]],
) -> Step | None:  # fmt: skip
    day, former = record.values["date"], record.values.get("former_date")
    if not session.reject_duplicate(record, (project, stage, day)):
        return None
    row = stored.get((stage, day))
    if isinstance(former, date) and former != day:
        if not session.reject_duplicate(record, (project, stage, former)):
            return None
        if row is None:
            row = stored.get((stage, former))
        else:
            former = day
        if row is None:
            message = _("库里没有这个项目在 %(day)s 的“%(stage)s”，无从更正。")
            values = {"day": former, "stage": session.known.stages[stage].name_zh}
            session.problem(record, "former_date", "clash", message % values)
            return None
        taken.add((project, stage, former))
    taken.add((project, stage, day))
    if row is None and not _single(session, record, project, stage, stored, taken):
        return None
    fixed = {"project_code": project, "stage_code": stage, "date": day}
    session.lay_out("project_event", row, fixed | usable_values(record, "note"))
    return Step(stage, day, record)


def _single(
    session: ImportSession, record: Record, project: str, stage: str, stored: Mapping[tuple[str, date], Row],
    taken: set[tuple[str, str, date]],
) -> bool:  # fmt: skip
    """Check that approval or acceptance happens once: True where it does, else it is reported.

    Another day for them is a correction, and has to say so.
    """
    known = session.known.stages[stage]
    if stage != APPROVED and known.counts != "accepted":
        return True
    for found, day in stored:
        if found == stage and (project, stage, day) not in taken:
            message = _("库里已有 %(day)s 的“%(stage)s”。如是更正日期，请把 %(day)s 填在“原日期”。")
            session.problem(record, "date", "clash", message % {"day": day, "stage": known.name_zh})
            return False
    return True


def phase(stage: Stage, stages: Mapping[str, Stage]) -> int:
    """Give the place of a stage in the order.

    The stages of construction share one, because they may follow each other in any order.
    """
    approved = stages[APPROVED].rank
    return approved + 1 if stage.counts == "approved" and stage.rank > approved else stage.rank


def check_course(session: ImportSession, steps: Sequence[Step]) -> None:
    """Report each step that comes too early, after an end, or without what it needs.

    Too early is before the step that it must follow.
    """
    stages = session.known.stages
    course = sorted(steps, key=lambda step: (step.day, stages[step.stage].rank))
    highest: Step | None = None
    ended: Step | None = None
    underway = False
    for step in course:
        stage = stages[step.stage]
        if ended is not None:
            _report(
                session,
                step,
                ended,
                "stage_out_of_order",
                _("“%(later)s”（%(later_day)s）之后不应再有“%(stage)s”（%(day)s）。"),
            )
        elif step.stage in FINAL:
            ended = step
        if stage.counts == "stopped":
            continue
        if stage.counts == "accepted" and not underway and step.record is not None:
            message = _("“%(stage)s”之前没有“立项”或建设环节。请补上立项的日期。") % {"stage": stage.name_zh}
            session.problem(step.record, "stage", "stage_out_of_order", message)
        underway = underway or stage.counts == "approved"
        if highest is not None and phase(stage, stages) < phase(stages[highest.stage], stages):
            message = _("“%(later)s”（%(later_day)s）早于它的前一环节“%(stage)s”（%(day)s）。")
            _report(session, step, highest, "date_before_predecessor", message)
        else:
            highest = step


def _report(session: ImportSession, step: Step, later: Step, code: str, message: str) -> None:
    """Blame the file's row: the one of the two that is not stored yet."""
    record = later.record or step.record
    if code == "stage_out_of_order":
        record = step.record or later.record
    if record is None:
        return
    stages = session.known.stages
    values = {
        "later": stages[later.stage].name_zh,
        "later_day": later.day,
        "stage": stages[step.stage].name_zh,
        "day": step.day,
    }
    session.problem(record, "date", code, message % values)
