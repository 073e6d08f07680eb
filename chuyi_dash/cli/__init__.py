"""The commands of ``python -m chuyi_dash``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from chuyi_dash.cli import brief, check, intake, people, setup, status, transfer
from chuyi_dash.cli.self_check import evidence, report, rounds
from chuyi_dash.config import read_config
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m chuyi_dash", description=_("楚怡行动进展看板的命令"))
    commands = parser.add_subparsers(dest="command", required=True)
    for module in (setup, status, check, transfer, intake, people, rounds, evidence, brief, report):
        module.add_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did its work, 1 with a message on stderr when the user has to mend something."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(read_config(), options))
    except ChuyiError as error:
        print(error, file=sys.stderr)
        return 1
