"""One defective workbook per rule, named for its defect: each is refused with the place and the reason."""

from __future__ import annotations

import zipfile
from datetime import date, datetime

import pytest
from workbooks import ANSWER, COUNT, PROJECT, SCHOOL, book_of, event, money, save_csv

from chuyi_dash.intake.findings import RefusedError
from chuyi_dash.places import names

PROJECTS = {"项目": [PROJECT]}
APPROVED = event("立项", date(2022, 12, 1))


def school(**changes):
    return {"学校": [SCHOOL | changes]}


def events(*rows):
    return PROJECTS | {"项目进展": list(rows)}


# defect: (sheets, code, sheet, row, column, words of the message)
ROWS = {
    "unknown_prefecture": (school(市州="怀化事"), "unknown_division", "学校", 2, "市州", "怀化市"),
    "unknown_county": (school(县市区="岳麓曲"), "unknown_division", "学校", 2, "县市区", "岳麓区"),
    "county_of_another_prefecture": (school(市州="株洲市"), "county_elsewhere", "学校", 2, "县市区", "长沙市"),
    "zone_for_county": (school(市州="岳阳市", 县市区="屈原管理区"), "zone", "学校", 2, "县市区", "功能区"),
    "prefecture_for_county": (school(县市区="长沙市"), "wrong_level", "学校", 2, "县市区", "应填县市区"),
    "county_for_prefecture": (school(市州="浏阳市"), "wrong_level", "学校", 2, "市州", "应填市州"),
    "missing_name": (school(学校名称=None), "required", "学校", 2, "学校名称", "必填"),
    "unknown_kind": (school(类别="中专"), "unknown_choice", "学校", 2, "类别", "中职"),
    "unknown_ownership": (school(举办性质="公立"), "unknown_choice", "学校", 2, "举办性质", "公办"),
    "name_too_long": (school(学校名称="校" * 300), "too_long", "学校", 2, "学校名称", "200"),
    "formula_as_text": (school(说明="=1+1"), "formula", "学校", 2, "说明", "公式"),
    "date_as_text": (school(开办日期="2001年9月1日"), "date_is_text", "学校", 2, "开办日期", "2001-09-01"),
    "no_date": (school(开办日期="去年秋天"), "date_unreadable", "学校", 2, "开办日期", "2022-12-31"),
    "date_as_number": (school(开办日期=20010901), "date_unreadable", "学校", 2, "开办日期", "日期"),
    "date_with_time": (school(开办日期=datetime(2001, 9, 1, 8, 30)), "error_cell", "学校", 2, "开办日期", "时刻"),
    "date_in_future": (school(核实日期=date(2027, 1, 1)), "date_future", "学校", 2, "核实日期", "2026-11-24"),
    "date_absurd": (events(event("立项", date(1950, 1, 1))), "date_absurd", "项目进展", 2, "日期", "年份"),
    "closed_before_opened": (
        school(开办日期=date(2020, 9, 1), 停办日期=date(2019, 9, 1)),
        "date_before_predecessor",
        "学校",
        2,
        "停办日期",
        "2020-09-01",
    ),
    "duplicate_school": ({"学校": [SCHOOL, SCHOOL]}, "duplicate", "学校", 3, None, "第 2 行"),
    "two_codes_for_one_name": (
        {"学校": [SCHOOL | {"学校编号": "A1"}, SCHOOL | {"学校编号": "A2"}]},
        "clash",
        "学校",
        3,
        "学校编号",
        "A1",
    ),
    "school_in_another_prefecture": (
        school(学校名称="湖南软件职业技术大学", 类别="职业本科"),
        "clash",
        "学校",
        2,
        "学校名称",
        "湘潭市",
    ),
    "unknown_target": (
        {"项目": [PROJECT | {"目标": "产教融合实训中心"}]},
        "unknown_target",
        "项目",
        2,
        "目标",
        "实训基地",
    ),
    "target_without_projects": (
        {"项目": [PROJECT | {"目标": "每个县市区1所以上公办中等职业学校"}]},
        "target_not_for_sheet",
        "项目",
        2,
        "目标",
        "不按项目计",
    ),
    "unknown_level": ({"项目": [PROJECT | {"级别": "国家级"}]}, "unknown_choice", "项目", 2, "级别", "省级"),
    "unknown_school_of_project": (
        {"项目": [PROJECT | {"承担学校": "湖南软件职业技术学院", "市州": "湘潭市"}]},
        "unknown_institution",
        "项目",
        2,
        "承担学校",
        "湖南软件职业技术大学",
    ),
    "duplicate_project": ({"项目": [PROJECT, PROJECT]}, "duplicate", "项目", 3, None, "第 2 行"),
    "project_moved_to_another_target": (
        {"项目": [PROJECT | {"项目编号": "hb-hunan-industry"}]},
        "clash",
        "项目",
        2,
        "项目编号",
        "不能改",
    ),
    "unknown_project": (
        {"项目进展": [event("立项", date(2022, 12, 1), "新化楚怡学校文化传承基第")]},
        "unknown_project",
        "项目进展",
        2,
        "项目",
        "新化",
    ),
    "unknown_stage": (events(event("立顶", date(2022, 12, 1))), "unknown_stage", "项目进展", 2, "环节", "立项"),
    "acceptance_before_approval": (
        events(APPROVED, event("终期验收", date(2022, 6, 1))),
        "date_before_predecessor",
        "项目进展",
        3,
        "日期",
        "2022-12-01",
    ),
    "acceptance_without_approval": (
        events(event("终期验收", date(2024, 6, 1))),
        "stage_out_of_order",
        "项目进展",
        2,
        "环节",
        "立项",
    ),
    "stage_after_the_end": (
        events(APPROVED, event("终止", date(2023, 6, 1)), event("中期检查", date(2024, 6, 1))),
        "stage_out_of_order",
        "项目进展",
        4,
        "日期",
        "2023-06-01",
    ),
    "stage_before_a_stored_one": (
        {"项目进展": [event("申报", date(2022, 6, 1), "hb-hunan-industry")]},
        "date_before_predecessor",
        "项目进展",
        2,
        "日期",
        "2022-04-08",
    ),
    "second_approval": (
        {"项目进展": [event("立项", date(2022, 5, 1), "hb-hunan-industry")]},
        "clash",
        "项目进展",
        2,
        "日期",
        "原日期",
    ),
    "correction_of_nothing": (
        events(event("立项", date(2022, 5, 1), 原日期=date(2022, 4, 1))),
        "clash",
        "项目进展",
        2,
        "原日期",
        "无从更正",
    ),
    "duplicate_event": (events(APPROVED, APPROVED), "duplicate", "项目进展", 3, None, "第 2 行"),
    "count_negative": ({"计数": [COUNT | {"数量": -3}]}, "negative", "计数", 2, "数量", "负"),
    "count_with_unit": ({"计数": [COUNT | {"数量": "500人"}]}, "not_a_number", "计数", 2, "数量", "整数"),
    "count_in_parts": ({"计数": [COUNT | {"数量": 2.5}]}, "not_whole", "计数", 2, "数量", "整数"),
    "count_absurd": ({"计数": [COUNT | {"数量": 10**12}]}, "count_absurd", "计数", 2, "数量", "常理"),
    "count_without_category": ({"计数": [COUNT | {"类别": None}]}, "required", "计数", 2, "类别", "必须填"),
    "count_with_needless_stage": ({"计数": [COUNT | {"环节": "立项"}]}, "not_applicable", "计数", 2, "环节", "留空"),
    "unknown_category": ({"计数": [COUNT | {"类别": "重点产叶"}]}, "unknown_item", "计数", 2, "类别", "重点产业"),
    "unknown_item": (
        {"清单答复": [ANSWER | {"清单项": "目标任条"}]},
        "unknown_item",
        "清单答复",
        2,
        "清单项",
        "目标任务",
    ),
    "answer_maybe": (
        {"清单答复": [ANSWER | {"是否做到": "大概"}]},
        "unknown_choice",
        "清单答复",
        2,
        "是否做到",
        "是、否",
    ),
    "answer_for_a_county": (
        {"清单答复": [ANSWER | {"县市区": "岳麓区"}]},
        "wrong_level",
        "清单答复",
        2,
        "县市区",
        "留空",
    ),
    "answer_without_county": (
        {"清单答复": [ANSWER | {"目标": "county-school", "清单项": "有公办中等职业学校"}]},
        "wrong_level",
        "清单答复",
        2,
        "县市区",
        "必须填",
    ),
    "industry_twice": (
        {"行业": [{"行业": "某行业", "列入日期": date(2023, 1, 1)}] * 2},
        "duplicate",
        "行业",
        3,
        None,
        "第 2 行",
    ),
    "money_negative": (
        PROJECTS | {"经费": [money(**{"预算（万元）": -1})]},
        "negative",
        "经费",
        2,
        "预算（万元）",
        "负",
    ),
    "money_absurd": (
        PROJECTS | {"经费": [money(**{"预算（万元）": 5e12})]},
        "money_absurd",
        "经费",
        2,
        "预算（万元）",
        "上限",
    ),
    "money_in_yuan": (
        PROJECTS | {"经费": [money(**{"预算（万元）": 3_000_000})]},
        "money_in_yuan",
        "经费",
        2,
        "预算（万元）",
        "300.00",
    ),
    "money_in_yuan_as_text": (
        PROJECTS | {"经费": [money(**{"预算（万元）": "3000000元"})]},
        "money_in_yuan",
        "经费",
        2,
        "预算（万元）",
        "万元",
    ),
    "money_in_yuan_beside_a_budget": (
        PROJECTS | {"经费": [money(**{"预算（万元）": 8, "支出（万元）": 70_000})]},
        "money_in_yuan",
        "经费",
        2,
        "支出（万元）",
        "8.00",
    ),
    "money_with_three_decimals": (
        PROJECTS | {"经费": [money(**{"预算（万元）": 1.2345})]},
        "money_precision",
        "经费",
        2,
        "预算（万元）",
        "两位",
    ),
    "no_money_at_all": (PROJECTS | {"经费": [money()]}, "required", "经费", 2, "预算（万元）", "至少"),
    "milestone_twice": (
        PROJECTS | {"节点": [{"项目": "岳麓实训基地", "节点": "开工", "应完成日期": date(2027, 1, 1)}] * 2},
        "duplicate",
        "节点",
        3,
        None,
        "第 2 行",
    ),
    "formula": (school(学校名称="=A1&B1"), "formula", "学校", 2, "学校名称", "公式"),
    "error_value": (school(学校名称="#REF!"), "error_cell", "学校", 2, "学校名称", "#REF!"),
    "renamed_column": (
        {"学校": [{"学校名字" if key == "学校名称" else key: value for key, value in SCHOOL.items()}]},
        "unknown_column",
        "学校",
        1,
        "E",
        "学校名称",
    ),
    "missing_column": (
        {"学校": [{key: value for key, value in SCHOOL.items() if key != "市州"}]},
        "missing_column",
        "学校",
        1,
        "市州",
        "缺少",
    ),
    "no_headings": ({"学校": [{"甲": 1, "乙": 2}]}, "no_headings", "学校", 1, None, "表头"),
    "renamed_sheet": ({"学校表": [SCHOOL]}, "unknown_sheet", "学校表", None, None, "“学校”"),
    "edited_example": (school(标记="示例"), "example_edited", "学校", 2, "学校名称", "标记"),
    "unknown_mark": (school(标记="作废"), "unknown_choice", "学校", 2, "标记", "示例"),
    "no_rows": ({"学校": []}, "no_rows", None, None, None, "没有可导入的行"),
}


