"""Accounts and the audit in tables and sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from chuyi_dash.access.words import action_word, role_word
from chuyi_dash.db.queries.access import AccountRow, AuditRow
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import in_chinese
from chuyi_dash.metrics.self_check.model import CONFIRMED, KEPT, STATES
from chuyi_dash.table import Column, Table
from chuyi_dash.wording.self_check.sheets import state_word
from chuyi_dash.wording.terms import UNKNOWN, moment

SETTLED = (CONFIRMED, KEPT)


def accounts_table(accounts: Sequence[AccountRow], names: Mapping[str, str]) -> Table:
    """Tabulate everybody with a role; ``names`` gives the prefectures' names by code."""
    return Table(
        title=_("账号"),
        note=_("北京时间；账号用命令 python -m chuyi_dash user 增减"),
        columns=(
            Column(_("账号"), width=260),
            Column(_("角色")),
            Column(_("市州")),
            Column(_("登记时间")),
            Column(_("登记人")),
        ),
        rows=tuple(
            (row.identity, role_word(row.role), names.get(row.prefecture or ""), moment(row.added_at), row.added_by)
            for row in accounts
        ),
    )


def audit_table(rows: Sequence[AuditRow], names: Mapping[str, str]) -> Table:
    """Tabulate what was done or tried, by whom, with what was stored before and after.

    ``rows`` come newest first and stay in their order; ``names`` gives the prefectures' names by code.
    """
    return Table(
        title=_("操作记录"),
        note=_("北京时间；最近 %(number)d 条，只增不改") % {"number": len(rows)},
        columns=(
            Column(_("序号"), "number"),
            Column(_("时间")),
            Column(_("谁"), width=170),
            Column(_("角色")),
            Column(_("做什么")),
            Column(_("对象"), width=220),
            Column(_("结果")),
            Column(_("之前"), width=220),
            Column(_("之后"), width=220),
        ),
        rows=tuple(
            (
                row.id,
                moment(row.at),
                row.who or _("未登录"),
                role_word(row.role),
                action_word(row.action),
                row.subject,
                _("已做") if row.allowed else _("已拒绝"),
                value_pairs(row.before, names),
                value_pairs(row.after, names),
            )
            for row in rows
        ),
    )


def audit_sentence(rows: Sequence[AuditRow]) -> str:
    """Say how many of the rows are refusals, and when the newest refusal was.

    ``rows`` come newest first.
    """
    refused = [row for row in rows if not row.allowed]
    if not rows:
        return _("还没有操作记录。")
    if not refused:
        return _("最近 %(number)d 条记录里没有被拒绝的操作。") % {"number": len(rows)}
    return _("最近 %(number)d 条记录里被拒绝的有 %(refused)d 条，最近一次是 %(at)s。") % {
        "number": len(rows),
        "refused": len(refused),
        "at": moment(refused[0].at),
    }


def value_pairs(values: Mapping[str, Any] | None, names: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """Write stored values as "name: value" pairs in the reader's language.

    None where nothing was stored. ``names`` gives the prefectures' names by code.
    """
    if values is None:
        return None
    words, mark = _field_words(), "；" if in_chinese() else "; "
    return mark.join(f"{words.get(name, name)}: {_value(name, value, names)}" for name, value in values.items())


def _field_words() -> dict[str, str]:
    return {
        "role": _("角色"),
        "prefecture": _("市州"),
        "state": _("状态"),
        "agree": _("认同系统数"),
        "value": _("填报值"),
        "reason": _("理由"),
        "reasons": _("退回意见"),
        "note": _("备注"),
        "settled": _("处理结果"),
        "check_code": _("校验码"),
        "facts": _("事实（条）"),
        "file": _("文件"),
        "sha256": "SHA-256",
        "name": _("名称"),
        "as_of": _("数据截至"),
        "due": _("提交期限"),
        "sample": _("含示例"),
        "added": _("新增（行）"),
        "changed": _("更正（行）"),
        "unchanged": _("不变（行）"),
        "undone": _("已撤回"),
        "rows": _("恢复（行）"),
        "revision": _("数据库版本"),
        "plan_rows": _("更新计划（行）"),
        "facts_loaded": _("装入事实"),
        "sample_loaded": _("装入示例"),
        "audit_rows": _("原有操作记录（条）"),
    }


def _value(name: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name == "role":
        return role_word(value)
    if name == "state" and value in STATES:
        return state_word(value)
    if name == "settled" and value in SETTLED:
        return _("以填报值为准") if value == CONFIRMED else _("以系统数为准")
    if name == "prefecture":
        return names.get(value, value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
