from collections import Counter, defaultdict
from datetime import date

import pytest

FILES = ("facts/institutions.csv", "facts/projects.csv", "facts/events.csv", "facts/tallies.csv")
SOURCE_KINDS = {"notice", "official", "press", "import", "self_check", "sample"}


@pytest.fixture(scope="session")
def sources(rows):
    return {row["key"]: row for row in rows("sources.csv")}


@pytest.fixture(scope="session")
def targets(entries):
    return {target["id"]: target for target in entries("plan/targets.yaml")}


@pytest.mark.parametrize("name", [*FILES, "context/population.csv"])
def test_every_fact_rests_on_a_known_real_source(rows, sources, name):
    for row in rows(name):
        assert sources[row["source"]]["kind"] != "sample"


def test_the_plan_rests_on_known_sources(entries, targets, sources):
    used = {entries("plan/plan.yaml")["source"]}
    for target in targets.values():
        used |= {target["number_source"], *target["sources"]}
        assert target["number_source"] in target["sources"], target["id"]
    assert used <= set(sources)


def test_a_source_has_a_kind_a_confidence_and_a_day_or_a_word_about_it(rows, sources):
    assert len(rows("sources.csv")) == len(sources)
    for row in sources.values():
        assert row["kind"] in SOURCE_KINDS
        assert row["confidence"] in {"high", "medium"}
        assert row["title"]
        assert row["published"] or row["date_note"] or row["kind"] == "sample", row["key"]
    assert [key for key, row in sources.items() if row["kind"] == "sample"] == ["sample"]
    assert [row["published"] for row in sources.values() if row["kind"] == "notice"] == ["2022-04-08"]


def test_dates_are_days_and_none_lies_in_the_future_of_the_survey(rows):
    columns = {"published", "opened", "closed", "confirmed_on", "date"}
    days = [
        date.fromisoformat(row[column])
        for name in (*FILES, "sources.csv")
        for row in rows(name)
        for column in columns & row.keys()
        if row[column]
    ]
    assert max(days) == date(2026, 11, 24)
    assert min(days) > date(2018, 1, 1)


def test_projects_name_targets_places_and_schools_that_exist(rows, targets, divisions, institutions):
    for row in rows("facts/projects.csv"):
        assert targets[row["target"]]["measure"] in {"projects", "projects_per_division"}
        if row["institution"]:
            school = institutions[row["institution"]]
            assert (school["prefecture_code"], school["county_code"]) == (row["prefecture_code"], row["county_code"])
        if row["county_code"]:
            assert divisions[row["county_code"]]["parent_code"] == row["prefecture_code"]


def test_nine_projects_are_named_and_cities_own_ones_stand_apart(rows):
    projects = rows("facts/projects.csv")
    provincial = Counter(row["target"] for row in projects if row["level"] == "省级")
    assert provincial == {"prefecture-school": 3, "heritage-base": 2, "education-group": 1, "training-base": 1}
    assert Counter(row["target"] for row in projects if row["level"] == "市级") == {
        "secondary-school": 1,
        "secondary-programme": 1,
    }
    assert len({row["code"] for row in projects}) == len(projects) == 9


def test_events_follow_known_projects_through_known_stages(rows, entries):
    stages = {stage["code"] for stage in entries("plan/stages.yaml")}
    levels = {row["code"]: row["level"] for row in rows("facts/projects.csv")}
    events = defaultdict(list)
    for row in rows("facts/events.csv"):
        assert row["stage"] in stages
        assert row["note"]
        events[row["project"]].append(row["date"])
    assert set(events) == {code for code, level in levels.items() if level == "省级"}
    assert all(dates == sorted(set(dates)) for dates in events.values())


def test_the_yongding_school_began_on_the_day_of_its_ceremony(rows):
    (event,) = [row for row in rows("facts/events.csv") if row["project"] == "ps-yongding"]
    assert (event["stage"], event["date"]) == ("building", "2022-11-25")


def test_named_projects_never_exceed_the_counts_that_were_reported(rows):
    reported = {row["target"]: int(row["count"]) for row in rows("facts/tallies.csv")}
    assert reported == {"heritage-base": 20, "training-base": 80, "education-group": 30, "prefecture-school": 14}
    named = Counter(row["target"] for row in rows("facts/projects.csv") if row["level"] == "省级")
    assert all(named[target] <= count for target, count in reported.items())


def test_counts_of_a_month_without_a_day_stand_on_its_last_day(rows):
    for row in rows("facts/tallies.csv"):
        assert row["date"] == "2022-12-31"
        assert row["division_code"] == "430000"
        assert "日未记" in row["note"]


def test_missing_populations_are_left_out_and_not_zero(rows, divisions):
    people = {row["division_code"]: int(row["population"]) for row in rows("context/population.csv")}
    prefectures = {code for code, row in divisions.items() if row["level"] == "prefecture"}
    missing = {divisions[code]["short_name"] for code in prefectures - set(people)}
    assert missing == {"张家界", "娄底", "湘西"}
    assert min(people.values()) > 1_000_000
    left = people.pop("430000") - sum(people.values())
    assert 7_000_000 < left < 9_000_000
