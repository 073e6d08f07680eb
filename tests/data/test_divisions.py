from collections import Counter

import pytest

PREFECTURES = [
    "长沙",
    "株洲",
    "湘潭",
    "衡阳",
    "邵阳",
    "岳阳",
    "常德",
    "张家界",
    "益阳",
    "郴州",
    "永州",
    "怀化",
    "娄底",
    "湘西",
]
COUNTIES = [9, 9, 5, 12, 12, 9, 9, 4, 6, 11, 11, 12, 5, 8]
COUNTY_KINDS = {"市辖区": 36, "县级市": 19, "县": 60, "自治县": 7}
# Names that a careless reading gets wrong, and one-character counties.
SPELLED = {
    "郴州市": "Chenzhou",
    "娄底市": "Loudi",
    "湘西土家族苗族自治州": "Xiangxi",
    "耒阳市": "Leiyang",
    "汨罗市": "Miluo",
    "溆浦县": "Xupu",
    "桑植县": "Sangzhi",
    "芷江侗族自治县": "Zhijiang",
    "沅陵县": "Yuanling",
    "涟源市": "Lianyuan",
    "茶陵县": "Chaling",
    "醴陵市": "Liling",
    "攸县": "Youxian",
    "渌口区": "Lukou",
    "祁东县": "Qidong",
    "嘉禾县": "Jiahe",
    "会同县": "Huitong",
    "新晃侗族自治县": "Xinhuang",
    "泸溪县": "Luxi",
    "澧县": "Lixian",
    "道县": "Daoxian",
    "南县": "Nanxian",
    "吉首市": "Jishou",
    "花垣县": "Huayuan",
    "古丈县": "Guzhang",
    "宜章县": "Yizhang",
    "绥宁县": "Suining",
    "东安县": "Dong'an",
    "津市市": "Jinshi",
    "长沙县": "Changsha County",
    "岳阳县": "Yueyang County",
}


def test_the_province_has_fourteen_prefectures_in_the_order_of_their_codes(divisions):
    prefectures = [row for row in divisions.values() if row["level"] == "prefecture"]
    assert [row["short_name"] for row in prefectures] == PREFECTURES
    assert {row["parent_code"] for row in prefectures} == {"430000"}


def test_each_prefecture_has_its_number_of_counties(divisions):
    counties = [row for row in divisions.values() if row["level"] == "county"]
    by_prefecture = Counter(divisions[row["parent_code"]]["short_name"] for row in counties)
    assert [by_prefecture[name] for name in PREFECTURES] == COUNTIES
    assert sum(COUNTIES) == len(counties) == 122
    assert Counter(row["kind"] for row in counties) == COUNTY_KINDS


def test_twelve_zones_stand_apart_from_the_statutory_divisions(divisions):
    zones = {code for code, row in divisions.items() if row["level"] == "zone"}
    assert len(zones) == 12
    assert {code for code in divisions if code[4] == "7"} == zones
    assert {code for code, row in divisions.items() if row["statutory"] == "no"} == zones


def test_codes_are_unique_and_lie_under_their_parent(divisions, rows):
    assert len(rows("divisions.csv")) == len(divisions) == 149
    for code, row in divisions.items():
        assert len(code) == 6
        assert code.isdigit()
        parent = row["parent_code"]
        if row["level"] == "province":
            assert parent == ""
        else:
            assert code.startswith(parent.rstrip("0")), code
            assert divisions[parent]["level"] == ("province" if row["level"] == "prefecture" else "prefecture")


@pytest.mark.parametrize(("name", "spelling"), SPELLED.items())
def test_a_name_is_spelled_as_its_place_spells_it(divisions, name, spelling):
    (row,) = [row for row in divisions.values() if row["name"] == name]
    assert row["name_en"] == spelling


@pytest.mark.parametrize("column", ["name", "short_name", "name_en"])
@pytest.mark.parametrize("level", ["prefecture", "county", "zone"])
def test_names_are_unique_within_a_level(divisions, level, column):
    names = [row[column] for row in divisions.values() if row["level"] == level]
    assert all(names)
    assert len(set(names)) == len(names)


def test_a_county_is_never_mistaken_for_a_prefecture(divisions):
    for column in ("name", "short_name", "name_en"):
        prefectures, counties = (
            {row[column] for row in divisions.values() if row["level"] == level} for level in ("prefecture", "county")
        )
        assert not prefectures & counties


def test_english_names_are_plain_letters(divisions):
    for row in divisions.values():
        assert row["name_en"].isascii()
        assert row["name_en"][0].isupper()
        assert not any(character.isdigit() for character in row["name_en"])
