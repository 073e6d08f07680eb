"""``check``: completeness, freshness and contradictions, with an exit code for a scheduler."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from chuyi_dash.cli.terminal import as_text
from chuyi_dash.config import Config
from chuyi_dash.i18n import gettext as _
from chuyi_dash.table import Table
from chuyi_dash.views.address import read_address
from chuyi_dash.views.imports import IntakeHistory, intake_history
from chuyi_dash.views.quality import Quality, quality
from chuyi_dash.views.snapshot import open_snapshot
from chuyi_dash.wording.imports import dry_run_sentence, imports_sentence, imports_table, problems_table
from chuyi_dash.wording.quality import (
    completeness_sentence,
    completeness_table,
    contradictions_sentence,
    contradictions_table,
    freshness_sentence,
    freshness_table,
)
from chuyi_dash.wording.terms import day


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--sourced-only", action="store_true", help=_("只用有来源的事实，不用示例数据"))
    parser.set_defaults(run=run_check)


def run_check(config: Config, options: argparse.Namespace) -> int:
    """Print the findings; 1 where a contradiction is serious."""
    snapshot = open_snapshot(config)
    address = read_address(snapshot, {"sourced": "1" if options.sourced_only else "0"})
    found = quality(snapshot, address.view)
    history = intake_history(snapshot)
    print("\n\n".join(_sections(found, history)))
    return int(bool(found.serious))


def _sections(found: Quality, history: IntakeHistory) -> Iterator[str]:
    """Yield each card of the data screen as text: its sentences, then its table if it has rows."""
    yield _("截至 %(day)s") % {"day": day(found.board.view.as_of)}
    periods = dict.fromkeys(row.period for row in found.completeness)
    yield _section([completeness_sentence(found, period) for period in periods], completeness_table(found))
    yield _section([freshness_sentence(found)], freshness_table(found))
    yield _section([contradictions_sentence(found)], contradictions_table(found))
    yield _section([imports_sentence(history)], imports_table(history))
    checked = history.dry_run
    yield _section([dry_run_sentence(checked)], problems_table(checked) if checked else None)
    if found.board.sample:
        yield _("以上含示例数据（演示用，非真实）。")


def _section(sentences: list[str], table: Table | None) -> str:
    return "\n".join([*sentences, *([as_text(table)] if table and table.rows else [])])
