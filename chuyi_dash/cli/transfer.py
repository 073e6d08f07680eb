"""``backup``, ``restore`` and ``roles``.

The first two move the whole database in one file; ``roles`` says who may read and who may write.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from chuyi_dash.backup.transfer import backup, restore
from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect
from chuyi_dash.db.roles import DEFAULT_READER, DEFAULT_SELF_CHECK, DEFAULT_WRITER, roles_sql
from chuyi_dash.i18n import gettext as _


def declare_backup(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``backup``."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("备份文件，如 chuyi-2025-12-31.zip"))
    parser.set_defaults(run=run_backup)


def declare_restore(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``restore``."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("backup 命令写的文件"))
    parser.add_argument("--force", action="store_true", help=_("数据库里已有数据时，用备份替换"))
    parser.set_defaults(run=run_restore)


def declare_roles(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``roles``."""
    parser.add_argument("--reader", default=DEFAULT_READER, help=_("页面用的只读角色"))
    parser.add_argument("--writer", default=DEFAULT_WRITER, help=_("命令用的读写角色"))
    parser.add_argument("--self-check", default=DEFAULT_SELF_CHECK, help=_("页面写自查内容用的角色"))
    parser.set_defaults(run=run_roles)


def run_backup(config: Config, options: argparse.Namespace) -> int:
    """Save the database and say what is in the file."""
    manifest = backup(connect(config.database_url), options.file)
    rows = sum(entry.rows for entry in manifest.tables)
    print(
        _("已备份 %(rows)d 行（%(tables)d 张表，版本 %(revision)s）：%(file)s")
        % {"rows": rows, "tables": len(manifest.tables), "revision": manifest.revision, "file": options.file}
    )
    return 0


def run_restore(config: Config, options: argparse.Namespace) -> int:
    """Replace an empty database, or with ``--force`` any, by the file's content."""
    manifest = restore(connect(config.database_url), options.file, force=options.force)
    rows = sum(entry.rows for entry in manifest.tables)
    print(
        _("已恢复 %(rows)d 行（%(tables)d 张表），每张表都与备份核对一致。备份时间：%(created)s")
        % {"rows": rows, "tables": len(manifest.tables), "created": manifest.created}
    )
    return 0


def run_roles(config: Config, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Print the statements; nothing is executed, because only an administrator may."""
    print(roles_sql(options.reader, options.writer, options.self_check))
    return 0
