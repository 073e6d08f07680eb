"""``evidence``: which stored files no sheet refers to any more, and their removal."""

from __future__ import annotations

import argparse

from chuyi_dash.access.operating import operator
from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect
from chuyi_dash.db.migrating import require_current_schema
from chuyi_dash.i18n import gettext as _
from chuyi_dash.self_check.store import EvidenceStore


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--remove", action="store_true", help=_("删除它们"))
    parser.set_defaults(run=run)


def run(config: Config, options: argparse.Namespace) -> int:
    """List or delete what is unused; 1 where a sheet refers to a file that is not there."""
    # Imported here because the libraries take a while to load, and every other command does without them.
    from chuyi_dash.self_check.evidence import missing_contents, remove_unused, unused_contents

    engine, store = connect(config.database_url), EvidenceStore(config.evidence_dir)
    require_current_schema(engine)
    found = remove_unused(engine, store, operator()) if options.remove else unused_contents(engine, store)
    for row in found:
        print(f"{row.sha256}\t{row.size / 1024:.0f} KB")
    told = _("已删除 %(number)d 份不再引用的佐证材料，共 %(size).1f MB。")
    if not options.remove:
        told = _("有 %(number)d 份佐证材料不再被引用，共 %(size).1f MB。删除请加 --remove。")
    if found:
        print(told % {"number": len(found), "size": sum(row.size for row in found) / 1024 / 1024})
    else:
        print(_("没有不再引用的佐证材料（一小时内存入的不算）。"))
    missing = missing_contents(engine, store)
    for sha256 in missing:
        print(_("缺失：%(sha256)s，自查表引用了它，但文件不在 %(folder)s。")
              % {"sha256": sha256, "folder": store.folder})  # fmt: skip
    return 1 if missing else 0
