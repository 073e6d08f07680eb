"""Shares against pace as a native chart of two groups of bars, one over the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Pt

from chuyi_dash.reports.brief.charts import (
    SHARE,
    Series,
    chart_data,
    line_up,
    place_chart,
    show_legend,
    style_axes,
    value_element,
)
from chuyi_dash.reports.brief.layout import Box
from chuyi_dash.reports.brief.style import paint, rgb

TRACK = "#f6f7f9"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Shares against pace, one row for each name."""

    title: str
    names: Sequence[str]
    pace: Series
    reached: Sequence[Series]


def bullet_chart(slide: Slide, box: Box, bullets: Bullets, *, rows: tuple[float, float], alt: str) -> Any:
    """Draw pace as a wide outlined bar and the reached share over it, on one scale.

    These are two groups of bars.

    {body}
    """
    pace, reached = bullets.pace, bullets.reached
    data = chart_data(bullets.names, [pace, *reached], SHARE)
    chart = place_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, box, data, title=bullets.title, alt=alt, size=11)
    show_legend(chart, True, 12)
    style_axes(chart, upright=False, form="0%", shown=True)
    known = [value for row in (pace, *reached) for value in row.values if value is not None]
    most = max([1.0, *known]) * 1.02
    chart.value_axis.maximum_scale, chart.value_axis.major_unit = most, 0.2
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 30, 100
    first, *others = plot.series
    paint(first.format.fill, TRACK)
    first.format.line.color.rgb, first.format.line.width = rgb(pace.colour), Pt(1.25)
    for series, row in zip(others, reached, strict=True):
        paint(series.format.fill, row.colour)
        series.invert_if_negative = False
    _second_group(chart, [series._element for series in others], most)
    line_up(chart, box, rows)
    return chart


def _second_group(chart: Any, moved: Sequence[Any], most: float) -> None:
    """Move series to a second, narrower group of bars, drawn over the first.

    It has hidden axes of the same scale.
    """
    plot_area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    first = plot_area.find(qn("c:barChart"))
    group: Any = OxmlElement("c:barChart")
    for tag, value in (("c:barDir", "bar"), ("c:grouping", "clustered"), ("c:varyColors", "0")):
        group.append(value_element(tag, value))
    for element in moved:
        group.append(element)
    for tag, value in (("c:gapWidth", "140"), ("c:overlap", "100"), ("c:axId", "50010"), ("c:axId", "50020")):
        group.append(value_element(tag, value))
    first.addnext(group)
    last = plot_area.findall(qn("c:valAx"))[-1]
    last.addnext(_hidden_axis("c:valAx", "50020", "50010", "minMax", most))
    last.addnext(_hidden_axis("c:catAx", "50010", "50020", "maxMin", None))


def _hidden_axis(tag: str, own: str, other: str, order: str, most: float | None) -> Any:
    axis: Any = OxmlElement(tag)
    axis.append(value_element("c:axId", own))
    scaling: Any = OxmlElement("c:scaling")
    axis.append(scaling)
    scaling.append(value_element("c:orientation", order))
    if most is not None:
        scaling.append(value_element("c:max", repr(most)))
        scaling.append(value_element("c:min", "0"))
    for name, value in (
        ("c:delete", "1"),
        ("c:axPos", "l" if most is None else "t"),
        ("c:majorTickMark", "none"),
        ("c:minorTickMark", "none"),
        ("c:tickLblPos", "none"),
        ("c:crossAx", other),
        ("c:crosses", "autoZero" if most is None else "max"),
    ):
        axis.append(value_element(name, value))
    if most is not None:
        axis.append(value_element("c:crossBetween", "between"))
    return axis
