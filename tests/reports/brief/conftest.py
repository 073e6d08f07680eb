"""Briefings made once per scope and read back with the library that readers of the file would use."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from briefings import Briefing
from pptx import Presentation

from chuyi_dash.geo import Boundaries
from chuyi_dash.reports.brief import make_brief
from chuyi_dash.views.board import Scope, newest_day
from chuyi_dash.views.snapshot import DataSource


@pytest.fixture(scope="session")
def brief_of(snapshot_of: Callable[[str, str], DataSource], boundaries: Boundaries) -> Callable[..., Briefing]:
    """``brief_of("sample", prefecture="430100")``: the briefing, on the newest day unless ``as_of`` says another."""

    @cache
    def make(content: str, **changes: Any) -> Briefing:
        snapshot = snapshot_of("sqlite", content)
        day = changes.pop("as_of", newest_day(snapshot, changes.get("sourced", False)))
        view = Scope.on(day, **changes)
        out = io.BytesIO()
        make_brief(snapshot, view, boundaries, out)
        return Briefing(snapshot, view, out.getvalue(), Presentation(io.BytesIO(out.getvalue())))

    return make


SCOPES: dict[str, dict[str, Any]] = {
    "province": {"content": "sample"},
    "sourced only": {"content": "sample", "sourced": True},
    "one prefecture": {"content": "sample", "prefecture": "433100"},
    "without the sample": {"content": "sourced"},
}


@pytest.fixture(params=list(SCOPES))
def briefing(request: pytest.FixtureRequest, brief_of: Callable[..., Briefing]) -> Briefing:
    """Every kind of briefing in turn."""
    return brief_of(**SCOPES[request.param])


@pytest.fixture
def province(brief_of: Callable[..., Briefing]) -> Briefing:
    """The whole province with the sample."""
    return brief_of("sample")
