"""Roles and actions in words."""

from __future__ import annotations

from collections.abc import Sequence

from chuyi_dash.access.model import (
    ACCEPT,
    ADMINISTRATOR,
    ATTACH,
    CLEAR_EVIDENCE,
    DETACH,
    IMPORT,
    MANAGE_ACCOUNTS,
    OPEN_ROUND,
    OPERATOR,
    READ_AUDIT,
    READ_SHEET,
    READ_STATES,
    REOPEN,
    REPORTER,
    RESTORE,
    SAVE_ANSWER,
    SEND_BACK,
    SET_UP,
    SETTLE,
    STEWARD,
    SUBMIT,
    VIEWER,
    Actor,
)
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed


def role_word(role: str) -> str:
    """Translate a role into the name that readers see; return an unknown one as it is stored."""
    words = {
        VIEWER: _("浏览者"),
        REPORTER: _("市州填报员"),
        STEWARD: _("省级数据专员"),
        ADMINISTRATOR: _("系统管理员"),
        OPERATOR: _("命令行操作员"),
    }
    return words.get(role, role)


def action_word(action: str) -> str:
    """Translate an action into a verb with its object; return an unknown one as it is stored."""
    words = {
        READ_SHEET: _("查看未通过的自查表"),
        SAVE_ANSWER: _("填写自查项"),
        ATTACH: _("上传佐证"),
        DETACH: _("移除佐证"),
        SUBMIT: _("提交自查表"),
        SEND_BACK: _("退回自查表"),
        SETTLE: _("处理不一致"),
        ACCEPT: _("通过自查表"),
        REOPEN: _("重新打开自查表"),
        OPEN_ROUND: _("开启自查轮次"),
        READ_STATES: _("查看各市州的自查状态"),
        IMPORT: _("导入数据"),
        READ_AUDIT: _("查看操作记录"),
        MANAGE_ACCOUNTS: _("管理账号"),
        CLEAR_EVIDENCE: _("清理佐证材料"),
        SET_UP: _("建库和升级"),
        RESTORE: _("恢复备份"),
    }
    return words.get(action, action)


def allowed_word(roles: Sequence[str]) -> str:
    """Say whom to ask, for a refusal; a reporter may only act in the own prefecture."""
    return listed([_("本市州的填报员") if role == REPORTER else role_word(role) for role in roles])


def who_word(actor: Actor) -> str:
    """Describe the actor for a message: identity and role, or a reader who is not signed in."""
    if not actor.signed_in:
        return _("未登录的读者")
    return _("%(identity)s（%(role)s）") % {"identity": actor.identity, "role": role_word(actor.role)}
