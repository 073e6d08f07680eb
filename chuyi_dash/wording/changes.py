"""What an import changed, in words: which fact, from what to what, and who had stated it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.changes import statement
from chuyi_dash.intake.history import ChangeRow, ImportRow, Origin
from chuyi_dash.intake.labels import column_word, table_word
from chuyi_dash.table import Column, Table
from chuyi_dash.views.imports import FactHistory, ImportChanges, Names
from chuyi_dash.wording.terms import division_name, item_name, join_sentences, moment, stage_name, target_name

Side = Mapping[str, Any] | None


def change_word(row: ChangeRow) -> str:
    """Say whether a row was added, was corrected, or gave way to another source's on the same."""
    if row.before is None:
        return _("新增")
    return _("更正") if row.after else _("取代")


def fact_name(row: ChangeRow, names: Names) -> str:
    """Name what the row is about."""
    said = row.after or row.before or {}
    if row.table in ("institution", "project"):
        return str(said["name"])
    return " · ".join(text for name in statement(row.table) if (text := _value(name, said, names)))


def sides(row_table: str, before: Side, after: Side, names: Names) -> tuple[str | None, str | None]:
    """Say what the row said before and what it says after, only where the two differ.

    None stands for a row that was not there.
    """
    shown = _shown(row_table, before, after)
    return _side(row_table, before, shown, names), _side(row_table, after, shown, names)


def _shown(table: str, before: Side, after: Side) -> list[str]:
    """List the columns that differ, or those filled in a row that came or went.

    Never among them: the source and, of a row that came or went, the columns that say what it is about.
    """
    if before and after:
        return [name for name in after if before.get(name) != after[name] and name != "source_key"]
    about = {*statement(table), "source_key"}
    return [name for name, value in (after or before or {}).items() if value is not None and name not in about]


def _side(table: str, said: Side, shown: list[str], names: Names) -> str | None:
    if said is None:
        return None
    parts = [
        _("%(what)s：%(how)s") % {"what": column_word(table, name), "how": _value(name, said, names) or "—"}
        for name in shown
    ]
    return _("；").join(parts)


