"""``user``: who has which role; ``audit``: who did or tried what."""

from __future__ import annotations

import argparse

from sqlalchemy import Engine

from chuyi_dash.access.accounts import add_account, list_accounts, remove_account
from chuyi_dash.access.audit import MOST_ROWS, audit_rows
from chuyi_dash.access.operating import operator
from chuyi_dash.access.words import action_word, role_word
from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect
from chuyi_dash.db.migrating import require_current_schema
from chuyi_dash.db.queries.access import AccountRow
from chuyi_dash.db.self_check_tables import ACCOUNT_ROLES
from chuyi_dash.i18n import gettext as _
from chuyi_dash.wording.access import value_pairs
from chuyi_dash.wording.terms import moment


def declare_user(parser: argparse.ArgumentParser) -> None:
    """Declare the three deeds of ``user``."""
    deeds = parser.add_subparsers(dest="deed", required=True)
    adding = deeds.add_parser("add", help=_("给账号登记角色；已有的账号改成这个角色"))
    adding.add_argument("identity", metavar="IDENTITY", help=_("登录服务给出的已验证邮箱，没有则为用户标识（sub）"))
    roles = "，".join(f"{role} {role_word(role)}" for role in ACCOUNT_ROLES)
    adding.add_argument("--role", required=True, choices=ACCOUNT_ROLES, help=roles)
    adding.add_argument("--prefecture", metavar="NAME", help=_("填报员的市州，名称或代码"))
    adding.set_defaults(run=run_add)
    listing = deeds.add_parser("list", help=_("列出登记过的账号"))
    listing.set_defaults(run=run_list)
    removing = deeds.add_parser("remove", help=_("撤销账号的角色，此后只能浏览"))
    removing.add_argument("identity", metavar="IDENTITY", help=_("要撤销的账号"))
    removing.set_defaults(run=run_remove)


def declare_audit(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``audit``."""
    parser.add_argument(
        "--limit", metavar="N", type=int, default=50, help=_("最多列出几条，默认 50，至多 %d") % MOST_ROWS
    )
    parser.set_defaults(run=run_audit)


def run_add(config: Config, options: argparse.Namespace) -> int:
    """Give somebody a role and say what changed."""
    after, before = add_account(_engine(config), operator(), options.identity, options.role, options.prefecture)
    values = {"identity": after.identity, "role": _role(after), "before": _role(before) if before else ""}
    if before is None:
        print(_("已登记 %(identity)s：%(role)s。") % values)
    elif _role(before) == _role(after):
        print(_("%(identity)s 已经是%(role)s，没有改动。") % values)
    else:
        print(_("已把 %(identity)s 由%(before)s改为%(role)s。") % values)
    return 0


def run_list(config: Config, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Print every account."""
    accounts = list_accounts(_engine(config), operator())
    for row in accounts:
        values = {"identity": row.identity, "role": _role(row), "at": moment(row.added_at), "who": row.added_by}
        print(_("%(identity)s：%(role)s（%(at)s 由 %(who)s 登记）") % values)
    if not accounts:
        print(_("还没有登记过账号。"))
    return 0


def run_remove(config: Config, options: argparse.Namespace) -> int:
    """Take a role away."""
    before = remove_account(_engine(config), operator(), options.identity)
    values = {"identity": before.identity, "role": _role(before)}
    print(_("已撤销 %(identity)s 的角色（%(role)s）。") % values)
    return 0


def run_audit(config: Config, options: argparse.Namespace) -> int:
    """Print the newest rows of the audit, newest first."""
    rows = audit_rows(_engine(config), operator(), options.limit)
    for row in rows:
        parts = [moment(row.at), row.who or _("未登录"), role_word(row.role), action_word(row.action), row.subject]
        change = (
            " → ".join(value_pairs(values) or "—" for values in (row.before, row.after)) if row.allowed else _("已拒绝")
        )
        print("\t".join([*parts, change]))
    if not rows:
        print(_("还没有操作记录。"))
    return 0


def _engine(config: Config) -> Engine:
    engine = connect(config.database_url)
    require_current_schema(engine)
    return engine


def _role(account: AccountRow) -> str:
    word = role_word(account.role)
    return word if account.prefecture_name is None else f"{word}（{account.prefecture_name}）"
