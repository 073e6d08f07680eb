"""Where the map's lines come from, in words."""

from __future__ import annotations

from chuyi_dash.geo import Boundaries
from chuyi_dash.geo.shapes import PACKAGE
from chuyi_dash.i18n import gettext as _


def boundaries_note(boundaries: Boundaries) -> str:
    """Say where the map's lines come from and what they may serve for.

    The package's lines come with the place where their review number stands.
    """
    if boundaries.origin == PACKAGE:
        return _("边界：天地图（审图号见天地图行政区划页面），经简化，仅供示意，不作划界依据。")
    return _("边界：%(file)s（本单位提供），经简化，仅供示意，不作划界依据。") % {"file": boundaries.origin}


def no_boundaries() -> str:
    """Tell what to do where the lines have not been prepared yet."""
    return _("地图边界还没有准备好，表格和数字不受影响。请管理员运行：python -m chuyi_dash init")
