"""``round``: open a self-check and list those that are open."""

from __future__ import annotations

import argparse
from datetime import date

from chuyi_dash.access.operating import operator
from chuyi_dash.config import Config
from chuyi_dash.i18n import gettext as _
from chuyi_dash.self_check.context import ServiceContext, open_context
from chuyi_dash.self_check.rounds import open_round, rounds
from chuyi_dash.views.snapshot import open_snapshot


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the command's two deeds."""
    deeds = parser.add_subparsers(dest="deed", required=True)
    opening = deeds.add_parser("open", help=_("开启一轮自查"))
    opening.add_argument("key", metavar="KEY", help=_("编号，用字母和数字，如 2024"))
    opening.add_argument("--name", required=True, metavar="NAME", help=_("名称，如 2024年度"))
    opening.add_argument("--as-of", required=True, type=date.fromisoformat, metavar="DATE", help=_("数据截至日期"))
    opening.add_argument("--due", required=True, type=date.fromisoformat, metavar="DATE", help=_("提交期限"))
    opening.add_argument("--sample", action="store_true", help=_("连同示例数据，仅供演练"))
    opening.set_defaults(run=run_open)
    deeds.add_parser("list", help=_("列出自查轮次")).set_defaults(run=run_list)


def run_open(config: Config, options: argparse.Namespace) -> int:
    """Open a round."""
    row = open_round(_office(config), options.key, options.name, options.as_of, options.due, options.sample)
    values = {"name": row.name, "key": row.key, "as_of": row.as_of, "due": row.due}
    print(_("已开启 %(name)s（编号 %(key)s）：数据截至 %(as_of)s，%(due)s 前提交。") % values)
    return 0


def run_list(config: Config, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Print every round, newest first."""
    known = rounds(_office(config))
    for row in known:
        sample = _("示例") if row.sample else ""
        print("\t".join((row.key, row.name, str(row.as_of), str(row.due), row.opened_by, sample)).rstrip())
    if not known:
        print(_("还没有开启过自查。"))
    return 0


def _office(config: Config) -> ServiceContext:
    return open_context(config, open_snapshot(config), operator())
