"""A briefing read back with the library that readers of the file would use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx.chart.chart import Chart

from chuyi_dash.views.board import Scope
from chuyi_dash.views.snapshot import DataSource


@dataclass(frozen=True)
class Briefing:
    """A briefing with the view it was made for."""

    snapshot: DataSource
    view: Scope
    content: bytes
    deck: Any

    @property
    def slides(self) -> list[Any]:
        return list(self.deck.slides)

    def charts(self) -> Iterator[Chart]:
        for slide in self.slides:
            yield from (shape.chart for shape in slide.shapes if shape.has_chart)

    def chart(self, page: int, name: str = "") -> Chart:
        """Find the one chart on a page (counted from 1) whose name has these words in it."""
        found: Chart
        (found,) = (s.chart for s in self.slides[page - 1].shapes if s.has_chart and name in s.name)
        return found


def text_of(slide: Any) -> str:
    """Join all text of a slide, that of its tables included."""
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(texts)


def values_of(chart: Chart) -> dict[str, list[float | None]]:
    """Read each series' values by its name, from all groups of a combined chart."""
    return {series.name: list(series.values) for plot in chart.plots for series in plot.series}
