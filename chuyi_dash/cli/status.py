"""``status``: where every target stands, as a table for people or as JSON for programs."""

from __future__ import annotations

import argparse
import json
from typing import Any

from chuyi_dash.cli.asking import add_view_options, asked_view
from chuyi_dash.config import Config
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.board import PlanProgress, TargetResult, board
from chuyi_dash.views.snapshot import open_snapshot
from chuyi_dash.wording.targets import measured
from chuyi_dash.wording.terms import status_word


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    add_view_options(parser)
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    parser.set_defaults(run=run_status)


def run_status(config: Config, options: argparse.Namespace) -> int:
    """Print the status; ChuyiError for a day or a prefecture that cannot be used."""
    snapshot = open_snapshot(config)
    here = board(snapshot, asked_view(snapshot, options))
    print(json.dumps(as_json(here), ensure_ascii=False, indent=2) if options.json else as_text(here))
    return 0


def as_json(here: PlanProgress) -> dict[str, Any]:
    """Convert the progress of the plan to its published JSON form.

    A figure that does not apply is absent; one that is unknown is null.
    """
    return {
        "as_of": here.view.as_of.isoformat(),
        "targets": [_target(row, here.pace) for row in here.results],
    }


def _target(row: TargetResult, pace: float) -> dict[str, Any]:
    target, found, measure = row.target, row.attainment, row.measure
    head = {"id": target.id, "kind": target.kind, "number": found.number}
    figures = measure.published(target, found, pace)
    return head | figures | {"status": row.status} | measure.published_divisions(found)


def as_text(here: PlanProgress) -> str:
    """Write one line per target: status, name, figures."""
    lines = [_("截至 %(day)s，序时进度 %(pace).1f%%") % {"day": here.view.as_of, "pace": here.pace * 100}]
    lines += [f"[{status_word(row.status)}] {row.target.name_zh}：{measured(row)}" for row in here.results]
    if here.sample:
        lines.append(_("以上含示例数据（演示用，非真实）。"))
    return "\n".join(lines)
