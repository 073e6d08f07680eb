from collections import Counter

BACHELOR = {"湖南软件职业技术大学", "湖南汽车工程职业大学", "湖南工艺美术职业大学", "湖南化工职业技术大学"}


def colleges(institutions):
    return {code: row for code, row in institutions.items() if row["kind"] != "中职"}


def test_the_list_holds_ninety_four_colleges_by_their_school_code(institutions):
    found = colleges(institutions)
    assert len(found) == 94
    assert all(len(code) == 10 and code.isdigit() for code in found)
    assert Counter(row["ownership"] for row in found.values()) == {"公办": 72, "民办": 22}


def test_four_are_vocational_universities_and_keep_their_former_names(institutions):
    found = {row["name"]: row for row in institutions.values() if row["kind"] == "职业本科"}
    assert set(found) == BACHELOR
    for name, row in found.items():
        assert row["former_names"].removesuffix("技术学院").removesuffix("学院") in name
        assert row["former_names"].endswith("学院")


def test_every_prefecture_has_a_public_college(institutions, divisions):
    public = {row["prefecture_code"] for row in colleges(institutions).values() if row["ownership"] == "公办"}
    assert public == {code for code, row in divisions.items() if row["level"] == "prefecture"}


def test_every_place_exists_and_no_institution_stands_in_a_zone(institutions, divisions):
    for row in institutions.values():
        assert divisions[row["prefecture_code"]]["level"] == "prefecture"
        if row["county_code"]:
            county = divisions[row["county_code"]]
            assert (county["level"], county["parent_code"]) == ("county", row["prefecture_code"])


def test_secondary_schools_are_the_ten_that_sources_name(institutions):
    found = {code: row for code, row in institutions.items() if row["kind"] == "中职"}
    assert len(found) == 10
    assert all(code.startswith("sec-") for code in found)
    assert Counter(row["ownership"] for row in found.values()) == {"公办": 4, "民办": 3, "": 3}


def test_only_four_counties_have_a_sourced_public_secondary_school(institutions, divisions):
    counties = {
        divisions[row["county_code"]]["name"]
        for row in institutions.values()
        if row["kind"] == "中职" and row["ownership"] == "公办"
    }
    assert counties == {"浏阳市", "涟源市", "永定区", "石门县"}


def test_opening_and_closing_days_are_unknown_and_stay_empty(institutions):
    assert all(row["opened"] == row["closed"] == "" for row in institutions.values())


def test_doubts_are_told_in_the_note(institutions):
    notes = {row["name"]: row["note"] for row in institutions.values()}
    assert "存疑" in notes["湖南税务高等专科学校"]
    assert "民办" in notes["湖南九嶷职业技术学院"]
    assert "2018" in notes["湖南湘北职业中专学校"]


def test_codes_and_names_are_unique(institutions, rows):
    assert len(rows("facts/institutions.csv")) == len(institutions)
    names = [name for row in institutions.values() for name in (row["name"], *row["former_names"].split(";")) if name]
    assert len(set(names)) == len(names)
