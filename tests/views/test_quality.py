"""The data screen's freshness in the scope that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import small_facts as small
from sqlalchemy import Engine

from chuyi_dash.config import Config
from chuyi_dash.views.board import Scope
from chuyi_dash.views.quality import Quality, quality
from chuyi_dash.views.snapshot import open_snapshot

DAY = date(2026, 11, 24)


def newest(answer: Quality) -> dict[str, date | None]:
    """The newest fact's day by target."""
    return {row.target: row.newest for row in answer.freshness}


def test_listed_industries_and_tallies_of_the_province_are_fresh_there_and_not_in_a_prefecture(
    database_on: Callable[[str, str], Engine], config_of: Callable[[Engine], Config]
) -> None:
    engine = database_on("sqlite", "sourced")
    with engine.begin() as connection:
        small.source(connection, small.PRESS, "press")
        small.industry(connection, "某行业", None, listed_on=date(2024, 5, 1))
    snapshot = open_snapshot(config_of(engine))
    province, prefecture = newest(quality(snapshot, Scope.on(DAY))), newest(quality(snapshot, Scope.on(DAY, "431300")))
    assert province["industry-college"] == date(2024, 5, 1)
    assert prefecture["industry-college"] is None
    assert province["training-base"] is not None
    assert prefecture["training-base"] is None
    assert prefecture["heritage-base"] is not None, "a named project lies there"
