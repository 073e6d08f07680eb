"""Boundaries of Hunan's prefectures and counties: read, checked, simplified, kept for maps.

``prepare`` is for commands (it may load geopandas); ``read`` is for the app (it loads JSON and nothing else).
Where the lines come from, and what a file of the operator's own must look like, is told in ``sources`` and
``reading``.
"""

from chuyi_dash.geo.building import prepare
from chuyi_dash.geo.cache import read
from chuyi_dash.geo.problems import BoundaryError, Problem
from chuyi_dash.geo.scattering import scatter
from chuyi_dash.geo.shapes import Boundaries, MappedDivision, MultiPolygon, Point, Shape

__all__ = [
    "Boundaries",
    "BoundaryError",
    "MappedDivision",
    "MultiPolygon",
    "Point",
    "Problem",
    "Shape",
    "prepare",
    "read",
    "scatter",
]
