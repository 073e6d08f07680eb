"""``report``: a prefecture's self-check as Word, as Excel, or as a page to print."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable
from pathlib import Path

from chuyi_dash.access.operating import operator
from chuyi_dash.config import Config
from chuyi_dash.db.engine import reading
from chuyi_dash.errors import ChuyiError
from chuyi_dash.geo import Boundaries, read
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.model import RoundRow
from chuyi_dash.places.divisions import DivisionNames, former_names, stored_divisions
from chuyi_dash.self_check.context import ServiceContext, open_context
from chuyi_dash.self_check.rounds import rounds
from chuyi_dash.views.board import all_divisions
from chuyi_dash.views.snapshot import DataSource, open_snapshot

SUFFIXES = (".docx", ".xlsx", ".html")


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("prefecture", metavar="PREFECTURE", help=_("市州的名称、简称或代码，如 长沙市、长沙、430100"))
    parser.add_argument("file", metavar="FILE", type=Path, help=_("要写的文件，以 .docx、.xlsx 或 .html 结尾"))
    parser.add_argument("--round", metavar="KEY", help=_("自查轮次的编号，如 2024；默认为最近一轮"))
    parser.set_defaults(run=run_report)


def run_report(config: Config, options: argparse.Namespace) -> int:
    """Write the file; ChuyiError for a prefecture, a round or a file that cannot be used.

    The sealed report of an accepted sheet; for any other a draft that is marked as one. Whoever has the shell may
    read every sheet.
    """
    # Imported here because the libraries take a while to load, and every other command does without them.
    from chuyi_dash.self_check.sheets import current_document

    suffix = options.file.suffix.lower()
    if suffix not in SUFFIXES:
        raise ChuyiError(_("文件名应以 .docx、.xlsx 或 .html 结尾：%(file)s") % {"file": options.file})
    snapshot = open_snapshot(config)
    code = _prefecture(snapshot, options.prefecture)
    context = open_context(config, snapshot, operator())
    chosen = _round(context, options.round)
    boundaries = read(config.var_dir)
    if boundaries is None and suffix != ".xlsx":
        print(_("地图边界还没有准备好，报告里没有地图；先运行 python -m chuyi_dash init 再生成。"), file=sys.stderr)
    document = current_document(context, chosen.key, code)
    content = _content(suffix, boundaries)(document)
    try:
        options.file.write_bytes(content)
    except OSError as error:
        raise ChuyiError(
            _("写不了 %(file)s：%(reason)s。请换一个文件夹，或先关闭已打开的文件。")
            % {"file": options.file, "reason": error.strerror or error}
        ) from error
    figures = {"title": document.title, "state": document.state, "file": options.file, "code": document.check_code}
    if document.draft:
        print(_("已生成%(title)s（%(state)s，标明草稿）：%(file)s") % figures)
    else:
        print(_("已生成%(title)s（%(state)s，校验码 %(code)s）：%(file)s") % figures)
    return 0


def _prefecture(snapshot: DataSource, text: str) -> str:
    """Return the code of the prefecture given by its code, name, short or former name.

    Raises ChuyiError where no prefecture is found.
    """
    all_divisions(snapshot)  # says what to do where the database holds none
    with reading(snapshot.engine) as connection:
        found = DivisionNames(stored_divisions(connection), former_names()).prefecture(text.strip())
    if found.code is None:
        raise ChuyiError(found.message)
    return found.code


def _round(context: ServiceContext, key: str | None) -> RoundRow:
    known = rounds(context)
    if not known:
        raise ChuyiError(_("还没有开启过自查，没有可以生成的报告。自查由省级数据专员在“自查”页开启。"))
    if key is None:
        return known[0]
    for row in known:
        if row.key == key:
            return row
    keys = "、".join(row.key for row in known)
    raise ChuyiError(_("没有编号为 %(key)s 的自查轮次，已有的是：%(keys)s。") % {"key": key[:20], "keys": keys})


def _content(suffix: str, boundaries: Boundaries | None) -> Callable[..., bytes]:
    from chuyi_dash.reports.self_check.printing import print_html
    from chuyi_dash.reports.self_check.word import write_word
    from chuyi_dash.reports.self_check.workbook import write_workbook

    def written(write: Callable[..., None], *arguments: object) -> bytes:
        out = io.BytesIO()
        write(*arguments, out)
        return out.getvalue()

    return {
        ".docx": lambda document: written(write_word, document, boundaries),
        ".xlsx": lambda document: written(write_workbook, document),
        ".html": lambda document: print_html(document, boundaries).encode(),
    }[suffix]
