"""Charts and maps as PNG to take away, with all that it takes to stand alone.

Title, day, source, sample mark and legend are inside the picture.
"""

from __future__ import annotations

from collections.abc import Sequence

import vl_convert

from chuyi_dash.drawing.content import MapContent
from chuyi_dash.drawing.shade import LegendEntry
from chuyi_dash.drawing.svg import picture
from components.widgets.charts import Spec

CHART_WIDTH = 860
SCALE = 2


def chart_png(spec: Spec) -> bytes:
    """Draw the chart as a picture of fixed width; nothing is fetched from anywhere."""
    fixed = {**spec, "width": CHART_WIDTH, "autosize": {"type": "pad"}, "background": "#ffffff", "padding": 16}
    png: bytes = vl_convert.vegalite_to_png(fixed, scale=SCALE, allowed_base_urls=[])
    return png


def map_png(content: MapContent, legend: Sequence[LegendEntry], *, title: str, note: str, origin: str) -> bytes:
    """Draw the map as a picture with its own title, note, legend and the origin of its lines."""
    png: bytes = vl_convert.svg_to_png(picture(content, legend, title=title, note=note, origin=origin), scale=SCALE)
    return png
