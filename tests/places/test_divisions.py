from __future__ import annotations

import pytest

from chuyi_dash.places.divisions import DivisionName, DivisionNames, filed_divisions, former_names

HUNAN = DivisionNames(filed_divisions(), former_names())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("长沙市", "430100"), ("长沙", "430100"), (" 长 沙 市　", "430100"), ("湘西州", "433100"), ("湘西", "433100"),
        ("430100", "430100"), ("４３０１００", "430100"), ("大庸市", "430800"),
    ],
)  # fmt: skip
def test_a_prefecture_is_found_by_any_of_its_names(text, code):
    assert HUNAN.prefecture(text).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("浏阳", "430181"), ("望城县", "430112"), ("株洲县", "430212"), ("城步县", "430529"), ("城步", "430529"),
        ("攸县", "430223"), ("岳阳楼区", "430602"),
    ],
)  # fmt: skip
def test_a_county_is_found_by_any_of_its_names(text, code):
    assert HUNAN.county(text, None).code == code


def test_the_level_of_the_column_decides_what_a_short_name_means_and_says_so():
    assert HUNAN.prefecture("长沙").code == "430100"
    county = HUNAN.county("长沙", "430100")
    assert county.code == "430121"
    assert "按列取县级" in county.how


def test_every_statutory_name_and_short_name_finds_itself():
    for row in filed_divisions():
        find = {"prefecture": HUNAN.prefecture, "county": lambda text: HUNAN.county(text, None)}.get(row.level)
        if find:
            assert find(row.name).code == find(row.short_name).code == find(row.code).code == row.code


def test_a_name_that_two_counties_share_is_refused_with_both_unless_the_prefecture_decides():
    rows = [
        DivisionName("430000", "某省", "某", "province", "省", None),
        DivisionName("430100", "甲市", "甲", "prefecture", "地级市", "430000"),
        DivisionName("430200", "乙市", "乙", "prefecture", "地级市", "430000"),
        DivisionName("430102", "城区", "城区", "county", "市辖区", "430100"),
        DivisionName("430202", "城区", "城区", "county", "市辖区", "430200"),
    ]
    names = DivisionNames(rows, {})
    place = names.county("城区", None)
    assert (place.code, place.problem) == (None, "ambiguous_division")
    assert "430102" in place.message
    assert "430202" in place.message
    assert names.county("城区", "430200").code == "430202"


def test_former_names_belong_to_divisions_and_are_nobodys_name_today():
    today = {row.name for row in filed_divisions()}
    codes = {row.code for row in filed_divisions()}
    for code, names in former_names().items():
        assert code in codes
        assert not today & set(names)
