"""The overview's figures that depend on the view alone, built once."""

from __future__ import annotations

from dataclasses import dataclass

from chuyi_dash.measures.legends import share_legend
from chuyi_dash.views.board import Scope
from chuyi_dash.views.overview import overview
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording import overview as words
from components.screens.overview.bullets import bullet_charts
from components.screens.overview.headline import headline_html
from components.screens.overview.ranking import ranking_html
from components.session.page import Request
from components.widgets.charts import Spec
from components.widgets.html import render
from components.widgets.map_display import PreparedMap
from components.widgets.mapping import overview_map
from components.widgets.outlines import outlines
from components.widgets.remembering import drawn_once, shown_palette

MAP_HEIGHT = 330


@dataclass(frozen=True, slots=True)
class OverviewFigures:
    """The overview's figures that depend on the view alone.

    ``map`` is None without outlines; ``bullets`` are charts, each with its words.
    """

    headline: str
    map: PreparedMap | None
    map_alt: str
    legend: str
    ranking: str
    bullets: tuple[tuple[Spec, str], ...]


@drawn_once(entries=64)
def overview_figures(
    snapshot: DataSource,
    view: Scope,
) -> OverviewFigures:
    """Draw the pictures and write the texts of the overview, once per key."""
    answer, palette = overview(snapshot, view), shown_palette()
    boundaries = outlines()
    content = overview_map(answer, boundaries, palette) if boundaries else None
    return OverviewFigures(
        headline=headline_html(answer),
        map=PreparedMap(content, MAP_HEIGHT) if content else None,
        map_alt=words.ranking_sentence(answer),
        legend=render("legend", entries=share_legend(palette)),
        ranking=ranking_html(answer),
        bullets=bullet_charts(answer, palette),
    )


def figures_of(request: Request) -> OverviewFigures:
    """Give the figures that a request asks for."""
    return overview_figures(request.snapshot, request.view)
