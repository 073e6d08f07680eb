"""Putting the parts of the sample together, table by table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.plan import Plan
from chuyi_dash.sample.answers import checklist_rows, unified_rows
from chuyi_dash.sample.counts import training_rows, unnamed_rows
from chuyi_dash.sample.duties import milestone_rows
from chuyi_dash.sample.hosts import Hosts, hosts_by_kind, other_schools
from chuyi_dash.sample.money import funding_rows
from chuyi_dash.sample.parameters import Parameters, Row
from chuyi_dash.sample.places import DivisionRow, Land, read_land
from chuyi_dash.sample.project_history import ProjectHistory, event_rows, round_days, walk
from chuyi_dash.sample.projects import block_of, draft_projects
from chuyi_dash.sample.schools import county_answers, secondary_schools

SECTIONS = (("provincial", "projects"), ("city", "city_projects"))


def generate(plan: Plan, divisions: Sequence[DivisionRow], parameters: Parameters) -> dict[str, list[dict[str, Any]]]:
    """Generate all sample rows by table name, keyed by column name.

    They have no ids (the database gives those). Days lie within the plan's time except the opening days of older
    schools; money is in 万元 as Decimal with two places. The same plan, divisions and parameters give the same rows, in
    whatever order they come. Raises ChuyiError where the parameters name a target or a division that does not exist.
    """
    _check_targets(plan, parameters)
    land = read_land(divisions, parameters)
    secondary, others = secondary_schools(land, parameters), other_schools(land, parameters)
    told = _tell(plan, land, hosts_by_kind(secondary, others, land, plan.start), parameters)
    schools = [*secondary, *(school for kind in sorted(others) for school in others[kind])]
    source = parameters["source"]
    unified = parameters["checklists"]["unified"]["target"]
    at = {story.draft.prefecture for story, _block in told if story.draft.target == unified}
    return {
        "institution": [school.row(source) for school in schools],
        "project": [story.draft.row(source) for story, _block in told],
        "project_event": [row for story, _block in told for row in event_rows(story, parameters)],
        "tally": [*training_rows(plan, land, parameters), *unnamed_rows(land, parameters)],
        "answer": [
            *county_answers(parameters),
            *checklist_rows(plan, land, parameters),
            *unified_rows(plan, land, parameters, at),
        ],
        "funding": funding_rows(((story, block.get("budget")) for story, block in told), parameters, plan.end),
        "milestone": _milestones(told, parameters, plan),
    }


def _tell(plan: Plan, land: Land, hosts: Hosts, parameters: Parameters) -> list[tuple[ProjectHistory, Parameters]]:
    """Generate every project's history beside its target's parameters, in the plan's order."""
    told = []
    for level, section in SECTIONS:
        for target in (target.id for target in plan.targets if target.id in parameters[section]):
            block = block_of(target, level, parameters)
            rounds = {year: round_days(level, target, year, parameters) for year in block["rounds"]}
            for draft in draft_projects(target, level, land, hosts, parameters):
                told.append((walk(draft, rounds[draft.year], parameters, plan.end), block))
    return told


def _milestones(told: Iterable[tuple[ProjectHistory, Parameters]], parameters: Parameters, plan: Plan) -> list[Row]:
    return [row for story, block in told for row in milestone_rows(story, block["duties"], parameters, plan.end)]


def _check_targets(plan: Plan, parameters: Parameters) -> None:
    named = {
        *parameters["projects"],
        *parameters["city_projects"],
        *parameters["checklists"]["met_after"],
        *(entry["target"] for entry in parameters["tallies"]),
        *(parameters[part]["target"] for part in ("schools", "training")),
        parameters["checklists"]["unified"]["target"],
    }
    unknown = sorted(named - {target.id for target in plan.targets})
    if unknown:
        raise ChuyiError(
            _("sample.yaml 提到的目标不在 targets.yaml 中：%(ids)s。请改正编号，或删去这些条目。")
            % {"ids": "、".join(unknown)}
        )
