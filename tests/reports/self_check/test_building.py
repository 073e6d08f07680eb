"""From a sheet to its report, and the check code of its content."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sheets import World
from sqlalchemy import insert, select

from chuyi_dash.db.engine import writing
from chuyi_dash.db.tables import Funding, Project, Source
from chuyi_dash.i18n import use_language
from chuyi_dash.metrics.self_check.model import CONFIRMED, COUNT, KEPT, MET, NO, Answer, SheetView
from chuyi_dash.reports.self_check.building import build_document
from chuyi_dash.reports.self_check.document import Document, EvidenceLine
from chuyi_dash.reports.self_check.sealing import check_code, document_from_dict, document_to_dict

TODAY = date(2025, 1, 20)


@pytest.fixture(scope="module")
def world(world_with: Callable[[str, str], World]) -> World:
    return world_with("sample", "430500")


@pytest.fixture(scope="module")
def sheet(world: World) -> SheetView:
    return world.sheet()


def test_a_report_survives_being_kept_as_plain_data(document: Document) -> None:
    assert document_from_dict(document_to_dict(document)) == document


def test_the_same_content_has_the_same_code_and_every_change_another(sealed: Document) -> None:
    code = check_code(sealed)
    assert sealed.check_code == code
    assert check_code(document_from_dict(document_to_dict(sealed))) == code
    for field in dataclasses.fields(sealed):
        if field.name != "check_code":
            other: dict[str, Any] = {field.name: changed(getattr(sealed, field.name))}
            assert check_code(replace(sealed, **other)) != code, field.name


def changed(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return value + "。"
    if isinstance(value, date):
        return value + timedelta(days=1)
    assert isinstance(value, tuple)
    return value[1:]


def test_the_code_covers_each_answer_and_each_piece_of_evidence(sealed: Document) -> None:
    line, *others = sealed.lines
    assert check_code(replace(sealed, lines=(replace(line, answer="否"), *others))) != sealed.check_code
    (file,) = sealed.evidence
    swapped = EvidenceLine(file.name, file.item, file.size, "0" * 64)
    assert check_code(replace(sealed, evidence=(swapped,))) != sealed.check_code


def test_the_report_is_in_chinese_whatever_the_reader_s_language(world: World, sheet: SheetView) -> None:
    def read_in_english() -> Document:
        use_language("en")
        return build_document(world.context("steward").snapshot, sheet, TODAY)

    assert copy_context().run(read_in_english) == build_document(world.context("steward").snapshot, sheet, TODAY)


def test_what_nobody_filled_in_is_never_a_zero(world: World, sheet: SheetView) -> None:
    made = build_document(world.context("steward").snapshot, sheet, TODAY)
    for line in made.lines:
        assert line.answer == "未填报"
    unknown = [line for line in made.lines if line.figure.startswith("暂无数据")]
    assert unknown
    assert all("0" not in line.figure.replace("0 个", "") for line in unknown if "节点" not in line.figure)
    assert {row.in_place_rate for row in made.projects} > {"—"}
    assert (made.results, made.draft, made.check_code, made.state) == ("", True, None, "填报")


def state_of(made: Document, code: str | None) -> str:
    return next(row.state for row in made.counties if row.code == code)


def test_a_county_stands_on_the_map_as_it_stands_after_the_self_check(world: World, sheet: SheetView) -> None:
    snapshot = world.context("steward").snapshot
    known = next(item for item in sheet.items if item.section == "counties" and item.figure.value == NO)
    silent = next(item for item in sheet.items if item.section == "counties" and item.figure.value is None)
    made = build_document(snapshot, sheet, TODAY)
    assert (state_of(made, known.division), state_of(made, silent.division)) == ("unmet", "unreported")

    def answered(settled: str | None) -> Document:
        own = {
            item.key: Answer(item.key, False, "yes", "已开办", None, 1, world.moment, "official", settled)
            for item in (known, silent)
        }
        return build_document(snapshot, replace(sheet, answers=own), TODAY)

    assert state_of(answered(CONFIRMED), known.division) == state_of(answered(None), silent.division) == "met"
    assert state_of(answered(KEPT), known.division) == "unmet"
    assert f"其中{known.name}" in answered(CONFIRMED).sections[0][1]
    assert f"其中{known.name}" not in answered(KEPT).sections[0][1]


def test_a_sheet_that_is_handed_in_is_a_draft_until_it_is_accepted(report_of: Callable[[str], Document]) -> None:
    made = report_of("handed in")
    assert (made.state, made.draft, made.check_code) == ("已提交", True, None)
    assert len(made.disagreements) == 3
    assert "其中3项待省级处理" in made.summary


def test_sentences_count_what_the_lines_say(document: Document) -> None:
    by_state = {state: sum(row.state == state for row in document.counties) for state in ("met", "unmet", "unreported")}
    text = document.sections[0][1]
    assert f"{len(document.counties)}个县市区中" in text
    for word, state in (("学校的", "met"), ("未办的", "unmet"), ("未报送的", "unreported")):
        assert f"{word}{by_state[state]}个" in text
    assert f"自查共{len(document.lines)}项" in document.summary
    filled = sum(line.answer != "未填报" for line in document.lines)
    assert f"已填报{filled}项" in document.summary
    assert f"不一致{len(document.disagreements)}项" in document.summary
    assert dict(document.sections)[document.projects_heading].startswith(f"共{len(document.projects)}个项目")


def test_the_summary_goes_by_values_and_not_by_what_was_once_agreed(world: World, sheet: SheetView) -> None:
    same, stale, own, open_one = (item for item in sheet.items if item.section == "local_plan")
    assert {item.figure.value for item in (same, stale, open_one)} == {"yes"}
    unknown = replace(own, figure=replace(own.figure, value=None))
    said = {same: (False, "yes"), stale: (True, "no"), unknown: (False, "no"), open_one: (False, None)}
    answers = {
        item.key: Answer(item.key, agree, value, None, None, 1, world.moment, "official", None)
        for item, (agree, value) in said.items()
    }
    changed = replace(sheet, items=tuple(said), answers=answers)
    assert build_document(world.context("steward").snapshot, changed, TODAY).summary.endswith(
        "自查共4项，已填报2项：与系统数据一致1项，系统无数据、由本市州填报1项，与系统数据不一致0项；"
        "所同意的系统数据后来变了、待重新确认1项；尚未填报1项。"
    )


def test_without_the_sample_the_report_carries_no_mark(report_of: Callable[[str], Document]) -> None:
    made = report_of("draft without sample")
    assert not made.sample
    assert not any(line.sample for line in made.lines)
    assert not any("示例" in source for source in made.sources)


def test_the_sources_are_those_of_the_own_money_too_and_not_of_other_prefectures(
    world: World, sheet: SheetView
) -> None:
    with writing(world.engine) as connection:
        for key, division in (("own-money", world.place), ("other-money", "430100")):
            row = {"key": key, "kind": "official", "title": key, "confidence": "high"}
            connection.execute(insert(Source), row)
            project = select(Project.code).where(Project.division_code == division).limit(1)
            money = {"origin": "地方财政", "date": world.moment.date(), "in_place": 1, "source_key": key}
            connection.execute(insert(Funding), money | {"project_code": connection.scalar(project)})
    later = replace(sheet, round=replace(sheet.round, as_of=world.moment.date()))
    before, made = (build_document(world.context("steward").snapshot, view, TODAY) for view in (sheet, later))
    assert [source for source in made.sources if source not in before.sources] == ["own-money（官方名单）"]


def test_items_of_every_kind_are_in_the_report(sheet: SheetView, draft: Document) -> None:
    assert {COUNT, MET} <= {item.kind for item in sheet.items}
    assert [heading for heading, _sentence in draft.sections] == list(dict.fromkeys(row.section for row in draft.lines))
