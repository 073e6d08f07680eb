"""Every source, for provenance notes and the About screen."""

from __future__ import annotations

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.sources import SourceRow, sources_with_fact_counts
from chuyi_dash.views.snapshot import DataSource, remembered


@remembered(entries=16)
def all_sources(snapshot: DataSource, sourced: bool) -> tuple[SourceRow, ...]:
    """Read every source with the number of facts that rest on it."""
    with reading(snapshot.engine) as connection:
        return sources_with_fact_counts(connection, sourced)