def refusal(bring, path=None, sheets=None):
    with pytest.raises(RefusedError) as caught:
        bring(sheets, path=path)
    return caught.value


def matching(error, code, sheet, row, column):
    return [
        problem
        for problem in error.problems
        if (problem.code, problem.sheet, problem.row, problem.column) == (code, sheet, row, column)
    ]


@pytest.mark.parametrize("defect", ROWS)
def test_a_defective_workbook_is_refused_with_place_and_reason(bring, engine, content_of, tmp_path, defect):
    sheets, code, sheet, row, column, words = ROWS[defect]
    path = tmp_path / f"{defect}.xlsx"
    book_of(sheets).save(path)
    before = content_of(engine)
    error = refusal(bring, path)
    found = matching(error, code, sheet, row, column)
    assert found, error
    assert words in found[0].message
    assert found[0].where in str(error)
    assert content_of(engine) == before


def whole_file(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES = {
    "empty.xlsx": (b"", "empty_file"),
    "truncated.xlsx": (b"PK\x03\x04" + b"\x00" * 60, "broken_file"),
    "old.xls": (OLE + b"\x00" * 600, "xls"),
    "password.xlsx": (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "page.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "not_a_workbook"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_workbook"),
    "latin.csv": (b"a,b\n" + b"\xff\xff\xff\n", "bad_encoding"),
    "no_headings.csv": ("甲,乙\n1,2\n".encode(), "no_headings"),
    "blank.csv": (b"\r\n,,\r\n", "empty_file"),
    "endless_cell.csv": (('学校名称,类别,市州\n"' + "校" * 40_000 + '",中职,长沙市\n').encode(), "broken_file"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_says_why(bring, engine, content_of, tmp_path, name):
    content, code = FILES[name]
    before = content_of(engine)
    error = refusal(bring, whole_file(tmp_path, name, content))
    assert [problem.code for problem in error.problems] == [code]
    assert error.problems[0].where in str(error)
    assert content_of(engine) == before


def test_a_missing_file_is_named(bring, tmp_path):
    error = refusal(bring, tmp_path / "nowhere.xlsx")
    assert [problem.code for problem in error.problems] == ["missing_file"]
    assert "nowhere.xlsx" in str(error)


def test_a_binary_workbook_is_no_workbook_for_us(bring, tmp_path):
    path = tmp_path / "binary.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x00")
    assert [problem.code for problem in refusal(bring, path).problems] == ["not_a_workbook"]


def edited(tmp_path, name, change):
    book = book_of({"学校": [SCHOOL, SCHOOL | {"学校名称": "芙蓉职业中专", "县市区": "芙蓉区"}]})
    change(book["学校"])
    path = tmp_path / name
    book.save(path)
    return path


def test_merged_cells_are_named_by_their_range(bring, tmp_path):
    path = edited(tmp_path, "merged.xlsx", lambda page: page.merge_cells("B2:B3"))
    found = matching(refusal(bring, path), "merged", "学校", 2, None)
    assert found
    assert "B2:B3" in found[0].message


def test_a_hidden_row_is_named(bring, tmp_path):
    def hide(page):
        page.row_dimensions[3].hidden = True

    assert matching(refusal(bring, edited(tmp_path, "hidden_row.xlsx", hide)), "hidden_row", "学校", 3, None)


def test_a_hidden_column_and_a_hidden_sheet_are_named(bring, tmp_path):
    def hide(page):
        page.column_dimensions["B"].hidden = True

    assert matching(refusal(bring, edited(tmp_path, "hidden_column.xlsx", hide)), "hidden_column", "学校", None, None)
    book = book_of({"学校": [SCHOOL], "项目": [PROJECT]})
    book["项目"].sheet_state = "hidden"
    book.save(tmp_path / "hidden_sheet.xlsx")
    assert matching(refusal(bring, tmp_path / "hidden_sheet.xlsx"), "hidden_sheet", "项目", None, None)


def test_a_value_without_a_heading_is_named(bring, tmp_path):
    path = edited(tmp_path, "stray.xlsx", lambda page: page.cell(2, 9, "多出来的"))
    assert matching(refusal(bring, path), "stray_cell", "学校", 2, "I")


def test_a_name_that_two_schools_bore_is_not_guessed(bring):
    both = [
        SCHOOL | {"曾用名": "县一职"},
        SCHOOL | {"学校名称": "芙蓉职业中专", "县市区": "芙蓉区", "曾用名": "县一职"},
    ]
    bring({"学校": both})
    error = refusal(bring, sheets={"项目": [PROJECT | {"承担学校": "县一职"}]})
    found = matching(error, "ambiguous_institution", "项目", 2, "承担学校")
    assert "岳麓职业中专" in found[0].message
    assert "芙蓉职业中专" in found[0].message


def test_a_project_name_that_two_targets_share_needs_its_target(bring):
    other = PROJECT | {"目标": "“楚怡”职教集团（联盟）"}
    bring({"项目": [PROJECT, other]})
    rows = [event("立项", date(2022, 12, 1))]
    assert matching(refusal(bring, sheets={"项目进展": rows}), "ambiguous_project", "项目进展", 2, "项目")
    told = [row | {"所属目标": "“楚怡”职教集团（联盟）"} for row in rows]
    assert bring({"项目进展": told}).total.added == 1


def test_every_problem_of_a_file_is_reported_at_once(bring, tmp_path):
    sheets = {
        "学校": [SCHOOL | {"市州": "怀化事"}, SCHOOL | {"类别": "中专", "开办日期": "不详"}],
        "项目": [PROJECT | {"目标": "没有的"}],
        "计数": [COUNT | {"数量": -1}],
    }
    places = {(problem.sheet, problem.row, problem.column) for problem in refusal(bring, sheets=sheets).problems}
    assert {
        ("学校", 2, "市州"),
        ("学校", 3, "类别"),
        ("学校", 3, "开办日期"),
        ("项目", 2, "目标"),
        ("计数", 2, "数量"),
    } <= places


def test_text_in_a_csv_may_be_a_date_but_not_a_control_character(bring, tmp_path):
    rows = [SCHOOL | {"开办日期": "2001年9月1日"}, SCHOOL | {"学校名称": "芙蓉\x07职专", "县市区": "芙蓉区"}]
    error = refusal(bring, save_csv(tmp_path / "学校.csv", "学校", rows))
    assert [(problem.code, problem.row, problem.column) for problem in error.problems] == [
        ("bad_characters", 3, "学校名称")
    ]


def test_a_row_with_a_problem_does_not_make_the_rows_that_refer_to_it_unknown(bring):
    sheets = {
        "学校": [SCHOOL | {"市州": "怀化事"}],
        "项目": [PROJECT | {"承担学校": SCHOOL["学校名称"]}],
        "项目进展": [event("立项", date(2022, 12, 1))],
    }
    assert [problem.code for problem in refusal(bring, sheets=sheets).problems] == ["unknown_division"]


def test_a_renamed_column_is_reported_once_and_not_for_each_of_its_cells(bring):
    rows = [SCHOOL | {"核实时间": "2025"}, SCHOOL | {"学校名称": "乙校", "核实时间": "2025"}]
    assert [problem.code for problem in refusal(bring, sheets={"学校": rows}).problems] == ["unknown_column"]


def misspelt(count):
    """Schools in counties that nobody knows, each misspelt in its own way."""
    return [SCHOOL | {"学校名称": f"第{n}校", "县市区": f"岳麓{chr(0x4E00 + n)}"} for n in range(count)]


def test_every_one_of_many_misspelt_counties_gets_its_nearest_name(bring):
    with pytest.raises(RefusedError) as caught:
        bring({"学校": misspelt(400)})
    unknown = [problem.message for problem in caught.value.problems if problem.code == "unknown_division"]
    assert len(unknown) == 400
    assert [message for message in unknown if "最接近的是“岳麓区”" not in message] == []


def test_where_the_search_for_nearest_names_has_stopped_the_problem_says_so(bring, monkeypatch):
    monkeypatch.setattr(names, "SEARCHES", 2)
    monkeypatch.setattr(names, "COMPARED", 1)
    with pytest.raises(RefusedError) as caught:
        bring({"学校": [*misspelt(3), SCHOOL | {"学校名称": "再一校", "县市区": "岳麓一"}]})
    told = [problem.message.split("。")[1] for problem in caught.value.problems]
    assert told == [
        "最接近的是“岳麓区”",
        "最接近的是“岳麓区”",
        "不认识的名称太多，没有再找最接近的名称",
        "最接近的是“岳麓区”",
    ]


def test_the_nearest_school_is_looked_for_in_the_row_s_prefecture_first(bring):
    schools = [
        SCHOOL | {"学校名称": "楚才职业中专学校"},
        SCHOOL | {"学校名称": "楚材职业中专学校", "市州": "株洲市", "县市区": "攸县"},
    ]
    projects = [
        PROJECT | {"项目名称": place, "市州": place, "承担学校": "楚采职业中专学校"} for place in ("长沙市", "株洲市")
    ]
    with pytest.raises(RefusedError) as caught:
        bring({"学校": schools, "项目": projects})
    assert [problem.message.split("。")[1] for problem in caught.value.problems] == [
        "最接近的是“楚才职业中专学校”",
        "最接近的是“楚材职业中专学校”",
    ]
