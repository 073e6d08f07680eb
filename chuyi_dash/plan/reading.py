"""Reading ``data/plan/*.yaml`` and ``data/settings.yaml`` into records, with errors that name file and entry."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from chuyi_dash.config import data_folder
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.plan.model import Clause, Item, Palette, Period, Plan, Settings, Stage, StatusStyle, Target
from chuyi_dash.plan.ways import kinds_of, known_ways

PROVENANCES = ("notice", "press", "conflict", "damaged")


def _load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ChuyiError(_("读不了 %(file)s：%(reason)s") % {"file": path.name, "reason": error}) from error


def _target(entry: dict[str, Any]) -> Target:
    fields: dict[str, Any] = {name: entry.get(name) for name in Target.__dataclass_fields__}
    fields["items"] = tuple(Item(**item) for item in entry.get("items") or ())
    fields["institution_kinds"] = tuple(entry.get("institution_kinds") or ())
    fields["sources"] = tuple(entry.get("sources") or ())
    fields["damaged"] = bool(entry.get("damaged"))
    target = Target(**fields)
    for name, value, allowed in (
        ("measure", target.measure, known_ways(target.measure)),
        ("kind", target.kind, kinds_of(target.measure)),
        ("provenance", target.provenance, PROVENANCES),
    ):
        if value not in allowed:
            raise ChuyiError(
                _("targets.yaml 中 %(id)s 的 %(name)s 是 %(value)s，只能是 %(allowed)s。")
                % {"id": target.id, "name": name, "value": value, "allowed": _("、").join(allowed)}
            )
    return target


def read_plan(data_dir: Path | None = None) -> Plan:
    """The plan in this data folder, else the process's. Raises ChuyiError naming file and entry that cannot be used."""
    return _plan(data_dir or data_folder())


@lru_cache(maxsize=4)
def _plan(data_dir: Path) -> Plan:
    folder = data_dir / "plan"
    head = _load(folder / "plan.yaml")
    targets = tuple(_target(entry) for entry in _load(folder / "targets.yaml"))
    doubled = {target.id for target in targets if [other.id for other in targets].count(target.id) > 1}
    if doubled:
        raise ChuyiError(_("targets.yaml 中编号重复：%(ids)s") % {"ids": _("、").join(sorted(doubled))})
    return Plan(
        title=head["title"],
        title_en=head["title_en"],
        issuers=tuple(head["issuers"]),
        issuers_en=tuple(head["issuers_en"]),
        start=head["start"],
        end=head["end"],
        source=head["source"],
        notes=tuple(head.get("notes") or ()),
        notes_en=tuple(head.get("notes_en") or ()),
        damage=tuple(entry["text_zh"] for entry in head["damage"]),
        damage_en=tuple(entry["text_en"] for entry in head["damage"]),
        parts=dict(head["parts"]),
        parts_en=dict(head["parts_en"]),
        targets=targets,
        clauses=tuple(Clause(**entry) for entry in _load(folder / "clauses.yaml")),
        stages=tuple(Stage(**entry) for entry in _load(folder / "stages.yaml")),
    )


def read_settings(data_dir: Path | None = None) -> Settings:
    """The office's thresholds and colours. Raises ChuyiError where the file cannot be read."""
    return _settings(data_dir or data_folder())


@lru_cache(maxsize=4)
def _settings(data_dir: Path) -> Settings:
    content = _load(data_dir / "settings.yaml")
    status, on_map = content["status"], content["map"]
    styles = {code: StatusStyle(**style) for code, style in status["styles"].items()}
    return Settings(
        on_pace=status["on_pace"],
        behind=status["behind"],
        reported_share=status["reported_share"],
        styles=styles,
        share_classes=tuple(on_map["share_classes"]),
        count_classes=tuple(on_map["count_classes"]),
        sequential=tuple(on_map["sequential"]),
        states=dict(on_map["states"]),
        chart=dict(content["chart"]),
        reporting=tuple(Period(**period) for period in content["reporting"]),
        overfunded=content["quality"]["overfunded"],
        dark=_palette(content["dark"], styles),
    )


def _palette(content: dict[str, Any], marked: dict[str, StatusStyle]) -> Palette:
    return Palette(
        styles={code: replace(style, **content["styles"][code]) for code, style in marked.items()},
        sequential=tuple(content["sequential"]),
        states=dict(content["states"]),
        chart=dict(content["chart"]),
    )
