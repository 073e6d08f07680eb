"""The report as one web page to print: everything it needs is inside it."""

from __future__ import annotations

from markupsafe import Markup

from chuyi_dash.geo import Boundaries
from chuyi_dash.reports.self_check import fonts
from chuyi_dash.reports.self_check.countymap import map_svg, map_words
from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.reports.self_check.parts import Grid, Heading, Paragraph, Picture, body, heads, notes, title_lines
from chuyi_dash.reports.self_check.rendering import render
from chuyi_dash.wording.boundaries import no_boundaries
from chuyi_dash.wording.terms import day

KINDS = {Heading: "heading", Paragraph: "paragraph", Grid: "grid", Picture: "picture"}


def print_html(document: Document, boundaries: Boundaries | None) -> str:
    """Render the report as a page to print, in the layout of the Word file.

    It has A4 pages, repeated table headings, and page numbers where browsers have them.
    """
    known = boundaries and any(row.code in boundaries.counties_fine for row in document.counties)
    return render(
        "print.html",
        document=document,
        title_lines=title_lines(document),
        facts=heads(document),
        blocks=[(KINDS[type(block)], block) for block in body(document)],
        # The picture is our own template's, whose values are escaped already.
        picture=Markup(map_svg(document, boundaries)) if boundaries and known else None,
        picture_words=map_words(document),
        no_picture=no_boundaries(),
        day=day(document.made_on),
        notes=notes(document),
        fonts=fonts,
    )
