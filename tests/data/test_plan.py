from collections import Counter
from datetime import date
from hashlib import sha256

# Fingerprints of the words as the copy at hand has them, taken when they were first read.
WORDS = {
    "一": "5b2c8977320fd8de",
    "二(一)1": "ebf762c2c72d869e",
    "二(一)2": "7e27404d98f73055",
    "二(一)3": "35d7832caa3f40dc",
    "二(二)1": "b3dbfe140add0672",
    "二(二)2": "f13087ca877bf576",
    "二(二)3": "1b3c2718d4b71330",
    "二(二)4": "4ccfb739876e964d",
    "二(三)1": "522a1c1a35e6fb1a",
    "二(三)2": "717b393182992fbf",
    "三(三)": "f28da10acc766018",
    "三(四)": "af772537567619ed",
    "三·实施": "97783abdc7a84dc1",
}
LOST = {"bachelor-programme", "college-programme", "secondary-programme", "technician-programme", "training-base"}
MEASURE_OF_KIND = {
    "quota": {"projects"},
    "coverage": {"institutions", "projects_per_division", "industries"},
    "checklist": {"answers"},
    "count": {"projects", "tallies"},
}


def test_the_plan_has_twenty_two_targets_of_four_kinds(entries):
    targets = entries("plan/targets.yaml")
    assert len({target["id"] for target in targets}) == len(targets) == 22
    assert Counter(target["kind"] for target in targets) == {"quota": 12, "coverage": 4, "checklist": 3, "count": 3}


def test_the_plan_runs_from_its_posting_to_the_end_of_its_goal_year(entries):
    plan = entries("plan/plan.yaml")
    assert (plan["posted"], plan["start"], plan["end"]) == (date(2022, 4, 8), date(2022, 4, 8), date(2025, 12, 31))
    assert len(plan["issuers"]) == 5
    assert len(plan["damage"]) == 4
    assert "文号未查到" in "".join(plan["notes"])


def test_the_words_of_the_notice_are_kept_as_they_were_read(entries):
    kept = {
        clause["clause"]: sha256(clause["quote"].encode()).hexdigest()[:16]
        for clause in entries("plan/clauses.yaml")
        if clause["quote"] is not None
    }
    assert kept == WORDS


def test_a_clause_without_words_says_what_is_lost(entries):
    lost = {clause["clause"]: clause["damage"] for clause in entries("plan/clauses.yaml") if clause["quote"] is None}
    assert set(lost) == {"二(三)", "二(四)"}
    assert all("丢失" in damage for damage in lost.values())


def test_each_target_is_stated_by_words_of_its_own_clause(entries):
    words = {clause["clause"]: clause["quote"] for clause in entries("plan/clauses.yaml")}
    wordless = set()
    for target in entries("plan/targets.yaml"):
        assert target["clause"] in words
        if target["quote"] is None:
            wordless.add(target["id"])
        else:
            assert target["quote"] in words[target["clause"]], target["id"]
    assert wordless == LOST


def test_a_number_taken_from_the_notice_stands_in_the_quoted_words(entries):
    checked = 0
    for target in entries("plan/targets.yaml"):
        if target["number"] is not None and target["number_source"] == "notice-copy":
            assert str(target["number"]) in target["quote"], target["id"]
            checked += 1
    assert checked == 8


def test_numbers_are_those_the_press_gave_when_the_notice_came_out(entries):
    numbers = {target["id"]: target["number"] for target in entries("plan/targets.yaml")}
    schools = ("bachelor-school", "college", "secondary-school", "technician-school")
    programmes = ("bachelor-programme", "college-programme", "secondary-programme", "technician-programme")
    assert [numbers[name] for name in schools] == [3, 10, 10, 5]
    assert [numbers[name] for name in programmes] == [10, 100, 100, 10]
    assert (numbers["heritage-base"], numbers["training-base"], numbers["education-group"]) == (20, 80, 30)


def test_a_text_that_gives_no_number_has_none(entries):
    unnumbered = {target["id"] for target in entries("plan/targets.yaml") if target["number"] is None}
    assert unnumbered == {"think-tank", "spirit-heir", "industry-college", "skills-training"}


def test_only_the_corrupt_reading_is_damaged(entries):
    provenance = {target["id"]: target["provenance"] for target in entries("plan/targets.yaml")}
    damaged = [target["id"] for target in entries("plan/targets.yaml") if target["damaged"]]
    assert damaged == ["brand-programme"]
    assert {name for name, kind in provenance.items() if kind == "damaged"} == {"brand-programme"}
    assert {name for name, kind in provenance.items() if kind == "conflict"} == {"prefecture-college"}
    assert {name for name, kind in provenance.items() if kind == "press"} == LOST


def test_each_kind_is_measured_in_a_way_that_fits_it(entries):
    for target in entries("plan/targets.yaml"):
        assert target["measure"] in MEASURE_OF_KIND[target["kind"]], target["id"]
        assert bool(target["institution_kinds"]) == (target["measure"] == "institutions"), target["id"]


def test_items_are_counted_as_the_text_lists_them(entries):
    items = {target["id"]: target["items"] for target in entries("plan/targets.yaml") if target["items"]}
    assert {name: len(listed) for name, listed in items.items()} == {
        "county-school": 1,
        "prefecture-school": 3,
        "fair-policy": 5,
        "skills-training": 3,
        "local-plan": 4,
        "supervision": 3,
    }
    for listed in items.values():
        assert len({item["id"] for item in listed}) == len(listed)
        assert all(item["name_en"].isascii() and not item["name_zh"].isascii() for item in listed)


def test_every_target_has_a_name_and_its_notes_in_both_languages(entries):
    for target in entries("plan/targets.yaml"):
        assert target["name_en"].isascii()
        assert target["name_zh"]
        assert (target["note_zh"] is None) == (target["note_en"] is None), target["id"]
