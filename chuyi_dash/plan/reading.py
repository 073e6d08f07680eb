"""Reading ``data/plan/*.yaml`` and ``data/settings.yaml`` into records.

Every problem is told with file and line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from chuyi_dash.config import data_folder
from chuyi_dash.data_files.problems import raise_problems
from chuyi_dash.data_files.table_file import column
from chuyi_dash.data_files.yaml_file import YamlFile
from chuyi_dash.i18n import gettext as _
from chuyi_dash.plan.files import PlanFile, SettingsFile
from chuyi_dash.plan.model import Clause, Plan, Settings, Stage, Target
from chuyi_dash.plan.ways import kinds_of, known_ways

SOURCES = "sources.csv"
PROVENANCES = ("notice", "press", "conflict", "damaged")
SCOPES = ("province", "prefecture", "county", "industry")
COUNTS = ("none", "approved", "accepted", "stopped")
MEASURE_OF_ROLE = {"schools": "institutions", "colleges": "institutions", "bases": "projects"}
"""How a target must be measured to play a part in a talk; a section of the sheet asks about any."""

STYLED = ("done", "on_pace", "behind", "far_behind", "overdue", "no_number", "no_data")
STATES = ("met", "unmet", "unreported", "not_applicable")
CHART = ("accent", "approved", "accepted", "pace", "ink", "soft", "rim", "border", "grid", "track", "ground")
GROUPS = {
    "status.styles": STYLED,
    "dark.styles": STYLED,
    "map.states": STATES,
    "dark.states": STATES,
    "chart": CHART,
    "dark.chart": CHART,
}
"""Groups of ``settings.yaml`` in which each of these keys has its style or colour."""


def read_plan(data_dir: Path | None = None) -> Plan:
    """Read the plan of this data folder, else the process's, once.

    Raises DataFileError with every problem of its four files: unknown, missing and doubled keys, wrong types, values
    that are not allowed, references to what the plan or ``sources.csv`` does not have.
    """
    return _plan(data_dir or data_folder())


@lru_cache(maxsize=4)
def _plan(data_dir: Path) -> Plan:
    opened = [YamlFile(data_dir, f"plan/{name}.yaml") for name in ("plan", "clauses", "stages", "targets")]
    plan_file, clauses_file, stages_file, targets_file = opened
    head = plan_file.records(PlanFile)
    clauses = clauses_file.records(tuple[Clause, ...])
    stages = stages_file.records(tuple[Stage, ...])
    targets = targets_file.records(tuple[Target, ...])
    sources = column(data_dir, SOURCES, "key")
    _check_targets(targets_file, clauses_file, sources)
    _check_stages(stages_file)
    clauses_file.single("*.clause", _("条号"))
    _check_head(plan_file, targets_file, sources)
    if head is not None and targets is not None:
        _check_roles(plan_file, head, {target.id: target for target in targets})
    raise_problems(*opened)
    assert head is not None
    assert clauses is not None
    assert stages is not None
    assert targets is not None
    return Plan(
        title=head.title,
        title_en=head.title_en,
        issuers=head.issuers,
        issuers_en=head.issuers_en,
        start=head.start,
        end=head.end,
        source=head.source,
        notes=head.notes,
        notes_en=head.notes_en,
        damage=tuple(entry.text_zh for entry in head.damage),
        damage_en=tuple(entry.text_en for entry in head.damage),
        parts=head.parts,
        parts_en=head.parts_en,
        targets=targets,
        clauses=clauses,
        stages=stages,
        story=head.story,
        self_check=head.self_check,
    )


def _check_targets(targets: YamlFile, clauses: YamlFile, sources: list[str]) -> None:
    targets.single("*.id", _("编号"))
    targets.refer("*.clause", clauses.values("*.clause"), clauses.name)
    for key, allowed in (("provenance", PROVENANCES), ("scope", SCOPES)):
        targets.refer(f"*.{key}", allowed)
    for number, entry in enumerate(targets.content if isinstance(targets.content, list) else ()):
        measure = str(entry.get("measure", "")) if isinstance(entry, dict) else ""
        targets.refer(f"{number}.measure", known_ways(measure))
        if kinds := kinds_of(measure):
            targets.refer(f"{number}.kind", kinds)
    _check_sources(targets, ("*.number_source", "*.sources.*"), sources)


def _check_sources(file: YamlFile, patterns: Sequence[str], sources: list[str]) -> None:
    for pattern in patterns if sources else ():  # without any the table itself is wrong, and says so
        file.refer(pattern, sources, SOURCES)


def _check_stages(stages: YamlFile) -> None:
    stages.single("*.code", _("代码"))
    stages.single("*.rank", _("次序"))
    stages.refer("*.counts", COUNTS)


def _check_head(head: YamlFile, targets: YamlFile, sources: list[str]) -> None:
    """Check the parts of the text, and that the targets that play a part are there.

    Every language names the same parts of the text.
    """
    _check_sources(head, ("source",), sources)
    named = dict.fromkeys([*head.keys("parts"), *head.keys("parts_en")])
    clauses = tuple(targets.values("*.clause"))
    used = [part for part in named if any(clause.startswith(part) for clause in clauses)]
    for group in ("parts", "parts_en"):
        head.refer_keys(group, used)
        head.require_keys(group, used)
    for group in ("story.*", "self_check.*"):
        head.refer(group, targets.values("*.id"), targets.name, null=True)


def _check_roles(file: YamlFile, head: PlanFile, targets: Mapping[str, Target]) -> None:
    """Check the order of the plan's days, and whether targets can play their parts.

    The parts are those that ``plan.yaml`` gives them.
    """
    if head.end <= head.start:
        file.wrong(("end",), _("end 应晚于 start。"))
    for role, measure in MEASURE_OF_ROLE.items():
        target = targets.get(getattr(head.story, role))
        if target is not None and target.measure != measure:
            words = _("%(role)s 需要 measure 为 %(measure)s 的目标，“%(id)s” 是 %(found)s。")
            values = {"role": role, "measure": measure, "id": target.id, "found": target.measure}
            file.wrong(("story", role), words % values)


def read_settings(data_dir: Path | None = None) -> Settings:
    """Read the office's thresholds and reporting periods, once.

    Raises DataFileError with every problem of the file.
    """
    content = settings_file(data_dir)
    return Settings(
        on_pace=content.status.on_pace,
        behind=content.status.behind,
        reported_share=content.status.reported_share,
        reporting=content.reporting,
        overfunded=content.quality.overfunded,
    )


def settings_file(data_dir: Path | None = None) -> SettingsFile:
    """Read and check all of ``settings.yaml``, once.

    Raises DataFileError with every problem of the file.
    """
    return _settings_file(data_dir or data_folder())


@lru_cache(maxsize=4)
def _settings_file(data_dir: Path) -> SettingsFile:
    file = YamlFile(data_dir, "settings.yaml")
    content = file.records(SettingsFile)
    file.single("reporting.*.period", _("时段"))
    for group, names in GROUPS.items():
        file.refer_keys(group, names)
        file.require_keys(group, names)
    if content is not None:
        _check_settings(file, content)
    raise_problems(file)
    assert content is not None
    return content


def _check_settings(file: YamlFile, content: SettingsFile) -> None:
    """Check what must rise: bounds of classes, thresholds, the days of a period."""
    for name, bounds in (("share_classes", content.map.share_classes), ("count_classes", content.map.count_classes)):
        if list(bounds) != sorted(set(bounds)):
            file.wrong(("map", name), _("%(name)s 应从小到大。") % {"name": name})
    if content.status.behind > content.status.on_pace:
        file.wrong(("status", "behind"), _("behind 不能大于 on_pace。"))
    for number, period in enumerate(content.reporting):
        if not period.start <= period.end <= period.due:
            file.wrong(("reporting", number), _("start、end、due 应依次不早于前一个。"))
