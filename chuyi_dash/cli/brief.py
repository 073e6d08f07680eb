"""``brief``: the briefing as a PowerPoint file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from chuyi_dash.cli.asking import add_view_options, asked_view
from chuyi_dash.config import Config
from chuyi_dash.errors import ChuyiError
from chuyi_dash.geo import read
from chuyi_dash.i18n import gettext as _
from chuyi_dash.views.snapshot import open_snapshot

SUFFIX = ".pptx"


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("file", metavar="FILE", type=Path, help=_("要写的文件，如 汇报.pptx"))
    add_view_options(parser)
    parser.set_defaults(run=run_brief)


def run_brief(config: Config, options: argparse.Namespace) -> int:
    """Write the file; ChuyiError for a day, a prefecture or a file that cannot be used."""
    # Imported here because the library takes a while to load, and every other command does without it.
    from chuyi_dash.reports.brief import make_brief

    if options.file.suffix.lower() != SUFFIX:
        raise ChuyiError(_("文件名应以 .pptx 结尾：%(file)s") % {"file": options.file})
    snapshot = open_snapshot(config)
    view = asked_view(snapshot, options)
    boundaries = read(config.var_dir)
    if boundaries is None:
        print(_("地图边界还没有准备好，县级地图一页没有图；先运行 python -m chuyi_dash init 再生成。"), file=sys.stderr)
    try:
        slides = make_brief(snapshot, view, boundaries, options.file)
    except OSError as error:
        raise ChuyiError(
            _("写不了 %(file)s：%(reason)s。请换一个文件夹，或先关闭已打开的文件。")
            % {"file": options.file, "reason": error.strerror or error}
        ) from error
    print(_("已生成 %(slides)d 页汇报材料：%(file)s") % {"slides": slides, "file": options.file})
    return 0
