from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from chuyi_dash.intake.findings import RefusedError
from chuyi_dash.intake.spec import CHOICES, GUIDE, SHEETS
from chuyi_dash.intake.template import template_bytes
from chuyi_dash.places.divisions import filed_divisions
from chuyi_dash.plan import read_plan


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(template_bytes()))


def lists_of(book):
    page = book[CHOICES]
    return {
        column[0].value: [cell.value for cell in column[1:] if cell.value is not None] for column in page.iter_cols()
    }


def test_it_has_a_guide_and_one_sheet_per_table(book):
    assert book.sheetnames == [GUIDE, *(sheet.name for sheet in SHEETS), CHOICES]
    assert book[CHOICES].sheet_state == "hidden"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_a_sheet_has_frozen_headings_an_example_and_formats(book, sheet):
    page = book[sheet.name]
    assert [cell.value for cell in page[1]] == [column.heading for column in sheet.columns]
    assert page.freeze_panes == "A2"
    assert page["A2"].value == "示例"
    for place, column in enumerate(sheet.columns, start=1):
        formats = {"day": "yyyy-mm-dd", "coming_day": "yyyy-mm-dd", "money": "#,##0.00", "count": "#,##0"}
        assert page.cell(2, place).number_format == formats.get(column.form, "@")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_a_column_of_choices_has_a_drop_down_over_its_list(book, sheet):
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book[sheet.name].data_validations.dataValidation}
    for place, column in enumerate(sheet.columns):
        if column.choices:
            rule = rules[f"{chr(65 + place)}2"]
            assert rule.type == "list"
            assert rule.formula1.lstrip("=") == column.choices
            assert column.choices in book.defined_names


def test_the_lists_are_those_of_the_plan_and_the_divisions(book):
    lists, plan = lists_of(book), read_plan()
    assert lists["targets"] == [target.name_zh for target in plan.targets]
    assert lists["stages"] == [stage.name_zh for stage in plan.stages]
    by_level = {
        level: [row.name for row in filed_divisions() if row.level == level] for level in ("prefecture", "county")
    }
    assert lists["prefectures"] == by_level["prefecture"]
    assert lists["counties"] == by_level["county"]
    assert (len(by_level["prefecture"]), len(by_level["county"])) == (14, 122)
    assert not any("管理区" in name for name in lists["counties"])


def test_the_guide_explains_every_column(book):
    told = {(row[1], row[3]) for row in book[GUIDE].iter_rows(values_only=True)}
    for sheet in SHEETS:
        for column in sheet.columns:
            assert (column.heading, column.help) in told


def test_no_cell_of_it_is_a_formula(book):
    for page in book:
        for row in page.iter_rows():
            assert not any(cell.data_type == "f" for cell in row)


def test_an_untouched_template_brings_in_nothing(bring, engine, content_of, tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_bytes())
    before = content_of(engine)
    with pytest.raises(RefusedError) as caught:
        bring(path=path)
    assert [problem.code for problem in caught.value.problems] == ["no_rows"]
    assert content_of(engine) == before


def test_its_examples_would_pass_the_checks_if_they_were_meant(bring, tmp_path):
    path = tmp_path / "template.xlsx"
    book = load_workbook(io.BytesIO(template_bytes()))
    for sheet in SHEETS:
        book[sheet.name]["A2"].value = None
    book.save(path)
    outcome = bring(path=path, dry_run=True)
    assert outcome.problems == ()
    assert {sheet.table for sheet in SHEETS} <= set(outcome.tables)
