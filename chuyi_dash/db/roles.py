"""Three roles on PostgreSQL, each with no more rights than its work needs.

The pages read through one that can only SELECT, the self-check writes through one that can change its own tables, the
commands through the owner of all.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

DEFAULT_READER, DEFAULT_WRITER, DEFAULT_SELF_CHECK = "chuyi_reader", "chuyi_writer", "chuyi_self_check"
TEMPLATE = Path(__file__).with_name("roles.sql")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


def roles_sql(
    reader: str = DEFAULT_READER, writer: str = DEFAULT_WRITER, self_check: str = DEFAULT_SELF_CHECK
) -> str:  # fmt: skip
    """Write the statements that make the three roles and give them their rights.

    They are for an administrator connected to the product's database; running them twice changes nothing. Raises
    ChuyiError for a name that is not plain lower-case letters, digits and underscores, or given twice.
    """
    names = (reader, writer, self_check)
    for name in names:
        if not _NAME.fullmatch(name):
            raise ChuyiError(_("角色名 %(name)s 只能用小写字母、数字和下划线，且不以数字开头。") % {"name": name})
        if names.count(name) > 1:
            raise ChuyiError(_("三个角色不能同名（%(name)s）。") % {"name": name})
    chosen = dict(zip((DEFAULT_READER, DEFAULT_WRITER, DEFAULT_SELF_CHECK), names, strict=True))
    every = re.compile("|".join(rf"\b{default}\b" for default in chosen))
    return every.sub(lambda found: chosen[found.group()], TEMPLATE.read_text(encoding="utf-8"))


def grant_self_check(connection: Connection) -> None:
    """Give the self-check's role its rights on tables that a migration has just made.

    Nothing happens where there is no such role.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "DO $$ BEGIN IF to_regprocedure('public.chuyi_grant_self_check()') IS NOT NULL "
            "THEN PERFORM public.chuyi_grant_self_check(); END IF; END $$"
        )
