"""Prefectures side by side."""

from __future__ import annotations

from facts_builder import COUNTIES, COUNTY_SCHOOL, DIVISIONS, LARGE, SMALL, answer, facts, schools

from chuyi_dash.measures import attain
from chuyi_dash.metrics.facts import AnswerState, InstitutionCount
from chuyi_dash.metrics.ranking import PrefectureRank, rank_prefectures, ranks
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, UNMET, UNREPORTED, count_states


def ranking(
    *, institutions: tuple[InstitutionCount, ...] = (), answers: tuple[AnswerState, ...] = ()
) -> dict[str, PrefectureRank]:
    found = attain(COUNTY_SCHOOL, facts(institutions=institutions, answers=answers))
    return {row.code: row for row in rank_prefectures(DIVISIONS, [found], {LARGE: 3}, 0.5)}


def lacking(*codes: str) -> tuple[AnswerState, ...]:
    return tuple(answer(code, "public-school", False, "county-school") for code in codes)


def test_half_of_two_counties_ranks_with_half_of_four() -> None:
    met = (COUNTIES[0], COUNTIES[2], COUNTIES[3])
    rows = ranking(institutions=tuple(schools(code) for code in met), answers=lacking(*set(COUNTIES) - set(met)))
    assert (rows[SMALL].share, rows[LARGE].share) == (0.5, 0.5)
    assert (rows[SMALL].rank, rows[LARGE].rank) == (1, 1)


def test_a_surplus_of_schools_in_one_county_lifts_no_rank() -> None:
    met = tuple(schools(code, institutions=50) for code in COUNTIES[:1]) + tuple(schools(code) for code in COUNTIES[2:])
    rows = ranking(institutions=met, answers=lacking(COUNTIES[1]))
    assert rows[SMALL].share == 0.5
    assert (rows[LARGE].rank, rows[SMALL].rank) == (1, 2)


def test_a_mostly_silent_prefecture_has_no_rank_and_comes_last() -> None:
    rows = ranking(institutions=(schools(COUNTIES[0]), schools(COUNTIES[1]), schools(COUNTIES[2])))
    assert rows[LARGE].share is None
    assert rows[LARGE].rank is None
    assert rows[LARGE].unreported == 3
    assert list(rows)[-1] == LARGE


def test_an_exempt_county_is_no_duty() -> None:
    exempt = (answer(COUNTIES[1], "not-applicable", True, "county-school"),)
    rows = ranking(institutions=(schools(COUNTIES[0]),), answers=exempt)
    assert (rows[SMALL].met, rows[SMALL].due, rows[SMALL].share) == (1, 1, 1.0)


def test_late_milestones_are_counted_beside_and_do_not_decide() -> None:
    rows = ranking(institutions=tuple(schools(code) for code in COUNTIES))
    assert (rows[LARGE].late, rows[SMALL].late) == (3, 0)
    assert rows[LARGE].rank == 1


def test_equals_share_a_place_and_the_unknown_has_none() -> None:
    assert ranks({"a": 0.5, "b": None, "c": 1.0, "d": 0.5, "e": 0.0}) == {"a": 2, "b": None, "c": 1, "d": 2, "e": 4}


def test_states_are_counted_once_for_every_share() -> None:
    some = count_states([MET, UNMET, UNREPORTED, UNREPORTED, NOT_APPLICABLE, None])
    assert (some.due, some.known, some.share, some.reported_share) == (4, 1, 0.25, 0.5)
    silent = count_states([UNREPORTED, UNREPORTED])
    assert (silent.due, silent.known, silent.share, silent.reported_share) == (2, None, None, 0.0)
    exempt = count_states([NOT_APPLICABLE])
    assert (exempt.due, exempt.known, exempt.share, exempt.reported_share) == (0, None, None, None)
