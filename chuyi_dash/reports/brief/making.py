"""All slides in their order, into one file that is the same for the same facts."""

from __future__ import annotations

import io
from contextvars import copy_context
from datetime import UTC, datetime, time
from pathlib import Path
from typing import BinaryIO

from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import Boundaries
from chuyi_dash.i18n import DEFAULT_LANGUAGE, use_language
from chuyi_dash.reports.brief.attainment import add_divisions, add_quotas
from chuyi_dash.reports.brief.depth import add_key_target
from chuyi_dash.reports.brief.frame import Deck
from chuyi_dash.reports.brief.opening import add_cover, add_verdict
from chuyi_dash.reports.brief.places import add_county_map, add_prefectures
from chuyi_dash.reports.brief.reporting import add_reporting, add_sources
from chuyi_dash.reports.brief.template import empty_deck
from chuyi_dash.reports.brief.work import add_funding, add_overdue, add_projects
from chuyi_dash.reports.reproducible_zip import steady
from chuyi_dash.views.board import Scope, board
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.wording.briefing import deck_title


def make_brief(snapshot: DataSource, view: Scope, boundaries: Boundaries | None, out: Path | BinaryIO) -> int:
    """Write the briefing on the view's day and scope into a file or an open binary stream.

    Returns the number of its slides. It is always in Chinese, whatever the reader's interface language. Without
    boundaries the map's slide says what to do. OSError where the file cannot be written; nothing is written then.
    """
    content, slides = copy_context().run(_made, snapshot, view, boundaries)
    if isinstance(out, Path):
        out.write_bytes(content)
    else:
        out.write(content)
    return slides


def _made(snapshot: DataSource, view: Scope, boundaries: Boundaries | None) -> tuple[bytes, int]:
    use_language(DEFAULT_LANGUAGE)
    here = board(snapshot, view)
    made = datetime.combine(view.as_of, time(), UTC)
    file = empty_deck(read_palette(), deck_title(), made)
    deck = Deck(file, snapshot, here)
    add_cover(deck)
    add_verdict(deck)
    add_quotas(deck)
    add_divisions(deck)
    add_county_map(deck, boundaries)
    add_prefectures(deck)
    add_key_target(deck)
    add_projects(deck)
    add_funding(deck)
    add_overdue(deck)
    add_reporting(deck)
    add_sources(deck)
    archive = io.BytesIO()
    file.save(archive)
    return steady(archive.getvalue(), made), len(file.slides)
