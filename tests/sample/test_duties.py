from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta


def test_approved_projects_have_three_to_five_milestones_and_others_none(tables, walks):
    held = Counter(row["project_code"] for row in tables["milestone"])
    approved = {code for code, steps in walks.items() if any(stage == "approved" for _, stage in steps)}
    assert held.keys() == approved
    assert set(held.values()) <= {3, 4, 5}


def test_milestones_come_after_approval_in_their_order(tables, walks):
    duties = defaultdict(list)
    for row in tables["milestone"]:
        duties[row["project_code"]].append(row)
    for code, rows in duties.items():
        approved = next(day for day, stage in walks[code] if stage == "approved")
        dues = [row["due"] for row in rows]
        assert dues == sorted(dues)
        assert all(row["due"] > approved for row in rows)
        assert all(row["done"] is None or row["done"] >= approved for row in rows)


def test_most_are_done_in_time_some_late_some_long_overdue(tables, plan):
    rows = [row for row in tables["milestone"] if row["due"] < plan.end]
    in_time = [row for row in rows if row["done"] and row["done"] <= row["due"]]
    late = [row for row in rows if row["done"] and row["done"] > row["due"]]
    long_due = [row for row in rows if not row["done"] and row["due"] < plan.end - timedelta(days=180)]
    assert len(in_time) > 0.6 * len(rows)
    assert len(late) > 50
    assert len(long_due) > 20


def test_some_are_due_in_the_last_weeks_and_open(tables):
    assert sum(row["done"] is None and row["due"] >= date(2025, 11, 30) for row in tables["milestone"]) > 20


def test_an_accepted_project_has_done_everything_by_then(tables, walks):
    accepted = {code: day for code, steps in walks.items() for day, stage in steps if stage == "accepted"}
    for row in tables["milestone"]:
        if row["project_code"] in accepted:
            assert row["done"] is not None
            assert row["done"] <= accepted[row["project_code"]]


def test_a_stopped_project_does_nothing_more(tables, walks):
    stopped = {code: steps[-1][0] for code, steps in walks.items() if steps[-1][1] in ("suspended", "ended", "revoked")}
    for row in tables["milestone"]:
        if row["project_code"] in stopped and row["done"]:
            assert row["done"] <= stopped[row["project_code"]]


def test_lateness_is_uneven_between_prefectures(tables, prefecture_of, plan):
    late: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for row in tables["milestone"]:
        place = prefecture_of.get(row["project_code"])
        held[place] += 1
        late[place] += row["due"] < plan.end and (row["done"] is None or row["done"] > row["due"])
    share = {place: late[place] / held[place] for place in held}
    assert max(share[place] for place in ("430100", "430200", "430700")) < 0.25
    assert min(share[place] for place in ("430500", "430900", "433100")) > 0.25
