"""Which day, prefecture and facts a command is asked about."""

from __future__ import annotations

import argparse

from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.address import read_address
from chuyi_dash.views.board import Scope
from chuyi_dash.views.snapshot import DataSource


def add_view_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options that choose a view."""
    parser.add_argument("--as-of", metavar="DATE", help=_("截至日期，如 2025-12-31；默认为最新事实的日期"))
    parser.add_argument("--prefecture", metavar="CODE", help=_("只看一个市州，如 430100"))
    parser.add_argument("--sourced-only", action="store_true", help=_("只用有来源的事实，不用示例数据"))


def asked_view(snapshot: DataSource, options: argparse.Namespace) -> Scope:
    """Build the view that the command's options choose.

    Raises ChuyiError, naming the option, for a day or a prefecture that does not exist.
    """
    query = {"sourced": "1" if options.sourced_only else "0"}
    query |= {key: value for key, value in (("as_of", options.as_of), ("prefecture", options.prefecture)) if value}
    address = read_address(snapshot, query)
    if address.unusable:
        raise ChuyiError(
            "\n".join(
                _("--%(option)s 的值 %(value)s 无法识别，应为%(expected)s。")
                % {"option": wrong.key.replace("_", "-"), "value": wrong.value, "expected": wrong.expected}
                for wrong in address.unusable
            )
        )
    return address.view