def _value(name: str, said: Mapping[str, Any], names: Names) -> str:
    """Write a stored value as a reader knows it; empty where there is none."""
    value = said.get(name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name in ("institution_code", "project_code"):
        return names.codes.get(value, str(value))
    if name == "division_code":
        return division_name(names.divisions[value]) if value in names.divisions else str(value)
    found: Iterable[str] = ()
    if name == "target_id":
        found = (target_name(target) for target in names.plan.targets if target.id == value)
    elif name == "stage_code":
        found = (stage_name(stage) for stage in names.plan.stages if stage.code == value)
    elif name in ("item", "category"):
        targets = (target for target in names.plan.targets if target.id == said.get("target_id"))
        found = (item_name(item) for target in targets for item in target.items if item.id == value)
    return next(iter(found), str(value))


def import_sentence(row: ImportRow) -> str:
    """Describe one import: number, moment, person, file with its whole SHA-256, and counts.

    It also says when and by whom the import was taken back, if it was.
    """
    head = _("编号 %(id)d：%(at)s %(who)s 导入 %(file)s，")
    text = head % {"id": row.id, "at": moment(row.at), "who": row.who, "file": row.file_name}
    counts = {"added": row.added, "changed": row.changed, "unchanged": row.unchanged}
    text += _("新增 %(added)d 行，更正 %(changed)d 行，不变 %(unchanged)d 行") % counts
    if row.undone_at:
        text += _("；%(at)s由 %(who)s 撤回") % {"at": moment(row.undone_at), "who": row.undone_by}
    return text + _("。文件 SHA-256：%(sha)s") % {"sha": row.sha256}


def origin_sentence(origin: Origin) -> str:
    """Say who had stated what was replaced."""
    if origin.import_id is None or origin.at is None:
        return _("原值来源：%(title)s") % {"title": origin.title}
    return _("原值由 %(who)s 于 %(at)s 从 %(file)s 导入（编号 %(id)d，SHA-256 %(sha)s）") % {
        "who": origin.who,
        "at": moment(origin.at),
        "file": origin.title,
        "id": origin.import_id,
        "sha": origin.sha256,
    }


def change_lines(row: ChangeRow, answer: ImportChanges) -> list[str]:
    """Describe one change for the terminal: what became of which fact.

    A second line says who had stated what was replaced, where that is known.
    """
    names = answer.names
    head = f"{change_word(row)} {table_word(row.table)} {fact_name(row, names)}"
    parts = [
        _("%(what)s：%(how)s")
        % {
            "what": column_word(row.table, name),
            "how": " → ".join(_value(name, side, names) or "—" for side in (row.before, row.after) if side),
        }
        for name in _shown(row.table, row.before, row.after)
    ]
    both = _("；").join(parts)
    origin = answer.origins.get(row.former_source or "")
    lines = [_("%(what)s：%(how)s") % {"what": head, "how": both} if both else head]
    return [*lines, f"  {origin_sentence(origin)}"] if origin else lines


def changes_table(answer: ImportChanges) -> Table:
    """Tabulate what one import did, and what it replaced: stated by whom, when, in which file."""
    return Table(
        title=_("编号 %(id)d 的导入改动了什么") % {"id": answer.row.id},
        note=_("北京时间；先列更正和取代，后列新增"),
        columns=(
            Column(_("改动")),
            Column(_("工作表")),
            Column(_("对象"), width=260),
            Column(_("原为"), width=200),
            Column(_("现为"), width=200),
            Column(_("原值出自"), width=180),
            Column(_("原值导入人")),
            Column(_("原值导入时间")),
            Column(_("原值文件的 SHA-256"), width=160),
        ),
        rows=tuple(_change_cells(row, answer) for row in answer.changes),
    )


def _change_cells(row: ChangeRow, answer: ImportChanges) -> tuple[str | None, ...]:
    origin = answer.origins.get(row.former_source or "")
    return (
        change_word(row),
        table_word(row.table),
        fact_name(row, answer.names),
        *sides(row.table, row.before, row.after, answer.names),
        origin.title if origin else row.former_source,
        origin.who if origin else None,
        moment(origin.at) if origin and origin.at else None,
        origin.sha256 if origin else None,
    )


def changes_sentence(answer: ImportChanges) -> str:
    """Describe the import, point to a fact's other imports, and count the changes not shown."""
    sentences = [_("%(import)s。") % {"import": import_sentence(answer.row)}, _("勾选一行，看这一事实的历次导入。")]
    if answer.left_out:
        left = {"number": answer.left_out, "id": answer.row.id}
        sentences.append(_("另有 %(number)d 行未列出，用命令 import --show %(id)d 查看。") % left)
    return join_sentences(*sentences)


def history_sentence(history: FactHistory) -> str:
    """Say how often the fact was brought in or corrected."""
    return _("这一事实共有 %(number)d 次导入涉及，更正前的值都在表中。") % {"number": len(history.states)}


def history_table(history: FactHistory, name: str) -> Table:
    """Tabulate every import that touched one fact, newest first."""
    return Table(
        title=_("%(name)s：历次导入") % {"name": name},
        note=_("北京时间；最近的在前"),
        columns=(
            Column(_("编号"), "number"),
            Column(_("时间")),
            Column(_("导入人")),
            Column(_("文件"), width=220),
            Column(_("原为"), width=200),
            Column(_("现为"), width=200),
            Column(_("状态")),
            Column("SHA-256", width=160),
        ),
        rows=tuple(
            (
                state.import_id,
                moment(state.at),
                state.who,
                state.file_name,
                *sides(history.table, state.before, state.after, history.names),
                _("已撤回") if state.undone else _("有效"),
                state.sha256,
            )
            for state in history.states
        ),
    )
