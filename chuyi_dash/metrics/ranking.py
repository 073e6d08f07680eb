"""Prefectures side by side, fair between one with 4 counties and one with 12."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.results import NOT_APPLICABLE, Attainment, count_states


@dataclass(frozen=True, slots=True)
class PrefectureRank:
    """One prefecture's duties, and its rank by them.

    A duty is one target that one of its divisions (or itself) has to meet. ``share`` is met ÷ due, counted first and
    divided once; None where too few duties are reported to be fair. ``rank`` is shared by equals and None without a
    share. ``late`` counts its late milestones.
    """

    code: str
    met: int
    due: int
    unreported: int
    share: float | None
    rank: int | None
    late: int
    sample: bool


def ranks(values: Mapping[str, float | None]) -> dict[str, int | None]:
    """Rank by value, larger first: equals share a place, and an unknown value has none."""
    known = [value for value in values.values() if value is not None]
    return {
        code: None if value is None else 1 + sum(other > value for other in known) for code, value in values.items()
    }


def rank_prefectures(
    divisions: Sequence[Division],
    attainments: Iterable[Attainment],
    late: Mapping[str, int],
    reported_share: float,
) -> tuple[PrefectureRank, ...]:
    """Rank all prefectures, best first, then by code; the unranked last.

    ``attainments`` are province-wide results (coverage and checklist targets count, others have no duty for a
    prefecture); ``late`` maps prefecture code to late milestones; below ``reported_share`` of duties reported a
    prefecture has no share and no rank, because silence is not failure.
    """
    owner = {row.code: row.parent_code if row.level == "county" else row.code for row in divisions}
    duties = [
        (owner[state.code], state)
        for attainment in attainments
        for state in attainment.divisions
        if state.code in owner and state.state != NOT_APPLICABLE
    ]
    own = {
        row.code: [state for code, state in duties if code == row.code]
        for row in divisions
        if row.level == "prefecture"
    }
    counts = {code: count_states(state.state for state in states) for code, states in own.items()}
    shares = {
        code: count.met / count.due if (count.reported_share or 0) >= reported_share and count.due else None
        for code, count in counts.items()
    }
    place_of = ranks(shares)
    ranked = [
        PrefectureRank(
            code=code,
            met=count.met,
            due=count.due,
            unreported=count.unreported,
            share=shares[code],
            rank=place_of[code],
            late=late.get(code, 0),
            sample=any(state.sample for state in own[code]),
        )
        for code, count in counts.items()
    ]
    return tuple(sorted(ranked, key=lambda row: (row.rank is None, row.rank or 0, row.code)))
