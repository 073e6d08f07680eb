"""A course over time as a native line chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Pt

from chuyi_dash.reports.brief.charts import COUNT, Series, chart_data, place_chart, show_legend, style_axes
from chuyi_dash.reports.brief.layout import Box
from chuyi_dash.reports.brief.style import paint, rgb


def line_chart(slide: Slide, box: Box, title: str, days: Sequence[date], series: Sequence[Series], *, alt: str) -> Any:
    """Draw lines over days; of several the last is the pace, dashed and without marks."""
    chart = place_chart(
        slide, XL_CHART_TYPE.LINE_MARKERS, box, chart_data(days, series, "#,##0.0"), title=title, alt=alt, size=12
    )
    show_legend(chart, True, 12)
    style_axes(chart, upright=True, form=COUNT, shown=True)
    chart.category_axis.tick_labels.number_format = "yyyy-mm"
    chart.category_axis.tick_labels.number_format_is_linked = False
    _yearly(chart)
    for index, (line, row) in enumerate(zip(chart.plots[0].series, series, strict=True)):
        pace = index == len(series) - 1 and len(series) > 1
        line.smooth = False
        line.format.line.color.rgb, line.format.line.width = rgb(row.colour), Pt(2 if pace else 2.5)
        if pace:
            line.format.line.dash_style = MSO_LINE.DASH
            line.marker.style = XL_MARKER_STYLE.NONE
        else:
            line.marker.style, line.marker.size = XL_MARKER_STYLE.CIRCLE, 6
            paint(line.marker.format.fill, row.colour)
            line.marker.format.line.color.rgb = rgb(row.colour)
    return chart


def _yearly(chart: Any) -> None:
    """Label the time axis once a year, with level text so that the days stay readable."""
    axis = chart.category_axis._element
    for tag, value in (("c:baseTimeUnit", "days"), ("c:majorUnit", "12"), ("c:majorTimeUnit", "months")):
        found = axis.find(qn(tag))
        if found is None:
            found = OxmlElement(tag)
            axis.append(found)
        found.set("val", value)
    chart.category_axis.tick_labels.font.size = Pt(12)
    axis.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")
