"""Prefectures side by side, fair between one with 4 counties and one with 12."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chuyi_dash.metrics.facts import Division
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, UNREPORTED, Attainment


@dataclass(frozen=True, slots=True)
class PrefectureStanding:
    """One prefecture's duties: a duty is one target that one of its divisions (or itself) has to meet.

    ``share`` is met ÷ due, counted first and divided once; None where too few duties are reported to be fair.
    ``rank`` is shared by equals and None without a share. ``late`` counts its late milestones.
    """

    code: str
    met: int
    due: int
    unreported: int
    share: float | None
    rank: int | None
    late: int
    sample: bool


def rank_prefectures(
    divisions: Sequence[Division],
    attainments: Iterable[Attainment],
    late: Mapping[str, int],
    reported_share: float,
) -> tuple[PrefectureStanding, ...]:
    """Standings of all prefectures, best first, then by code; the unranked last.

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
    standings = []
    for row in divisions:
        if row.level != "prefecture":
            continue
        own = [state for code, state in duties if code == row.code]
        met = sum(state.state == MET for state in own)
        unreported = sum(state.state == UNREPORTED for state in own)
        fair = bool(own) and (len(own) - unreported) / len(own) >= reported_share
        share = met / len(own) if fair else None
        sample = any(state.sample for state in own)
        standings.append((row.code, met, len(own), unreported, share, late.get(row.code, 0), sample))
    shares = [share for *_rest, share, _late, _sample in standings if share is not None]
    ranked = [
        PrefectureStanding(
            code=code,
            met=met,
            due=due,
            unreported=unreported,
            share=share,
            rank=None if share is None else 1 + sum(other > share for other in shares),
            late=lates,
            sample=sample,
        )
        for code, met, due, unreported, share, lates, sample in standings
    ]
    return tuple(sorted(ranked, key=lambda row: (row.rank is None, row.rank or 0, row.code)))
