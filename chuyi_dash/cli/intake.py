"""``template`` and ``import``: workbooks out to be filled in, and back in again.

Every problem is named.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from tqdm import tqdm

from chuyi_dash.access.operating import operator
from chuyi_dash.config import Config
from chuyi_dash.db.engine import connect
from chuyi_dash.db.migrating import require_current_schema
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.changes import Change, pack
from chuyi_dash.intake.history import list_imports
from chuyi_dash.intake.importing import Outcome, import_file
from chuyi_dash.intake.labels import column_word, table_word
from chuyi_dash.intake.undoing import undo_import
from chuyi_dash.views.imports import import_changes
from chuyi_dash.views.snapshot import open_snapshot
from chuyi_dash.wording.changes import change_lines, import_sentence
from chuyi_dash.wording.terms import moment

SHOWN_PER_TABLE = 50


def declare_template(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``template``."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("模板写到这个文件"))
    parser.add_argument("--force", action="store_true", help=_("覆盖已有的文件"))
    parser.set_defaults(run=run_template)


def declare_import(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``import``."""
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help=_("要导入的文件"))
    parser.add_argument("--dry-run", action="store_true", help=_("只核对，列出会新增和更正的内容，不写入"))
    parser.add_argument("--who", metavar="NAME", help=_("记在历史里的导入人，默认为系统用户名"))
    parser.add_argument("--undo", metavar="ID", type=int, help=_("撤回这一次导入"))
    parser.add_argument("--list", action="store_true", help=_("列出历次导入"))
    parser.add_argument("--show", metavar="ID", type=int, help=_("这一次导入改动了什么，原值出自哪里"))
    parser.set_defaults(run=run_import)


def run_template(config: Config, options: argparse.Namespace) -> int:  # noqa: ARG001
    """Write the template; an existing file is left alone unless forced."""
    from chuyi_dash.intake.template import template_bytes  # openpyxl takes a while to load; importing does without

    path: Path = options.file
    if path.suffix.lower() != ".xlsx":
        raise ChuyiError(_("模板是 .xlsx 文件，请把文件名写成 %(name)s.xlsx。") % {"name": path.stem})
    if path.exists() and not options.force:
        raise ChuyiError(_("%(file)s 已经存在，没有覆盖。要覆盖请加 --force。") % {"file": path.name})
    try:
        path.write_bytes(template_bytes())
    except OSError as error:
        message = _("写不了 %(file)s：%(reason)s") % {"file": path.name, "reason": error.strerror}
        raise ChuyiError(message) from error
    print(_("模板已写到 %(file)s。") % {"file": path})
    return 0


def run_import(config: Config, options: argparse.Namespace) -> int:
    """Import, try out, list, show or take back; exactly one of them."""
    if sum((options.file is not None, options.undo is not None, options.show is not None, options.list)) != 1:
        raise ChuyiError(_("请给出要导入的文件，或 --undo ID，或 --show ID，或 --list，四者之一。"))
    if options.show is not None:
        return _print_changes(config, options.show)
    engine = connect(config.database_url)
    require_current_schema(engine)
    if options.list:
        return _print_imports(engine)
    if options.undo is not None:
        rows = undo_import(engine, options.undo, operator(options.who))
        print(_("已撤回编号 %(id)d 的导入，恢复了 %(rows)d 条记录。") % {"id": options.undo, "rows": rows})
        return 0
    with tqdm(unit=_("行"), file=sys.stderr, disable=None, leave=False) as bar:

        def advance(step: str, count: int) -> None:
            bar.set_description(step)
            bar.update(count)

        outcome = import_file(engine, options.file, operator(options.who), dry_run=options.dry_run, progress=advance)
    print("\n".join(_told(outcome, options.dry_run)))
    return 1 if outcome.problems else 0


