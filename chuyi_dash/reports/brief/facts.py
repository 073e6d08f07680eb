"""What slides cite: the sources behind some targets, in the order of how much rests on them."""

from __future__ import annotations

from collections.abc import Iterable

from chuyi_dash.metrics.lateness import is_late
from chuyi_dash.views.board import Scope
from chuyi_dash.views.citing import cited_by_target
from chuyi_dash.views.overview import milestones
from chuyi_dash.views.snapshot import DataSource

SAMPLE_KIND = "sample"


def cited_titles(snapshot: DataSource, view: Scope, targets: Iterable[str], sample: bool) -> tuple[str, ...]:
    """List the titles of the sources behind these targets, most facts first.

    The sample is there only where the slide rests on it.
    """
    weights: dict[str, int] = {}
    by_target = cited_by_target(snapshot, view.province())
    for target in targets:
        for cited in by_target[target]:
            if sample or cited.source.kind != SAMPLE_KIND:
                weights[cited.source.title] = weights.get(cited.source.title, 0) + cited.facts
    return tuple(sorted(weights, key=lambda title: (-weights[title], title)))


def late_sample(snapshot: DataSource, view: Scope) -> bool:
    """Tell whether any late milestone in the view's scope comes from the sample."""
    return any(
        row.sample and is_late(row.due, row.done, view.as_of) and view.prefecture in (None, row.prefecture)
        for row in milestones(snapshot, view.at)
    )
