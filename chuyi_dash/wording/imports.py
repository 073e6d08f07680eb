"""Imports and the last check of a file, in sentences and tables."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.history import DryRun
from chuyi_dash.table import Column, Table
from chuyi_dash.views.imports import IntakeHistory
from chuyi_dash.wording.terms import join_sentences, moment

SHORT_HASH = 12


def imports_table(history: IntakeHistory) -> Table:
    """Tabulate every import with its file and counts, newest first."""
    return Table(
        title=_("导入记录"),
        note=_("北京时间；文件以 SHA-256 识别"),
        columns=(
            Column(_("编号"), "number"),
            Column(_("时间")),
            Column(_("文件"), width=260),
            Column(_("导入人")),
            Column(_("新增（行）"), "number"),
            Column(_("更正（行）"), "number"),
            Column(_("不变（行）"), "number"),
            Column(_("状态")),
            Column(_("SHA-256 前12位")),
        ),
        rows=tuple(
            (
                row.id,
                moment(row.at),
                row.file_name,
                row.who,
                row.added,
                row.changed,
                row.unchanged,
                _("%(at)s撤回") % {"at": moment(row.undone_at)} if row.undone_at else _("有效"),
                row.sha256[:SHORT_HASH],
            )
            for row in history.imports
        ),
    )


def imports_sentence(history: IntakeHistory) -> str:
    """Say how many imports there were and when the last one was, or how to begin."""
    if not history.imports:
        return _("还没有导入过文件。请用命令 python -m chuyi_dash template 写出模板，填好后由省级管理员导入。")
    kept = [row for row in history.imports if row.undone_at is None]
    return _("共导入 %(number)d 次，其中撤回 %(undone)d 次；最近一次是 %(at)s 的 %(file)s。") % {
        "number": len(history.imports),
        "undone": len(history.imports) - len(kept),
        "at": moment(history.imports[0].at),
        "file": history.imports[0].file_name,
    }


def dry_run_sentence(dry_run: DryRun | None) -> str:
    """Say what the last check of a file found."""
    if dry_run is None:
        return _("还没有核对过文件。导入前可先加 --dry-run 核对。")
    head = _("%(at)s核对了 %(file)s：") % {"at": moment(dry_run.at), "file": dry_run.file_name}
    if dry_run.problem_count:
        return join_sentences(head, _("发现 %(number)d 个问题，没有写入任何内容。") % {"number": dry_run.problem_count})
    counts = {"added": dry_run.added, "changed": dry_run.changed, "unchanged": dry_run.unchanged}
    return join_sentences(
        head, _("没有问题，会新增 %(added)d 行、更正 %(changed)d 行，%(unchanged)d 行不变。") % counts
    )


def problems_table(dry_run: DryRun) -> Table:
    """Tabulate the problems of the last check by sheet, row and column."""
    return Table(
        title=_("核对结果"),
        note=_("%(file)s · %(at)s · 北京时间") % {"file": dry_run.file_name, "at": moment(dry_run.at)},
        columns=(
            Column(_("工作表")),
            Column(_("行"), "number"),
            Column(_("列")),
            Column(_("填写的值"), width=180),
            Column(_("问题"), width=520),
        ),
        rows=tuple((row.sheet, row.row, row.column, row.value, row.message) for row in dry_run.problems),
    )
