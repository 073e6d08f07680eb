"""The four states of a division."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from facts_builder import (
    CHECKLIST,
    COUNTIES,
    COUNTY_SCHOOL,
    INDUSTRY,
    LARGE,
    PREFECTURE_SCHOOL,
    PROVINCE,
    SMALL,
    answer,
    facts,
    industry,
    projects,
    schools,
    tally,
    target,
)

from chuyi_dash.measures import attain
from chuyi_dash.metrics.results import MET, NOT_APPLICABLE, UNMET, UNREPORTED


def test_a_county_with_a_public_school_meets_the_target() -> None:
    found = attain(COUNTY_SCHOOL, facts(institutions=(schools(COUNTIES[0]),)))
    assert found.codes(MET) == (COUNTIES[0],)
    assert found.codes(UNREPORTED) == COUNTIES[1:]
    assert (found.met, found.of) == (1, 6)


def test_a_private_school_or_one_of_unknown_ownership_proves_nothing() -> None:
    rows = (schools(COUNTIES[0], "民办"), schools(COUNTIES[1], None))
    found = attain(COUNTY_SCHOOL, facts(institutions=rows))
    assert found.codes(UNREPORTED) == COUNTIES
    assert found.met is None
    assert found.attainment is None


def test_a_county_is_not_met_only_where_it_says_so() -> None:
    rows = (answer(COUNTIES[0], "public-school", False, "county-school"),)
    found = attain(COUNTY_SCHOOL, facts(answers=rows))
    assert found.codes(UNMET) == (COUNTIES[0],)
    assert found.codes(UNREPORTED) == COUNTIES[1:]


def test_a_county_s_own_yes_meets_it_without_a_school_by_name() -> None:
    rows = (answer(COUNTIES[0], "public-school", True, "county-school"),)
    found = attain(COUNTY_SCHOOL, facts(answers=rows))
    assert found.codes(MET) == (COUNTIES[0],)
    assert found.divisions[0].value is None
    assert found.codes(UNREPORTED) == COUNTIES[1:]


def test_a_school_in_force_outweighs_an_earlier_no() -> None:
    rows = (answer(COUNTIES[0], "public-school", False, "county-school"),)
    found = attain(COUNTY_SCHOOL, facts(answers=rows, institutions=(schools(COUNTIES[0]),)))
    assert found.codes(MET) == (COUNTIES[0],)


def test_two_schools_in_one_county_do_not_hide_a_gap_in_another() -> None:
    rows = (answer(COUNTIES[1], "public-school", False, "county-school"),)
    found = attain(COUNTY_SCHOOL, facts(answers=rows, institutions=(schools(COUNTIES[0], institutions=9),)))
    assert found.met == 1
    assert found.codes(UNMET) == (COUNTIES[1],)


def test_an_exempt_county_stands_outside_the_denominator() -> None:
    rows = (answer(COUNTIES[0], "not-applicable", True, "county-school"),)
    found = attain(COUNTY_SCHOOL, facts(answers=rows, institutions=(schools(COUNTIES[1]),)))
    assert found.codes(NOT_APPLICABLE) == (COUNTIES[0],)
    assert (found.met, found.of) == (1, 5)


def test_a_prefectures_scope_holds_its_own_counties_only() -> None:
    found = attain(COUNTY_SCHOOL, facts(institutions=(schools(COUNTIES[0]),)), SMALL)
    assert (found.met, found.of) == (1, 2)


def test_a_college_anywhere_in_the_prefecture_meets_the_prefecture_target() -> None:
    college = target(
        id="prefecture-college",
        kind="coverage",
        scope="prefecture",
        measure="institutions",
        institution_kinds=("高职",),
    )
    rows = (schools("430203", kind="高职"), schools(SMALL, "民办", kind="高职"))
    found = attain(college, facts(institutions=rows))
    assert found.codes(MET) == (LARGE,)
    assert found.codes(UNREPORTED) == (SMALL,)


def test_a_started_project_meets_a_prefecture_and_one_not_started_does_not() -> None:
    rows = (projects("prefecture-school", SMALL), projects("prefecture-school", LARGE, started=0))
    found = attain(PREFECTURE_SCHOOL, facts(projects=rows))
    assert (found.codes(MET), found.codes(UNMET)) == ((SMALL,), (LARGE,))


def test_a_provincial_tally_of_all_divisions_started_meets_each() -> None:
    row = tally(2, "prefecture-school", PROVINCE, stage="building", counts="approved", started=True)
    found = attain(PREFECTURE_SCHOOL, facts(tallies=(row,)))
    assert found.codes(MET) == (SMALL, LARGE)
    assert found.attainment == 1.0


def test_a_prefecture_s_own_count_of_started_schools_meets_it_or_not() -> None:
    own: dict[str, Any] = {"target_id": "prefecture-school", "stage": "building", "counts": "approved", "started": True}
    rows = (tally(1, division=SMALL, **own), tally(0, division=LARGE, **own))
    found = attain(PREFECTURE_SCHOOL, facts(tallies=rows))
    assert (found.codes(MET), found.codes(UNMET)) == ((SMALL,), (LARGE,))
    named = attain(PREFECTURE_SCHOOL, facts(tallies=rows, projects=(projects("prefecture-school", LARGE),)))
    assert named.codes(MET) == (SMALL, LARGE)


@pytest.mark.parametrize(
    ("on", "state"), [(date(2023, 1, 1), UNMET), (date(2022, 12, 31), UNMET), (date(2022, 1, 1), MET)]
)
def test_a_prefecture_s_own_count_stands_against_all_started_unless_it_is_older(on: date, state: str) -> None:
    started: dict[str, Any] = {
        "target_id": "prefecture-school",
        "stage": "building",
        "counts": "approved",
        "started": True,
    }
    rows = (tally(2, **started, on=date(2022, 12, 31)), tally(0, division=LARGE, **started, on=on))
    found = attain(PREFECTURE_SCHOOL, facts(tallies=rows))
    assert [row.state for row in found.divisions] == [MET, state]


def test_a_tally_short_of_all_divisions_meets_none_by_itself() -> None:
    row = tally(1, "prefecture-school", PROVINCE, stage="building", counts="approved", started=True)
    assert attain(PREFECTURE_SCHOOL, facts(tallies=(row,))).codes(UNREPORTED) == (SMALL, LARGE)


def test_all_approved_is_not_all_started() -> None:
    assert attain(PREFECTURE_SCHOOL, facts(tallies=(tally(2, "prefecture-school"),))).codes(MET) == ()


def test_the_unified_checks_are_shown_apart_and_do_not_decide() -> None:
    rows = (answer(SMALL, "unified-name", False, "prefecture-school"),)
    found = attain(PREFECTURE_SCHOOL, facts(projects=(projects("prefecture-school", SMALL),), answers=rows))
    state = found.divisions[0]
    assert state.state == MET
    assert state.items == (("unified-name", False), ("unified-mark", None))


def test_a_checklist_needs_every_item_and_one_no_fails_it() -> None:
    rows = (
        answer(SMALL, "goals", True),
        answer(SMALL, "measures", True),
        answer(LARGE, "goals", True),
        answer(LARGE, "measures", False),
    )
    found = attain(CHECKLIST, facts(answers=rows))
    assert (found.codes(MET), found.codes(UNMET)) == ((SMALL,), (LARGE,))
    assert found.divisions[1].value == 1


def test_a_checklist_with_an_unanswered_item_is_not_reported() -> None:
    found = attain(CHECKLIST, facts(answers=(answer(SMALL, "goals", True),)))
    assert found.codes(UNREPORTED) == (SMALL, LARGE)


def test_the_newest_answer_counts_and_a_sourced_one_outweighs_a_sample_of_the_same_day() -> None:
    rows = (
        answer(SMALL, "goals", True),
        answer(SMALL, "measures", False, on=date(2023, 1, 1)),
        answer(SMALL, "measures", True, on=date(2024, 1, 1)),
        answer(LARGE, "goals", False, sample=True, source="zz"),
        answer(LARGE, "goals", True, source="aa"),
        answer(LARGE, "measures", True),
    )
    assert attain(CHECKLIST, facts(answers=rows)).codes(MET) == (SMALL, LARGE)


def test_coverage_of_an_unlisted_whole_is_null() -> None:
    empty = attain(INDUSTRY, facts())
    assert (empty.met, empty.of, empty.attainment) == (None, None, None)
    listed = attain(INDUSTRY, facts(industries=(industry("采矿", True), industry("纺织", False))))
    assert (listed.met, listed.of, listed.codes(UNMET)) == (1, 2, ("纺织",))
