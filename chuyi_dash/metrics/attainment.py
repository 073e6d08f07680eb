"""Counting projects and people for the ways of measuring.

They are counted by name, and as reported without names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chuyi_dash.metrics.facts import BUILDING, PROVINCIAL, Facts, ProjectCount, TallyCount
from chuyi_dash.metrics.results import Count
from chuyi_dash.plan import Target

REACHED = {"approved": ("approved", "accepted"), "accepted": ("accepted",)}


def ratio(part: int | None, whole: int | None) -> float | None:
    """Divide part by whole; None where either is unknown or the whole is 0.

    The ratio is never clipped: a quota may be overfilled.
    """
    if part is None or not whole:
        return None
    return part / whole


def count_projects(target: Target, facts: Facts, reached: str, prefecture: str | None = None) -> Count:
    """Count the target's provincial-level projects that got so far and still count.

    ``reached`` is ``approved``, ``accepted`` or ``started``. Named projects and the newest tally stand side by side.
    Where none is named, the count is 0 only if nothing stands behind a tally that could have got so far: what comes
    after approval is unknown while a tally counts more approved projects than are named, and a prefecture's count is
    unknown while projects of the province have no recorded place.
    """
    rows = [row for row in facts.projects if row.target == target.id and row.level == PROVINCIAL]
    province = _province(facts)
    tally = _newest(_tallies(target, facts, prefecture or province, reached))
    if prefecture is None:
        named = sum(getattr(row, reached) for row in rows) if rows else None
        if named == 0 and reached != "approved" and _has_unnamed(target, facts, rows):
            named = None
    else:
        named = _named_in(prefecture, rows, reached, _newest(_tallies(target, facts, province, reached)))
    if tally is None:
        return Count(named=named, tally=None)
    return Count(named=named, tally=tally.count, tally_source=tally.source, tally_on=tally.on)


def _has_unnamed(target: Target, facts: Facts, rows: Sequence[ProjectCount]) -> bool:
    tally = _newest(_tallies(target, facts, _province(facts), "approved"))
    return tally is not None and tally.count > sum(row.approved for row in rows)


def _named_in(
    prefecture: str, rows: Sequence[ProjectCount], reached: str, province_tally: TallyCount | None
) -> int | None:
    here: int = sum(getattr(row, reached) for row in rows if row.prefecture == prefecture)
    if here:
        return here
    placed = sum(getattr(row, reached) for row in rows if row.prefecture is not None)
    total = sum(getattr(row, reached) for row in rows)
    counted = max(total, province_tally.count if province_tally else 0)
    return 0 if rows and counted == placed else None


def _province(facts: Facts) -> str:
    return next(division.code for division in facts.divisions if division.level == "province")


def _tallies(target: Target, facts: Facts, division: str, reached: str) -> list[TallyCount]:
    return [
        row for row in facts.tallies if row.target == target.id and row.division == division and _tells(row, reached)
    ]


def _tells(row: TallyCount, reached: str) -> bool:
    """Tell whether a tally says how many projects have ``reached`` this point.

    A later stage's count tells of fewer than have started, so only a count of 建设 itself tells how many have.
    """
    return row.stage == BUILDING if reached == "started" else row.counts in REACHED[reached]


def _newest(rows: Iterable[TallyCount]) -> TallyCount | None:
    return max(rows, key=lambda row: (row.on, row.count, row.source), default=None)


def rests_on_sample(target: Target, facts: Facts, prefecture: str | None) -> bool:
    """Say whether a row of the sample stands behind the target's projects or counts in a scope."""
    inside = {prefecture, None} if prefecture else None
    projects = any(
        row.sample and row.level == PROVINCIAL and (inside is None or row.prefecture in inside)
        for row in facts.projects
        if row.target == target.id
    )
    counted = None if prefecture is None else {prefecture, *_parts(facts).get(prefecture, ())}
    return projects or any(
        row.sample and (counted is None or row.division in counted) for row in _of_target(target, facts)
    )


def category_counts(target: Target, facts: Facts, prefecture: str | None) -> dict[str, int]:
    """Count each category without names, by its id.

    A division's count is its own figure, or the sum of the divisions in it where that is more: a county's people are
    among its prefecture's, so that both are never added.
    """
    rows = sorted(_of_target(target, facts), key=lambda row: (row.on, row.count, row.source))
    own = {(row.division, row.category): row.count for row in rows}
    scope, parts = prefecture or _province(facts), _parts(facts)
    counts = {category: _with_parts(scope, category, own, parts) for category in {row.category for row in rows}}
    return {category: count for category, count in counts.items() if count is not None}


def _with_parts(
    division: str, category: str, own: Mapping[tuple[str, str], int], parts: Mapping[str, Sequence[str]]
) -> int | None:
    below = [_with_parts(part, category, own, parts) for part in parts.get(division, ())]
    known = [count for count in below if count is not None]
    stated = own.get((division, category))
    return max((count for count in (stated, sum(known) if known else None) if count is not None), default=None)


def _parts(facts: Facts) -> dict[str, list[str]]:
    """List the codes of the divisions that lie in each division."""
    parts: dict[str, list[str]] = {}
    for row in facts.divisions:
        if row.parent_code is not None:
            parts.setdefault(row.parent_code, []).append(row.code)
    return parts


def _of_target(target: Target, facts: Facts) -> list[TallyCount]:
    return [row for row in facts.tallies if row.target == target.id]
