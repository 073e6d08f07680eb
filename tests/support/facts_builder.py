"""Small plans and facts for tests of the rules.

They are about two prefectures, one with two counties and one with four.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from chuyi_dash.metrics.facts import (
    AnswerState,
    Division,
    Facts,
    IndustryState,
    InstitutionCount,
    ProjectCount,
    TallyCount,
)
from chuyi_dash.plan import Element, Plan, Target, read_plan, read_settings

PROVINCE = "430000"
SMALL, LARGE = "430100", "430200"
DIVISIONS = (
    Division(PROVINCE, "湖南省", "湖南", "Hunan", "province", None),
    Division(SMALL, "小市", "小", "Small", "prefecture", PROVINCE),
    Division("430101", "小一区", "小一", "Small One", "county", SMALL),
    Division("430102", "小二区", "小二", "Small Two", "county", SMALL),
    Division(LARGE, "大市", "大", "Large", "prefecture", PROVINCE),
    *(Division(f"43020{n}", f"大{n}县", f"大{n}", f"Large {n}", "county", LARGE) for n in range(1, 5)),
)
COUNTIES = tuple(row.code for row in DIVISIONS if row.level == "county")
AS_OF = date(2024, 6, 30)
SETTINGS = read_settings()


def target(**changes: Any) -> Target:
    """Make a target, a quota of ten projects unless told otherwise."""
    values: dict[str, Any] = {
        "id": "quota",
        "clause": "二(一)2",
        "name_zh": "基地",
        "name_en": "Bases",
        "kind": "quota",
        "unit": "个",
        "number": 10,
        "scope": "province",
        "provenance": "notice",
        "second_source": None,
        "second_source_en": None,
        "note_zh": None,
        "note_en": None,
        "quote": None,
        "damaged": False,
        "measure": "projects",
        "items": (),
        "institution_kinds": (),
        "number_source": "notice",
        "sources": (),
    }
    return Target(**(values | changes))


COUNTY_SCHOOL = target(
    id="county-school",
    kind="coverage",
    unit="县市区",
    number=6,
    scope="county",
    measure="institutions",
    items=(Element("public-school", "有公办中等职业学校", "Has a public school"),),
    institution_kinds=("中职",),
)
PREFECTURE_SCHOOL = target(
    id="prefecture-school",
    kind="coverage",
    unit="市州",
    number=2,
    scope="prefecture",
    measure="projects_per_division",
    items=(Element("unified-name", "统一命名", "Name"), Element("unified-mark", "统一标识", "Mark")),
)
CHECKLIST = target(
    id="local-plan",
    kind="checklist",
    unit="市州",
    number=2,
    scope="prefecture",
    measure="answers",
    items=(Element("goals", "目标任务", "Goals"), Element("measures", "主要措施", "Measures")),
)
INDUSTRY = target(
    id="industry-college",
    kind="coverage",
    unit="行业",
    number=None,
    scope="industry",
    measure="industries",
)
TRAINING = target(
    id="skills-training",
    kind="count",
    unit="人次",
    number=None,
    scope="prefecture",
    measure="tallies",
    items=(Element("industry", "重点产业", "Industries"), Element("group", "重点群体", "Groups")),
)
TARGETS = (target(), COUNTY_SCHOOL, PREFECTURE_SCHOOL, CHECKLIST, INDUSTRY, TRAINING)


def plan(*targets: Target) -> Plan:
    """Make a plan that has the real plan's time, with the given targets, or else with TARGETS."""
    return Plan(
        title="计划",
        title_en="The plan",
        issuers=(),
        issuers_en=(),
        start=date(2022, 4, 8),
        end=date(2025, 12, 31),
        source="notice",
        notes=(),
        notes_en=(),
        damage=(),
        damage_en=(),
        parts={},
        parts_en={},
        targets=targets or TARGETS,
        clauses=(),
        stages=(),
        story=read_plan().story,
        self_check=read_plan().self_check,
    )


def facts(**changes: Any) -> Facts:
    """Make facts, none at all on 2024-06-30 unless told otherwise."""
    values: dict[str, Any] = {
        "as_of": AS_OF,
        "divisions": DIVISIONS,
        "projects": (),
        "tallies": (),
        "institutions": (),
        "answers": (),
        "industries": (),
    }
    return Facts(**(values | changes))


def projects(target_id: str = "quota", prefecture: str | None = SMALL, **changes: Any) -> ProjectCount:
    """Count one target's projects in one prefecture at the provincial level.

    There is one, approved and started, unless told otherwise.
    """
    values: dict[str, Any] = {
        "level": "省级",
        "projects": 1,
        "approved": 1,
        "started": 1,
        "accepted": 0,
        "ever_approved": 1,
        "stopped": 0,
        "sample": False,
    }
    return ProjectCount(target=target_id, prefecture=prefecture, **(values | changes))


def tally(count: int, target_id: str = "quota", division: str = PROVINCE, **changes: Any) -> TallyCount:
    """Make a tally at the stage 立项, without a category unless told otherwise."""
    values: dict[str, Any] = {
        "stage": "approved",
        "counts": "approved",
        "started": False,
        "category": "",
        "on": date(2022, 12, 31),
        "source": "press",
        "sample": False,
    }
    return TallyCount(target=target_id, division=division, count=count, **(values | changes))


def schools(division: str, ownership: str | None = "公办", institutions: int = 1, **changes: Any) -> InstitutionCount:
    """Count secondary schools in force in one county, one public school unless told otherwise."""
    values: dict[str, Any] = {"kind": "中职", "sample": False}
    return InstitutionCount(division=division, ownership=ownership, institutions=institutions, **(values | changes))


def answer(division: str, item: str, met: bool, target_id: str = "local-plan", **changes: Any) -> AnswerState:
    """Make an answer, given on 2024-01-31 unless told otherwise."""
    values: dict[str, Any] = {"on": date(2024, 1, 31), "source": "report", "sample": False}
    return AnswerState(target=target_id, item=item, division=division, met=met, **(values | changes))


def industry(name: str, served: bool) -> IndustryState:
    """Make a listed industry."""
    return IndustryState(name, served, sample=False)
