"""What holds for any facts whatever: the rules over generated ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from facts_builder import (
    AS_OF,
    CHECKLIST,
    COUNTIES,
    COUNTY_SCHOOL,
    DIVISIONS,
    LARGE,
    PREFECTURE_SCHOOL,
    PROVINCE,
    SETTINGS,
    SMALL,
    TARGETS,
    answer,
    facts,
    industry,
    plan,
    projects,
    schools,
    tally,
)
from hypothesis import given
from hypothesis import strategies as st

from chuyi_dash.measures import attain, attain_all
from chuyi_dash.metrics.facts import Facts
from chuyi_dash.metrics.ranking import rank_prefectures
from chuyi_dash.metrics.results import MET, STATES
from chuyi_dash.metrics.status import STATUSES, status

PLAN = plan()
PLACES = (None, SMALL, LARGE)
IDS = tuple(target.id for target in TARGETS)
SAMPLE = st.booleans()
DAYS = st.dates(date(2022, 4, 8), AS_OF)


@st.composite
def project_rows(draw: st.DrawFn) -> Any:
    total = draw(st.integers(1, 6))
    stopped = draw(st.integers(0, total))
    approved = draw(st.integers(0, total - stopped))
    started = draw(st.integers(0, approved))
    return projects(
        draw(st.sampled_from(("quota", "prefecture-school"))),
        draw(st.sampled_from(PLACES)),
        level=draw(st.sampled_from(("省级", "市级"))),
        projects=total,
        approved=approved,
        started=started,
        accepted=draw(st.integers(0, started)),
        ever_approved=draw(st.integers(approved, total)),
        stopped=stopped,
        sample=draw(SAMPLE),
    )


@st.composite
def tally_rows(draw: st.DrawFn) -> Any:
    stage, counts, started = draw(
        st.sampled_from(
            (("approved", "approved", False), ("building", "approved", True), ("accepted", "accepted", True))
        )
    )
    return tally(
        draw(st.integers(0, 12)),
        draw(st.sampled_from(("quota", "prefecture-school", "skills-training"))),
        draw(st.sampled_from((PROVINCE, SMALL, LARGE))),
        stage=stage,
        counts=counts,
        started=started,
        category=draw(st.sampled_from(("", "industry", "group"))),
        on=draw(DAYS),
        source=draw(st.sampled_from(("a", "b", "c"))),
        sample=draw(SAMPLE),
    )


SCHOOLS = st.builds(
    lambda place, owner, number, kind, sample: schools(place, owner, number, kind=kind, sample=sample),
    st.sampled_from((*COUNTIES, SMALL, LARGE)),
    st.sampled_from(("公办", "民办", None)),
    st.integers(1, 5),
    st.sampled_from(("中职", "技工")),
    SAMPLE,
)
ANSWERS = st.builds(
    lambda place, key, met, on, source, sample: answer(place, key[1], met, key[0], on=on, source=source, sample=sample),
    st.sampled_from((*COUNTIES, SMALL, LARGE)),
    st.sampled_from(
        [(target.id, item.id) for target in TARGETS for item in target.items]
        + [(target, "not-applicable") for target in ("county-school", "local-plan", "prefecture-school")]
    ),
    st.booleans(),
    DAYS,
    st.sampled_from(("a", "b", "c")),
    SAMPLE,
)
FACTS = st.builds(
    lambda project, count, school, said, served: facts(
        projects=tuple(project),
        tallies=tuple(count),
        institutions=tuple(school),
        answers=tuple(said),
        industries=tuple(industry(name, by) for name, by in sorted(served.items())),
    ),
    st.lists(project_rows(), max_size=6),
    st.lists(tally_rows(), max_size=6),
    st.lists(SCHOOLS, max_size=10),
    # Two answers that differ in nothing but the answer cannot be stored: the source gives one per day.
    st.lists(ANSWERS, max_size=20, unique_by=lambda row: (row.target, row.item, row.division, row.on, row.source)),
    st.dictionaries(st.sampled_from(("甲", "乙", "丙")), st.booleans(), max_size=3),
)


def shuffled(found: Facts, draw: Callable[[Any], Any]) -> Facts:
    """The same rows in another order."""
    names = ("divisions", "projects", "tallies", "institutions", "answers", "industries")
    rows: dict[str, Any] = {name: tuple(draw(st.permutations(getattr(found, name)))) for name in names}
    return replace(found, **rows)


@given(found=FACTS, data=st.data(), prefecture=st.sampled_from(PLACES))
def test_the_order_of_the_rows_changes_nothing(found: Facts, data: st.DataObject, prefecture: str | None) -> None:
    assert attain_all(PLAN, shuffled(found, data.draw), prefecture) == attain_all(PLAN, found, prefecture)


@given(found=FACTS, prefecture=st.sampled_from(PLACES))
def test_every_division_is_in_exactly_one_state(found: Facts, prefecture: str | None) -> None:
    for target, level in ((COUNTY_SCHOOL, "county"), (PREFECTURE_SCHOOL, "prefecture"), (CHECKLIST, "prefecture")):
        result = attain(target, found, prefecture)
        expected = sorted(
            row.code for row in DIVISIONS if row.level == level and prefecture in (None, row.code, row.parent_code)
        )
        assert [state.code for state in result.divisions] == expected
        assert sorted(code for state in STATES for code in result.codes(state)) == expected
        assert result.of == len(expected) - len(result.codes("not_applicable"))
        assert result.met in (None, len(result.codes(MET)))


@given(found=FACTS)
def test_the_prefectures_add_up_to_the_province_for_coverage(found: Facts) -> None:
    for target in (COUNTY_SCHOOL, PREFECTURE_SCHOOL, CHECKLIST):
        whole = attain(target, found)
        parts = [attain(target, found, prefecture) for prefecture in (SMALL, LARGE)]
        assert sum(part.of or 0 for part in parts) == whole.of
        assert sum(part.met or 0 for part in parts) == (whole.met or 0)
        assert [state for part in parts for state in part.divisions] == sorted(
            whole.divisions, key=lambda state: state.code
        )


@given(found=FACTS, prefecture=st.sampled_from(PLACES))
def test_a_share_is_never_negative_and_only_a_quota_may_exceed_one(found: Facts, prefecture: str | None) -> None:
    for result in attain_all(PLAN, found, prefecture):
        if result.attainment is not None:
            assert result.attainment >= 0
            assert result.kind == "quota" or result.attainment <= 1
        if result.kind == "count":
            assert result.attainment is None
        if result.approved is not None and result.approved.value is not None:
            known = (result.approved.named, result.approved.tally)
            assert result.approved.value == max(number for number in known if number is not None)


@given(found=FACTS, division=st.sampled_from(COUNTIES), surplus=st.integers(1, 50))
def test_a_surplus_in_one_county_never_hides_a_gap_in_another(found: Facts, division: str, surplus: int) -> None:
    before = attain(COUNTY_SCHOOL, found)
    after = attain(
        COUNTY_SCHOOL, replace(found, institutions=(*found.institutions, schools(division, "公办", surplus)))
    )
    others = [state for state in before.divisions if state.code != division]
    assert [state for state in after.divisions if state.code != division] == others
    assert (after.met or 0) - (before.met or 0) in (0, 1)


@given(found=FACTS, days=st.integers(0, 3000), prefecture=st.sampled_from(PLACES))
def test_every_target_has_a_status_and_none_is_behind_after_the_end(
    found: Facts, days: int, prefecture: str | None
) -> None:
    day = PLAN.start + timedelta(days=days)
    for target, result in zip(TARGETS, attain_all(PLAN, found, prefecture), strict=True):
        verdict = status(target, result, PLAN, day, SETTINGS)
        assert verdict in STATUSES
        if day > PLAN.end:
            assert verdict not in ("on_pace", "behind", "far_behind")
        if result.attainment is None and target.kind != "count":
            assert verdict in ("no_data", "no_number")


@given(found=FACTS, late=st.dictionaries(st.sampled_from((SMALL, LARGE)), st.integers(0, 9)))
def test_a_ranking_names_each_prefecture_once_and_never_punishes_silence(found: Facts, late: dict[str, int]) -> None:
    ranking = rank_prefectures(DIVISIONS, attain_all(PLAN, found), late, SETTINGS.reported_share)
    assert sorted(row.code for row in ranking) == [SMALL, LARGE]
    for row in ranking:
        assert 0 <= row.met + row.unreported <= row.due
        assert (row.share is None) == (row.rank is None)
        assert row.share is None or row.unreported <= row.due * (1 - SETTINGS.reported_share)


@given(found=FACTS)
def test_without_sample_rows_nothing_is_marked_as_sample(found: Facts) -> None:
    names = ("projects", "tallies", "institutions", "answers")
    sourced: dict[str, Any] = {name: tuple(row for row in getattr(found, name) if not row.sample) for name in names}
    assert not any(result.sample for result in attain_all(PLAN, replace(found, **sourced)))
