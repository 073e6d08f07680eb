"""How far a quota, a count and a tally are attained."""

from __future__ import annotations

import pytest
from facts_builder import LARGE, PROVINCE, SMALL, TRAINING, facts, projects, tally, target

from chuyi_dash.measures import attain
from chuyi_dash.metrics.attainment import ratio


def test_a_quota_is_approved_and_accepted_over_its_number() -> None:
    found = attain(target(), facts(projects=(projects(approved=4, accepted=1), projects(prefecture=LARGE, approved=3))))
    assert found.approved is not None
    assert found.accepted is not None
    assert (found.approved.value, found.accepted.value) == (7, 1)
    assert (found.attainment, found.accepted_attainment) == (0.7, 0.1)


def test_an_overfilled_quota_is_not_clipped_at_one() -> None:
    assert attain(target(), facts(projects=(projects(approved=12),))).attainment == 1.2


def test_without_any_fact_a_quota_is_unknown_and_not_zero() -> None:
    found = attain(target(), facts())
    assert found.approved is not None
    assert found.approved.value is None
    assert found.attainment is None


def test_projects_that_only_applied_make_a_known_zero() -> None:
    found = attain(target(), facts(projects=(projects(projects=3, approved=0, ever_approved=0),)))
    assert found.approved is not None
    assert found.approved.value == 0
    assert found.attainment == 0.0


def test_city_level_projects_do_not_count_for_the_province() -> None:
    rows = (projects(approved=2), projects(approved=5, level="市级"))
    found = attain(target(), facts(projects=rows))
    assert found.approved is not None
    assert found.approved.value == 2


def test_named_projects_win_over_a_tally_only_where_they_are_more() -> None:
    fewer = attain(target(), facts(projects=(projects(approved=2),), tallies=(tally(8),))).approved
    more = attain(target(), facts(projects=(projects(approved=9),), tallies=(tally(8),))).approved
    assert fewer is not None
    assert more is not None
    assert (fewer.value, fewer.named, fewer.tally, fewer.disagrees) == (8, 2, 8, True)
    assert (more.value, more.disagrees) == (9, True)


def test_a_tally_of_accepted_projects_counts_as_approved_too() -> None:
    row = tally(5, stage="accepted", counts="accepted")
    found = attain(target(), facts(tallies=(row,)))
    assert found.approved is not None
    assert found.accepted is not None
    assert (found.approved.value, found.accepted.value) == (5, 5)


def test_acceptance_of_projects_that_nobody_named_is_unknown_and_not_zero() -> None:
    unnamed = attain(target(), facts(projects=(projects(approved=2),), tallies=(tally(8),))).accepted
    some = attain(target(), facts(projects=(projects(approved=2, accepted=1),), tallies=(tally(8),))).accepted
    all_named = attain(target(), facts(projects=(projects(approved=8),), tallies=(tally(8),))).accepted
    assert [count.value for count in (unnamed, some, all_named) if count is not None] == [None, 1, 0]


def test_a_tally_of_applications_says_nothing_about_approval() -> None:
    found = attain(target(), facts(tallies=(tally(30, stage="applied", counts="none"),)))
    assert found.approved is not None
    assert found.approved.value is None


def test_a_prefecture_has_a_count_but_no_share_of_a_provincial_quota() -> None:
    found = attain(target(), facts(projects=(projects(approved=4), projects(prefecture=LARGE, approved=3))), SMALL)
    assert found.approved is not None
    assert found.approved.value == 4
    assert found.number is None
    assert found.attainment is None


def test_a_prefecture_without_named_projects_is_unknown_while_some_have_no_place() -> None:
    placed = facts(projects=(projects(approved=4), projects(prefecture=LARGE, approved=0, projects=1)))
    unplaced = facts(projects=(projects(approved=4), projects(prefecture=None, approved=1)))
    counted = facts(projects=(projects(approved=4),), tallies=(tally(8),))
    values = [attain(target(), each, LARGE).approved for each in (placed, unplaced, counted)]
    assert [count.value for count in values if count is not None] == [0, None, None]


def test_the_damaged_target_has_no_number_and_no_attainment() -> None:
    found = attain(target(damaged=True, number=100), facts(projects=(projects(approved=50),)))
    assert found.number is None
    assert found.attainment is None


def test_a_count_target_is_never_a_percentage() -> None:
    found = attain(target(kind="count", number=None), facts(projects=(projects(approved=23, accepted=3),)))
    assert found.approved is not None
    assert found.approved.value == 23
    assert found.attainment is None
    assert found.accepted_attainment is None


def test_training_adds_prefectures_and_keeps_categories_apart() -> None:
    rows = tuple(
        tally(count, "skills-training", division, stage=None, counts=None, category=category)
        for division, category, count in ((SMALL, "industry", 100), (LARGE, "industry", 50), (LARGE, "group", 7))
    )
    found = attain(TRAINING, facts(tallies=rows))
    assert found.approved is not None
    assert found.approved.value == 157
    assert found.categories == (("industry", 150), ("group", 7))
    own = attain(TRAINING, facts(tallies=rows), SMALL).approved
    assert own is not None
    assert own.value == 100


@pytest.mark.parametrize(
    ("counted", "small", "province"),
    [
        ({SMALL: 100, "430101": 60, "430102": 40}, 100, 100),  # the counties' people are among the prefecture's
        ({SMALL: 90, "430101": 60, "430102": 40}, 100, 100),
        ({"430101": 60, LARGE: 50}, 60, 110),
        ({"430101": 60, PROVINCE: 200}, 60, 200),
        ({LARGE: 50}, None, 50),
    ],
)
def test_a_county_s_people_are_counted_once(counted: dict[str, int], small: int | None, province: int) -> None:
    rows = tuple(
        tally(count, "skills-training", division, stage=None, counts=None, category="industry")
        for division, count in counted.items()
    )
    own, whole = (attain(TRAINING, facts(tallies=rows), scope).approved for scope in (SMALL, None))
    assert (own and own.value, whole and whole.value) == (small, province)


def test_the_provinces_own_training_figure_wins_where_it_is_more() -> None:
    rows = (
        tally(500, "skills-training", stage=None, counts=None, category="industry"),
        tally(100, "skills-training", SMALL, stage=None, counts=None, category="industry"),
    )
    found = attain(TRAINING, facts(tallies=rows)).approved
    assert found is not None
    assert found.value == 500


def test_a_ratio_is_unknown_over_zero_or_with_an_unknown_part() -> None:
    assert ratio(1, 0) is None
    assert ratio(None, 5) is None
    assert ratio(0, 5) == 0.0
    assert ratio(6, 5) == 1.2


def test_a_sample_row_marks_the_figure() -> None:
    assert attain(target(), facts(projects=(projects(sample=True),))).sample
    assert not attain(target(), facts(projects=(projects(),))).sample
    assert not attain(target(), facts(projects=(projects(sample=True),)), LARGE).sample
