"""Native charts, editable in PowerPoint: their figures lie in a workbook inside the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Pt

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.reports.brief.layout import Box, lines
from chuyi_dash.reports.brief.style import BORDER, INK, SOFT, name_fonts, paint, rgb
from chuyi_dash.table import NUMBER_FORMATS

Number = int | float | None
COUNT, SHARE = NUMBER_FORMATS["number"], NUMBER_FORMATS["percent"]
MONEY = COUNT  # in whole 万元: a chart has no room for the cents
TITLE_SIZES = (13, 12, 11, 10)


@dataclass(frozen=True, slots=True)
class Series:
    """One series: None is unknown and draws nothing. ``colours`` paints the points one by one."""

    name: str
    values: Sequence[Number]
    colour: str
    colours: Sequence[str] = ()
    hatched: bool = False
    labels: bool = True


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart.

    ``stacked`` is None (side by side), "count" or "share"; ``upright`` makes columns of the bars.
    """

    title: str
    names: Sequence[str]
    series: Sequence[Series]
    form: str = COUNT
    stacked: str | None = None
    upright: bool = False
    size: float = 12
    most: float | None = None


KINDS = {
    (None, False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("count", False): XL_CHART_TYPE.BAR_STACKED,
    ("share", False): XL_CHART_TYPE.BAR_STACKED_100,
    (None, True): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("count", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("share", True): XL_CHART_TYPE.COLUMN_STACKED_100,
}


def value_element(tag: str, value: str) -> Any:
    """Create a chart XML element that holds one value."""
    element: Any = OxmlElement(tag)
    element.set("val", value)
    return element


def chart_data(names: Sequence[Any], series: Sequence[Series], form: str) -> Any:
    """Build the data of a chart; ``form`` is the number format in its workbook."""
    data: Any = CategoryChartData(number_format=form)  # type: ignore[no-untyped-call]
    data.categories = list(names)
    for row in series:
        data.add_series(row.name, list(row.values))
    return data


def place_chart(slide: Slide, kind: Any, box: Box, data: Any, *, title: str, alt: str, size: float) -> Any:
    """Add a chart with its title inside, so that a copy of the picture can stand alone.

    Returns the chart.
    """
    frame: Any = slide.shapes.add_chart(kind, *box.emu(), data)
    frame.name = title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(size), rgb(INK)
    name_fonts(chart._chartSpace.xpath("c:txPr//a:defRPr")[0])
    chart.has_title = True
    run = chart.chart_title.text_frame.paragraphs[0].add_run()
    run.text = title
    fitted = next((size for size in TITLE_SIZES if lines(title, box.width * 0.75, size) == 1), TITLE_SIZES[-1])
    run.font.size, run.font.bold, run.font.color.rgb = Pt(fitted), True, rgb(INK)
    name_fonts(run._r.get_or_add_rPr())
    chart.chart_title.include_in_layout = False
    return chart


def show_legend(chart: Any, wanted: bool, size: float) -> None:
    """Show a legend above the bars, or remove it."""
    chart.has_legend = wanted
    if wanted:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(size)


def style_axes(chart: Any, *, upright: bool, form: str, shown: bool) -> None:
    """Quiet axes; those of the values with labels and grid only where ``shown``."""
    names, values = chart.category_axis, chart.value_axis
    names.format.line.color.rgb = rgb(BORDER)
    names.major_tick_mark = names.minor_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.reverse_order = not upright
    values.minimum_scale = 0
    values.format.line.fill.background()
    values.major_tick_mark = XL_TICK_MARK.NONE
    values.has_major_gridlines = shown
    values.visible = shown
    if shown:
        values.major_gridlines.format.line.color.rgb = rgb(read_palette().chart["grid"])
        values.major_gridlines.format.line.width = Pt(0.5)
        values.tick_labels.number_format, values.tick_labels.number_format_is_linked = form, False
        values.tick_labels.font.color.rgb = rgb(SOFT)
        if not upright:
            values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _paint(series: Any, row: Series) -> None:
    paint(series.format.fill, row.colour, row.hatched)
    series.format.line.color.rgb, series.format.line.width = rgb(BORDER), Pt(0.5)
    series.invert_if_negative = False
    for index, colour in enumerate(row.colours):
        point = series.points[index]
        paint(point.format.fill, colour)
        point.format.line.color.rgb, point.format.line.width = rgb(BORDER), Pt(0.5)


def _label(series: Any, form: str, size: float, position: Any, colour: str = INK) -> None:
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = form, False
    labels.font.size, labels.font.color.rgb = Pt(size), rgb(colour)
    if position is not None:
        labels.position = position


def bar_chart(slide: Slide, box: Box, bars: Bars, *, alt: str, rows: tuple[float, float] | None = None) -> Any:
    """Draw a native bar or column chart with its figures at the bars.

    Returns the chart.

    {body}
    """
    kind = KINDS[bars.stacked, bars.upright]
    data = chart_data(bars.names, bars.series, bars.form)
    chart = place_chart(slide, kind, box, data, title=bars.title, alt=alt, size=bars.size)
    show_legend(chart, len(bars.series) > 1, bars.size)
    style_axes(chart, upright=bars.upright, form=bars.form, shown=False)
    plot = chart.plots[0]
    plot.gap_width = 45 if len(bars.series) == 1 or bars.stacked else 60
    plot.overlap = 100 if bars.stacked else 0
    if bars.most is not None:
        chart.value_axis.maximum_scale = bars.most
    for series, row in zip(plot.series, bars.series, strict=True):
        _paint(series, row)
        if row.labels:
            inside = XL_LABEL_POSITION.CENTER if bars.stacked else XL_LABEL_POSITION.OUTSIDE_END
            _label(series, f"{bars.form};;" if bars.stacked else bars.form, bars.size - 0.5, inside, _on(row, bars))
    if rows is not None:
        line_up(chart, box, rows)
    return chart


def _on(row: Series, bars: Bars) -> str:
    """Choose a bar label's colour: white inside a dark bar, else ink."""
    dark = bars.stacked and not row.hatched and sum(rgb(row.colour)) < 330
    return "#ffffff" if dark else INK


def line_up(chart: Any, box: Box, rows: tuple[float, float]) -> None:
    """Let the table beside the chart hold title and names, and put the bars beside its rows."""
    chart.has_title = False
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    top, bottom = rows
    _fix_plot(chart, 0.03, (top - box.top) / box.height, 0.94, (bottom - top) / box.height)


def _fix_plot(chart: Any, x: float, y: float, width: float, height: float) -> None:
    """Fix the inner plot area, as shares of the chart's box."""
    plot_area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    layout = plot_area.find(qn("c:layout"))
    if layout is None:
        layout = OxmlElement("c:layout")
        plot_area.insert(0, layout)
    manual: Any = OxmlElement("c:manualLayout")
    layout.append(manual)
    for tag, value in (
        ("c:layoutTarget", "inner"),
        ("c:xMode", "edge"),
        ("c:yMode", "edge"),
        ("c:x", f"{x:.4f}"),
        ("c:y", f"{y:.4f}"),
        ("c:w", f"{width:.4f}"),
        ("c:h", f"{height:.4f}"),
    ):
        manual.append(value_element(tag, value))