def _print_imports(engine: Engine) -> int:
    with engine.connect() as connection:
        rows = list_imports(connection)
    for row in rows:
        line = _("编号 %(id)d：%(at)s %(who)s 导入 %(file)s（%(sha)s），")
        line += _("新增 %(added)d，更正 %(changed)d，未变 %(unchanged)d")
        values: dict[str, Any] = {
            "id": row.id, "at": moment(row.at), "who": row.who, "file": row.file_name,
            "sha": row.sha256[:12], "added": row.added, "changed": row.changed, "unchanged": row.unchanged,
        }  # fmt: skip
        print(line % values + (_("；已由 %(who)s 撤回") % {"who": row.undone_by} if row.undone_at else ""))
    if not rows:
        print(_("还没有导入过文件。"))
    return 0


def _print_changes(config: Config, import_id: int) -> int:
    """Print every fact that an import replaced, and the first of those that it added.

    Raises ChuyiError where there is no such import.
    """
    try:
        answer = import_changes(open_snapshot(config), import_id)
    except KeyError as error:
        raise ChuyiError(_("没有编号为 %(id)d 的导入。用 import --list 查看。") % {"id": import_id}) from error
    added: Counter[str] = Counter()
    lines = [import_sentence(answer.row)]
    for row in answer.changes:
        added[row.table] += row.before is None
        if row.before is not None or added[row.table] <= SHOWN_PER_TABLE:
            lines += [f"  {line}" for line in change_lines(row, answer)]
    print("\n".join([*lines, *_left_out(added)]))
    return 0


def _told(outcome: Outcome, dry_run: bool) -> Iterable[str]:
    """Yield the lines that report the outcome of an import or a dry run."""
    if outcome.same_as is not None:
        yield _("这个文件已经导入过，编号 %(id)d，什么也没有改动。") % {"id": outcome.same_as}
        return
    if outcome.resolutions:
        yield _("以下内容按右边的意思理解：")
        yield from (f"  {resolution}" for resolution in outcome.resolutions)
    if outcome.problems:
        count = len(outcome.problems) + outcome.left_out
        yield _("共 %(count)d 处问题，不能导入：") % {"count": count}
        yield from (f"  {problem}" for problem in outcome.problems)
    if dry_run:
        yield from _changes_told(outcome.changes)
    yield from _counts_told(outcome)
    if outcome.import_id is not None:
        yield _("已导入，编号 %(id)d。撤回：import --undo %(id)d") % {"id": outcome.import_id}
    elif dry_run:
        yield _("这是试运行，什么也没有写入。")
    else:
        yield _("文件里没有新的内容，什么也没有改动。")


def _changes_told(changes: Iterable[Change]) -> Iterable[str]:
    told: dict[str, int] = {}
    for change in changes:
        told[change.table] = told.get(change.table, 0) + 1
        if told[change.table] <= SHOWN_PER_TABLE:
            yield f"  {_change_told(change)}"
    yield from _left_out(told)


def _left_out(counts: Mapping[str, int]) -> Iterable[str]:
    """Say for each table how many added facts are not shown."""
    for table, count in counts.items():
        if count > SHOWN_PER_TABLE:
            yield _("  %(table)s 另有 %(count)d 条未列出") % {
                "table": table_word(table),
                "count": count - SHOWN_PER_TABLE,
            }


def _change_told(change: Change) -> str:
    values = {"table": table_word(change.table), "key": change.key.replace("|", " ")}
    before, after = pack(change.before), pack(change.after)
    if before is None:
        name = (after or {}).get("name")
        return _("新增 %(table)s %(key)s") % values + (f"（{name}）" if name and name not in change.key else "")
    if after is None:
        return _("取代 %(table)s %(key)s（由新的同日事实代替）") % values
    parts = [
        f"{column_word(change.table, name)}：{_dash(before[name])} → {_dash(after[name])}"
        for name in after
        if before[name] != after[name]
    ]
    return _("更正 %(table)s %(key)s：") % values + "；".join(parts)


def _dash(value: object) -> object:
    return "—" if value is None else value


def _counts_told(outcome: Outcome) -> Iterable[str]:
    for table, count in outcome.tables.items():
        yield _("%(table)s：新增 %(added)d，更正 %(changed)d，未变 %(unchanged)d") % {
            "table": table_word(table), "added": count.added, "changed": count.changed, "unchanged": count.unchanged
        }  # fmt: skip
    if outcome.problems:
        yield _("（以上只含没有问题的行）")
