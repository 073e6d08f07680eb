from __future__ import annotations

from collections import Counter
from itertools import pairwise

STOPS = {"suspended", "ended", "revoked"}
ORDER = ["applied", "screened", "recommended", "reviewed", "publicised", "approved", "building"]


def test_each_step_is_later_than_the_one_before(walks):
    for code, steps in walks.items():
        assert all(first < second for (first, _), (second, _) in pairwise(steps)), code


def test_the_stage_never_goes_back_except_after_a_stop_or_rectifying(walks, plan):
    rank = {stage.code: stage.rank for stage in plan.stages}
    for code, steps in walks.items():
        for (_, before), (_, after) in pairwise(steps):
            assert rank[after] >= rank[before] or before in STOPS | {"rectifying"}, code


def test_every_project_begins_with_an_application_and_skips_nothing_before_building(walks):
    for code, steps in walks.items():
        stages = [stage for _, stage in steps]
        assert stages[: len(ORDER)] == ORDER[: min(len(stages), len(ORDER))], code


def test_publication_lasts_at_least_seven_days(walks):
    waits = []
    for steps in walks.values():
        first = {stage: day for day, stage in reversed(steps)}
        if "approved" in first:
            waits.append((first["approved"] - first["publicised"]).days)
    assert len(waits) > 350
    assert min(waits) >= 7


def test_one_selection_is_approved_on_one_day(walks, tables):
    days: dict[tuple[str, str, int], set[object]] = {}
    for row in tables["project"]:
        for day, stage in walks[row["code"]]:
            if stage == "approved":
                days.setdefault((row["target_id"], row["level"], day.year), set()).add(day)
    assert {len(found) for found in days.values()} == {1}


def test_self_checks_fall_into_winter_and_some_projects_have_several(walks):
    winters: Counter[int] = Counter()
    for code, steps in walks.items():
        for day, stage in steps:
            if stage == "self_assessed":
                assert day.month == 12
                winters[code] += 1
    assert max(winters.values()) >= 2


def test_acceptance_follows_the_midterm_check(walks):
    for code, steps in walks.items():
        stages = [stage for _, stage in steps]
        if "accepted" in stages:
            assert "midterm" in stages[: stages.index("accepted")], code


def test_some_projects_paused_some_ended_some_were_revoked(walks):
    last = Counter(steps[-1][1] for steps in walks.values())
    resumed = [steps for steps in walks.values() if any(stage == "suspended" for _, stage in steps[:-1])]
    assert last["suspended"] >= 2
    assert last["ended"] >= 4
    assert last["revoked"] >= 3
    assert len(resumed) >= 4
    assert all(
        after == "building" for steps in resumed for (_, before), (_, after) in pairwise(steps) if before == "suspended"
    )


def test_nothing_follows_an_end_or_a_revocation(walks):
    for code, steps in walks.items():
        assert not {stage for _, stage in steps[:-1]} & {"ended", "revoked"}, code


def test_some_projects_were_never_selected(walks):
    last = Counter(steps[-1][1] for steps in walks.values())
    assert all(last[stage] >= 3 for stage in ("applied", "screened", "recommended", "reviewed"))


def test_some_projects_had_to_rectify(walks):
    assert sum(any(stage == "rectifying" for _, stage in steps) for steps in walks.values()) > 20
