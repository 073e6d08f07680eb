"""The commands of ``python -m chuyi_dash``.

A command's module declares its options and does its work. Only the module of the command that is asked for is loaded,
so that each starts with what it needs itself.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _

OBJECTS_BETWEEN_COLLECTIONS = 50_000  # Python's 700 would look through what the libraries load again and again


class Command(NamedTuple):
    """A command's name and its help line, with the function that declares its options.

    ``module`` is the module below this package, ``declare`` the function in it.
    """

    name: str
    help: str
    module: str
    declare: str


def _commands() -> tuple[Command, ...]:
    return (
        Command("init", _("建立数据库，装入计划、来源和事实，准备地图边界"), "setup", "declare_init"),
        Command("upgrade", _("把数据库升到程序需要的版本，并同步计划文件"), "setup", "declare_upgrade"),
        Command("status", _("各项目标的进展"), "status", "declare"),
        Command("check", _("检查报送是否完整、及时，事实是否矛盾；有严重矛盾时返回 1"), "check", "declare"),
        Command("backup", _("把整个数据库存成一个文件"), "transfer", "declare_backup"),
        Command("restore", _("用备份文件恢复数据库，SQLite 和 PostgreSQL 可以互换"), "transfer", "declare_restore"),
        Command("roles", _("打印 PostgreSQL 三个角色的 SQL，由数据库管理员执行"), "transfer", "declare_roles"),
        Command("template", _("写出填报模板（.xlsx）"), "intake", "declare_template"),
        Command("import", _("导入填好的工作簿（.xlsx）或一张表（.csv），查看和撤回导入"), "intake", "declare_import"),
        Command("user", _("登记、列出和撤销账号的角色"), "people", "declare_user"),
        Command("audit", _("列出最近的操作记录，包括被拒绝的"), "people", "declare_audit"),
        Command("round", _("开启和列出自查轮次"), "self_check.rounds", "declare"),
        Command("evidence", _("查找不再被自查表引用的佐证材料"), "self_check.evidence", "declare"),
        Command("brief", _("生成汇报材料（PowerPoint，图表和地图可编辑）"), "brief", "declare"),
        Command(
            "report",
            _("生成市州的自查报告（Word）、自查表（Excel）或打印版（网页）"),
            "self_check.report",
            "declare",
        ),
    )


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    """Build the parser: every command with its help line, and the options of the chosen one."""
    parser = argparse.ArgumentParser(prog="python -m chuyi_dash", description=_("楚怡行动进展看板的命令"))
    commands = parser.add_subparsers(dest="command", required=True)
    for command in _commands():
        options = commands.add_parser(command.name, help=command.help)
        if command.name == chosen:
            getattr(import_module(f"{__name__}.{command.module}"), command.declare)(options)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns 0 when it did its work, 1 with a message on stderr when the user has to mend something.
    """
    given = sys.argv[1:] if arguments is None else arguments
    options = _parser(given[0] if given else None).parse_args(given)
    from chuyi_dash import config  # here because it loads the database's library, which a call for help needs not

    try:
        return int(options.run(config.read_config(), options))
    except ChuyiError as error:
        print(error, file=sys.stderr)
        return 1


def program() -> int:
    """Run the command of this process's own command line; the exit code.

    For one command it does not pay to look for garbage often, nor to go through everything once more at the end.
    """
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    try:
        return main()
    finally:
        gc.freeze()
