"""The sources behind every target at once, for slides, reports and each target's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chuyi_dash.db.engine import reading
from chuyi_dash.db.queries.sources import SourceRow, sources_by_target, sources_of_institutions
from chuyi_dash.plan import read_plan
from chuyi_dash.views.board import Scope
from chuyi_dash.views.snapshot import DataSource, remembered
from chuyi_dash.views.sources import all_sources


@dataclass(frozen=True, slots=True)
class Cited:
    """A source and the number of a target's facts that rest on it."""

    source: SourceRow
    facts: int


@remembered(entries=64)
def cited_by_target(snapshot: DataSource, view: Scope) -> Mapping[str, tuple[Cited, ...]]:
    """List each target's sources up to the day, by target id, in order of their keys.

    They are those of the whole province in any scope.
    """
    by_key = {row.key: row for row in all_sources(snapshot, False)}
    with reading(snapshot.engine) as connection:
        by_target = sources_by_target(connection, view.at)
        by_kind = sources_of_institutions(connection, view.at)
    found: dict[str, tuple[Cited, ...]] = {}
    for target in read_plan().targets:
        facts = dict(by_target.get(target.id, ()))
        for kind in target.institution_kinds:
            for key, number in by_kind.get(kind, ()):
                facts[key] = facts.get(key, 0) + number
        found[target.id] = tuple(Cited(by_key[key], number) for key, number in sorted(facts.items()))
    return found
