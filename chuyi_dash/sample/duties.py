"""Milestones of sample projects, unevenly between prefectures.

Most are done in time, some late, some not done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from chuyi_dash.sample.parameters import Parameters, Row, stream, whole
from chuyi_dash.sample.project_history import ProjectHistory


def milestone_rows(story: ProjectHistory, kind: str, parameters: Parameters, end: date) -> list[Row]:
    """Make rows of the table ``milestone`` for an approved project, none for others.

    ``kind`` names its set of duties.
    """
    approved = story.day("approved")
    if approved is None:
        return []
    settings = parameters["milestones"]
    random = stream(parameters, "milestones", story.draft.code)
    names = _names(random, settings["duties"][kind], settings["drop"])
    days = _due_days(random, story, approved, len(names), settings, end)
    return [
        {
            "project_code": story.draft.code,
            "name": name,
            "due": due,
            "done": _done(random, story, approved, due, index == len(names) - 1, settings, end),
            "source_key": parameters["source"],
        }
        for index, (name, due) in enumerate(zip(names, days, strict=True))
    ]


def _names(random: Random, duties: Sequence[str], drop: float) -> list[str]:
    """Choose the duties to name: the first, the last and at least one of those between."""
    between = list(duties[1:-1])
    kept = [name for name in between if random.random() >= drop] or [random.choice(between)]
    return [duties[0], *kept, duties[-1]]


def _due_days(
    random: Random, story: ProjectHistory, approved: date, count: int, settings: Parameters, end: date
) -> list[date]:
    """Space due days evenly from soon after approval to acceptance.

    Where there is no acceptance yet, they go to the plan's last weeks.
    """
    first = min(approved + timedelta(days=settings["first_after"] + random.randint(0, 30)), end)
    accepted = story.day("accepted")
    last = accepted - timedelta(days=random.randint(-15, 45)) if accepted else random.choice(settings["last_due"])
    last = min(max(last, first + timedelta(days=30 * (count - 1))), end)
    return [first + (last - first) * index // (count - 1) for index in range(count)]


def _done(
    random: Random, story: ProjectHistory, approved: date, due: date, is_last: bool, settings: Parameters, end: date
) -> date | None:
    accepted = story.day("accepted")
    chance = min(settings["late_most"], settings["late"] / story.draft.drive ** settings["late_power"])
    late = random.random() < chance
    never = random.random() < settings["never"]
    if is_last and accepted is None:
        never = late = late or random.random() >= settings["last_done"] * story.draft.drive
    if late:
        done = due + timedelta(days=whole(random, settings["late_by"]))
    else:
        done = max(due - timedelta(days=whole(random, settings["early_by"])), approved)
    if accepted is not None:
        return min(done, accepted)
    if (late and never) or done > min(end, story.stopped or end):
        return None
    return done
