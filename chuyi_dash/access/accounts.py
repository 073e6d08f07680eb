"""The people with a role: who somebody is, and adding, changing and removing them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from chuyi_dash.access.audit import put_on_record, require
from chuyi_dash.access.model import ADMINISTRATOR, GUEST, MANAGE_ACCOUNTS, REPORTER, VIEWER, Actor
from chuyi_dash.access.words import role_word
from chuyi_dash.db.engine import reading, writing
from chuyi_dash.db.queries.access import (
    AccountRow,
    account_of,
    accounts_by_role,
    add_account_row,
    change_account_row,
    number_of_accounts_with,
    remove_account_row,
)
from chuyi_dash.db.self_check_tables import ACCOUNT_ROLES
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.places.divisions import DivisionNames, former_names, stored_divisions

LONGEST_IDENTITY = 200


def plain_identity(identity: str) -> str:
    """Return the identity in the spelling under which it is stored and looked up.

    Mail addresses do not depend on case, so they are folded; other identities are only stripped.
    """
    text = identity.strip()
    return text.casefold() if "@" in text else text


def actor_for(connection: Connection, identity: str | None) -> Actor:
    """Find out who an identity is.

    Without a sign-in (None) it is a guest; one that has no account is a viewer who has signed in.
    """
    if identity is None:
        return GUEST
    account = account_of(connection, plain_identity(identity))
    if account is None:
        return Actor(identity=plain_identity(identity), role=VIEWER)
    return Actor(identity=account.identity, role=account.role, prefecture=account.prefecture)


def list_accounts(engine: Engine, actor: Actor) -> tuple[AccountRow, ...]:
    """Read every account; raises Refused for whoever may not manage them."""
    require(engine, actor, MANAGE_ACCOUNTS, "account")
    with reading(engine) as connection:
        return accounts_by_role(connection)


def add_account(
    engine: Engine, actor: Actor, identity: str, role: str, prefecture: str | None = None
) -> tuple[AccountRow, AccountRow | None]:  # fmt: skip
    """Give somebody a role, or another one.

    Returns the account as it is now and as it was before (None: it is new). ``prefecture`` is the name or code of a
    reporter's. Raises Refused, and ChuyiError for an identity, role or prefecture that cannot be used, or where
    nobody would be left to administer.
    """
    identity = plain_identity(identity)
    require(engine, actor, MANAGE_ACCOUNTS, f"account/{identity}")
    _check(identity, role, prefecture)
    with writing(engine) as connection:
        before = account_of(connection, identity)
        if before is not None and before.role == ADMINISTRATOR != role:
            _keep_an_administrator(connection, identity)
        values: dict[str, Any] = {"role": role, "prefecture_code": _prefecture(connection, prefecture)}
        if before is None:
            values |= {"identity": identity, "added_by": actor.identity, "added_at": datetime.now(UTC)}
            add_account_row(connection, values)
        else:
            change_account_row(connection, identity, values)
        after = account_of(connection, identity)
        assert after is not None
        if before != after:
            subject = f"account/{identity}"
            put_on_record(connection, actor, MANAGE_ACCOUNTS, subject, before=_audited(before), after=_audited(after))
    return after, before


def remove_account(engine: Engine, actor: Actor, identity: str) -> AccountRow:
    """Take somebody's role away; they are a viewer from then on. The account as it was.

    Raises Refused, and ChuyiError where there is no such account or it is the last administrator's.
    """
    identity = plain_identity(identity)
    require(engine, actor, MANAGE_ACCOUNTS, f"account/{identity}")
    with writing(engine) as connection:
        before = account_of(connection, identity)
        if before is None:
            raise ChuyiError(_("没有账号 %(identity)s。用 user list 查看。") % {"identity": identity})
        if before.role == ADMINISTRATOR:
            _keep_an_administrator(connection, identity)
        remove_account_row(connection, identity)
        put_on_record(connection, actor, MANAGE_ACCOUNTS, f"account/{identity}", before=_audited(before))
    return before


def _check(identity: str, role: str, prefecture: str | None) -> None:
    if not identity or len(identity) > LONGEST_IDENTITY or not identity.isprintable():
        raise ChuyiError(
            _("账号“%(identity)s”不能用。请写登录服务给出的邮箱或用户标识，不超过 %(longest)d 个字符。")
            % {"identity": identity[:LONGEST_IDENTITY], "longest": LONGEST_IDENTITY}
        )
    if role not in ACCOUNT_ROLES:
        words = "、".join(f"{name}（{role_word(name)}）" for name in ACCOUNT_ROLES)
        raise ChuyiError(_("没有角色 %(role)s，可用的有：%(words)s。") % {"role": role, "words": words})
    if role == REPORTER and not prefecture:
        raise ChuyiError(_("市州填报员要指明市州：--prefecture 名称或代码。"))
    if role != REPORTER and prefecture:
        raise ChuyiError(_("只有市州填报员属于一个市州，%(role)s不能带 --prefecture。") % {"role": role_word(role)})


def _prefecture(connection: Connection, text: str | None) -> str | None:
    if text is None:
        return None
    found = DivisionNames(stored_divisions(connection), former_names()).prefecture(text)
    if found.code is None:
        raise ChuyiError(found.message)
    return found.code


def _keep_an_administrator(connection: Connection, identity: str) -> None:
    if number_of_accounts_with(connection, ADMINISTRATOR) <= 1:
        raise ChuyiError(
            _("%(identity)s 是最后一个系统管理员，没有改动。请先用 user add 另设一个系统管理员。")
            % {"identity": identity}
        )


def _audited(account: AccountRow | None) -> dict[str, Any] | None:
    return None if account is None else {"role": account.role, "prefecture": account.prefecture}
