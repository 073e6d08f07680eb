"""The good path: from the template to the figures, corrections with their history, the same file twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from workbooks import ANSWER, COUNT, PROJECT, SCHOOL, Rows, event, money, save, save_csv, save_with_shared_texts

from chuyi_dash.access.audit import Refused
from chuyi_dash.access.model import ADMINISTRATOR, REPORTER, STEWARD, VIEWER, Actor
from chuyi_dash.access.operating import operator
from chuyi_dash.cli.status import as_json
from chuyi_dash.db.queries.access import newest_audit_rows
from chuyi_dash.db.tables import Answer, FactChange, Funding, Institution, ProjectEvent, Source, Tally
from chuyi_dash.intake import importing
from chuyi_dash.intake.findings import RefusedError
from chuyi_dash.intake.history import changes_of, history_of, last_dry_run, list_imports
from chuyi_dash.intake.importing import import_file
from chuyi_dash.intake.template import template_bytes
from chuyi_dash.intake.undoing import undo_import
from chuyi_dash.views.address import read_address
from chuyi_dash.views.board import board
from chuyi_dash.views.snapshot import open_snapshot

TODAY = date(2026, 11, 24)
FUNDED = {"项目": [PROJECT], "经费": [money(**{"预算（万元）": 300, "到位（万元）": 100.5})]}


def figures(config):
    snapshot = open_snapshot(config)
    return as_json(board(snapshot, read_address(snapshot, {"as_of": "2026-11-24"}).view))


def county_schools(config):
    return next(row for row in figures(config)["targets"] if row["id"] == "county-school")


def filled_template(path):
    path.write_bytes(template_bytes())
    book = load_workbook(path)
    page = book["学校"]
    headings = [cell.value for cell in page[1]]
    for number, place in enumerate((("长沙市", "芙蓉区"), ("长沙", "天心"), ("湘西州", "吉首市")), start=3):
        prefecture, county = place
        row: dict[str, Any] = {
            "学校名称": f"{county}职业中专",
            "类别": "中职",
            "举办性质": "公办",
            "市州": prefecture,
            "县市区": county,
        }
        row["核实日期"] = date(2025, 9, 1)
        for place_of, heading in enumerate(headings, start=1):
            if str(heading) in row:
                page.cell(number, place_of, row[str(heading)])
    book.save(path)
    return path


def test_a_filled_template_lights_up_counties_on_either_database(database, config_of, tmp_path):
    engine = database("sourced")
    before = county_schools(config_of(engine))
    outcome = import_file(engine, filled_template(tmp_path / "名册.xlsx"), operator("小张"), today=TODAY)
    assert (outcome.total.added, outcome.total.changed, outcome.problems) == (3, 0, ())
    after = county_schools(config_of(engine))
    assert after["met"] == before["met"] + 3
    assert not {"430102", "430103", "433101"} & set(after["missing"] + after["unreported"])


def test_everything_can_be_brought_in_corrected_and_taken_back_on_either_database(database, content_of, tmp_path):
    engine = database("sourced")
    before = content_of(engine)
    sheets = FUNDED | {
        "学校": [SCHOOL],
        "项目进展": [event("立项", date(2022, 12, 1)), event("建设", date(2023, 3, 1))],
        "计数": [COUNT],
        "清单答复": [ANSWER],
        "行业": [{"行业": "某行业", "对应学校": "岳麓职业中专", "列入日期": date(2023, 1, 1)}],
        "节点": [{"项目": "岳麓实训基地", "节点": "开工", "应完成日期": date(2027, 1, 1)}],
    }
    first = import_file(engine, save(tmp_path / "1.xlsx", sheets), operator(), today=TODAY)
    assert first.total.added == 9
    once = content_of(engine)
    corrections: dict[str, Rows] = {
        "计数": [COUNT | {"数量": 501}],
        "学校": [SCHOOL | {"学校编号": "", "举办性质": "民办"}],
    }
    second = import_file(engine, save(tmp_path / "2.xlsx", corrections), operator(), today=TODAY)
    assert (second.total.added, second.total.changed) == (0, 2)
    undo_import(engine, second.import_id, operator())
    assert content_of(engine) == once
    undo_import(engine, first.import_id, operator())
    assert content_of(engine) == before


@pytest.mark.postgresql
def test_figures_are_the_same_to_the_byte_on_both_databases(database_on, config_of, tmp_path):
    path = filled_template(tmp_path / "名册.xlsx")
    found = []
    for backend in ("sqlite", "postgresql"):
        engine = database_on(backend, "sourced")
        import_file(engine, path, operator(), today=TODAY)
        found.append(json.dumps(figures(config_of(engine)), ensure_ascii=False))
    assert found[0] == found[1]


def test_the_same_file_twice_changes_nothing(bring, engine, content_of, tmp_path):
    path = save(tmp_path / "book.xlsx", {"学校": [SCHOOL]})
    first = bring(path=path)
    after = content_of(engine)
    second = bring(path=path)
    assert second.same_as == first.import_id
    assert second.import_id is None
    assert content_of(engine) == after


def test_the_same_rows_in_another_file_change_nothing(bring, engine, content_of):
    bring({"学校": [SCHOOL], **FUNDED})
    after = content_of(engine)
    again = bring({"学校": [SCHOOL | {"说明": None}], **FUNDED}, name="other.xlsx")
    assert again.import_id is None
    assert (again.total.added, again.total.changed, again.total.unchanged) == (0, 0, 3)
    assert content_of(engine) == after
    with engine.connect() as connection:
        assert len(list_imports(connection)) == 1


def test_a_correction_supersedes_and_the_former_value_stays_readable(bring, engine):
    bring(FUNDED, name="一季度.xlsx")
    outcome = bring({"经费": [money(**{"到位（万元）": 120})]}, name="二季度.xlsx", actor=operator("小李"))
    assert outcome.total.changed == 1
    with engine.connect() as connection:
        row = connection.execute(select(Funding.in_place, Funding.budget)).one()
        assert row == (Decimal("120.00"), Decimal("300.00"))
        (change,) = [row for row in changes_of(connection, outcome.import_id) if row.table == "funding"]
        assert (change.before["in_place"], change.after["in_place"]) == ("100.50", "120.00")
        newest, oldest = history_of(connection, "funding", change.key)
        assert (newest.who, newest.file_name) == ("小李", "二季度.xlsx")
        assert (oldest.who, oldest.file_name, oldest.before) == ("小张", "一季度.xlsx", None)
        assert newest.sha256 == outcome.sha256


def test_an_import_names_its_file_as_the_source(bring, engine):
    outcome = bring({"学校": [SCHOOL]}, name="名册.xlsx")
    with engine.connect() as connection:
        source = connection.execute(select(Source.__table__).where(Source.kind == "import")).mappings().one()
        assert source["key"] == f"import-{outcome.sha256[:12]}"
        assert (source["title"], source["published"], source["confidence"]) == ("名册.xlsx", TODAY, "high")
        school = select(Institution.source_key).where(Institution.name == "岳麓职业中专")
        assert connection.scalar(school) == source["key"]


def test_a_reported_count_gives_way_to_a_correction(bring, engine):
    bring(
        {
            "计数": [
                {"目标": "training-base", "环节": "立项", "地区": "湖南", "截至日期": date(2022, 12, 31), "数量": 79}
            ]
        }
    )
    with engine.connect() as connection:
        counts = select(Tally.count).where(Tally.target_id == "training-base", Tally.date == date(2022, 12, 31))
        assert connection.scalars(counts).all() == [79]


def test_a_wrong_day_is_corrected_by_naming_the_former_one(bring, engine):
    bring({"项目": [PROJECT], "项目进展": [event("立项", date(2022, 12, 1))]})
    bring({"项目进展": [event("立项", date(2022, 12, 8), 原日期=date(2022, 12, 1))]}, name="b.xlsx")
    with engine.connect() as connection:
        days = (
            select(ProjectEvent.date).join(Source, Source.key == ProjectEvent.source_key).where(Source.kind == "import")
        )
        assert connection.scalars(days).all() == [date(2022, 12, 8)]


def test_an_empty_cell_keeps_what_is_stored_and_a_word_clears_it(bring, engine):
    opened = select(Institution.opened, Institution.ownership).where(Institution.name == "岳麓职业中专")
    bring({"学校": [SCHOOL | {"开办日期": date(1990, 9, 1)}]})
    bring({"学校": [SCHOOL | {"举办性质": None, "说明": "已核对"}]}, name="b.xlsx")
    with engine.connect() as connection:
        assert connection.execute(opened).one() == (date(1990, 9, 1), "公办")
    bring({"学校": [SCHOOL | {"开办日期": "清空", "举办性质": "清空"}]}, name="c.xlsx")
    with engine.connect() as connection:
        assert connection.execute(opened).one() == (None, None)


def test_a_renamed_school_is_found_by_its_old_name(bring, engine):
    bring({"学校": [SCHOOL | {"学校编号": "S1"}]})
    bring({"学校": [SCHOOL | {"学校编号": "S1", "学校名称": "岳麓楚怡职业学校"}]}, name="b.xlsx")
    outcome = bring({"项目": [PROJECT | {"承担学校": "岳麓职业中专"}]}, name="c.xlsx")
    assert ("岳麓职业中专", "岳麓楚怡职业学校") in {(row.given, row.taken) for row in outcome.resolutions}
    with engine.connect() as connection:
        assert connection.scalar(select(Institution.name).where(Institution.code == "S1")) == "岳麓楚怡职业学校"


def test_a_former_name_of_a_stored_school_does_not_rename_it_back(bring, engine):
    row = {"学校名称": "湖南软件职业学院", "类别": "职业本科", "市州": "湘潭市", "说明": "已核对"}
    assert bring({"学校": [row]}).total.changed == 1
    with engine.connect() as connection:
        assert (
            connection.scalar(select(Institution.name).where(Institution.code == "4143013925"))
            == "湖南软件职业技术大学"
        )


def test_a_new_school_gets_a_code_that_its_name_always_gives(bring, engine):
    bring({"学校": [SCHOOL]})
    code = select(Institution.code).where(Institution.name == "岳麓职业中专")
    with engine.connect() as connection:
        first = connection.scalar(code)
    bring({"学校": [SCHOOL | {"学校名称": "岳麓 职业中专", "举办性质": "民办"}]}, name="b.xlsx")
    with engine.connect() as connection:
        assert connection.scalar(code) == first
        assert first.startswith("sch-")


def test_names_resolve_and_what_was_taken_for_what_is_listed_and_kept(bring, engine):
    outcome = bring(
        {
            "学校": [
                SCHOOL | {"市州": "　长沙 ", "县市区": "长沙"},
                SCHOOL | {"学校名称": "吉首中专", "市州": "湘西州", "县市区": "吉首"},
                SCHOOL | {"学校名称": "渌口中专", "市州": "株洲", "县市区": "株洲县"},
                SCHOOL | {"学校名称": "祁阳中专", "市州": "４３１１００", "县市区": "祁阳市"},
            ]
        }
    )
    taken = {(row.given, row.taken) for row in outcome.resolutions}
    assert {("长沙", "长沙县"), ("湘西州", "湘西土家族苗族自治州"), ("吉首", "吉首市"), ("株洲县", "渌口区")} <= taken
    assert ("４３１１００", "永州市") in taken
    assert ("祁阳市", "祁阳市") not in taken
    with engine.connect() as connection:
        assert list_imports(connection)[0].resolved == outcome.resolutions


def test_a_workbook_of_another_program_says_the_same(bring, tmp_path):
    sheets = FUNDED | {"学校": [SCHOOL | {"开办日期": date(1990, 9, 1), "说明": "两行\n说明"}], "计数": [COUNT]}
    mine = bring(path=save(tmp_path / "a.xlsx", sheets), dry_run=True)
    other = bring(path=save_with_shared_texts(tmp_path / "b.xlsx", sheets), dry_run=True)
    assert other.problems == ()
    without = [
        [{name: value for name, value in change.after.items() if name != "source_key"} for change in outcome.changes]
        for outcome in (mine, other)
    ]
    assert without[0] == without[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_comes_in_either_encoding(bring, tmp_path, encoding):
    path = save_csv(tmp_path / "名册.csv", "学校", [SCHOOL | {"开办日期": "1990-09-01"}], encoding)
    outcome = bring(path=path)
    assert outcome.changes[0].after["name"] == "岳麓职业中专"
    assert outcome.changes[0].after["opened"] == date(1990, 9, 1)


def test_csv_finds_its_table_by_its_headings(bring, tmp_path):
    rows = [COUNT | {"数量": "1200"}]
    assert bring(path=save_csv(tmp_path / "data.csv", "计数", rows)).changes[0].table == "tally"


def test_a_dry_run_says_what_would_happen_writes_no_fact_and_is_remembered(bring, engine, content_of):
    before = content_of(engine)
    outcome = bring({"学校": [SCHOOL, SCHOOL | {"学校名称": "乙校", "市州": "怀化事"}]}, dry_run=True)
    assert content_of(engine) == before
    assert outcome.import_id is None
    assert (outcome.total.added, len(outcome.problems)) == (1, 1)
    with engine.connect() as connection:
        run = last_dry_run(connection)
        assert (run.kind, run.who, run.file_name, run.problem_count) == ("dry_run", "小张", "book.xlsx", 1)
        assert run.problems == outcome.problems
        assert run.tables == {"institution": (1, 0, 0)}
        assert list_imports(connection) == ()


def test_a_refused_import_is_remembered_with_its_problems(bring, engine):
    with pytest.raises(RefusedError) as caught:
        bring({"学校": [SCHOOL | {"市州": "怀化事"}]})
    with engine.connect() as connection:
        run = last_dry_run(connection)
        assert (run.kind, run.problems) == ("refused", caught.value.problems)
        assert connection.scalar(select(func.count()).select_from(FactChange)) == 0


def test_a_row_of_the_sample_cannot_carry_real_facts(database_on, tmp_path):
    engine = database_on("sqlite", "sample")
    with engine.connect() as connection:
        sample = (
            select(Institution.name).join(Source, Source.key == Institution.source_key).where(Source.kind == "sample")
        )
        name = connection.scalar(sample.limit(1))
    with pytest.raises(RefusedError) as caught:
        import_file(
            engine, save(tmp_path / "b.xlsx", {"项目": [PROJECT | {"承担学校": name}]}), operator(), today=TODAY
        )
    assert [problem.code for problem in caught.value.problems] == ["sample_reference"]


def test_an_answer_beside_one_of_the_sample_leaves_the_sample_alone(database_on, tmp_path):
    engine = database_on("sqlite", "sample")
    answers = select(func.count()).select_from(Answer)
    with engine.connect() as connection:
        before = connection.scalar(answers)
        row = connection.execute(
            select(Answer.date).where(Answer.target_id == "local-plan", Answer.division_code == "430100").limit(1)
        ).one()
    import_file(engine, save(tmp_path / "b.xlsx", {"清单答复": [ANSWER | {"日期": row.date}]}), operator(), today=TODAY)
    with engine.connect() as connection:
        assert connection.scalar(answers) == before + 1


def test_a_suspended_project_may_go_on_and_selfchecks_may_repeat(bring):
    days = [
        ("申报", date(2022, 5, 1)), ("立项", date(2022, 7, 1)), ("建设", date(2022, 9, 1)), ("暂停", date(2023, 1, 1)),
        ("建设", date(2023, 6, 1)), ("年度自评", date(2023, 12, 20)), ("中期检查", date(2024, 5, 1)),
        ("整改", date(2024, 6, 1)), ("年度自评", date(2024, 12, 20)), ("终期验收", date(2025, 10, 1)),
        ("认定", date(2025, 12, 1)),
    ]  # fmt: skip
    outcome = bring({"项目": [PROJECT], "项目进展": [event(stage, day) for stage, day in days]})
    assert outcome.tables["project_event"].added == len(days)


def test_a_project_already_under_way_may_be_completed_backwards(bring):
    bring({"项目": [PROJECT], "项目进展": [event("建设", date(2023, 3, 1))]})
    assert bring({"项目进展": [event("立项", date(2022, 12, 1))]}, name="b.xlsx").total.added == 1


def test_imports_at_the_same_time_follow_each_other(database, tmp_path):
    engine = database("sourced")
    import_file(engine, save(tmp_path / "0.xlsx", FUNDED), operator(), today=TODAY)
    paths = [save(tmp_path / f"{n}.xlsx", {"经费": [money(**{"到位（万元）": 100 + n})]}) for n in range(1, 5)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda path: import_file(engine, path, operator(), today=TODAY), paths))
    with engine.connect() as connection:
        key = next(row.key for row in changes_of(connection, list_imports(connection)[0].id) if row.table == "funding")
        states = history_of(connection, "funding", key)
    assert len(states) == 5
    for newer, older in pairwise(states):
        assert newer.before == older.after


def test_a_name_with_a_space_is_listed_once_per_row(bring):
    rows = [SCHOOL | {"市州": "长沙市 "}, SCHOOL | {"学校名称": "乙校 ", "市州": "长沙市 ", "县市区": "芙蓉区"}]
    outcome = bring({"学校": rows})
    assert {(row.column, row.given, row.taken, row.rows) for row in outcome.resolutions} == {
        ("市州", "长沙市 ", "长沙市", 2),
        ("学校名称", "乙校 ", "乙校", 1),
    }


@pytest.mark.parametrize("role", [VIEWER, REPORTER, ADMINISTRATOR])
def test_whoever_may_not_import_is_refused_on_record_and_a_steward_is_not(role, bring, engine, content_of):
    before = content_of(engine)
    steward = Actor("s@example.org", STEWARD)
    first = bring({"学校": [SCHOOL]}, actor=steward)
    actor = Actor("x@example.org", role, "430100" if role == REPORTER else None)
    for attempt in (
        lambda: bring({"计数": [COUNT]}, actor=actor),
        lambda: bring({"计数": [COUNT]}, actor=actor, dry_run=True),
        lambda: undo_import(engine, first.import_id, actor),
    ):
        with pytest.raises(Refused, match="省级数据专员"):
            attempt()
    undo_import(engine, first.import_id, steward)
    assert content_of(engine) == before
    with engine.connect() as connection:
        rows = newest_audit_rows(connection, 10)
        assert last_dry_run(connection) is None
    number = f"import/{first.import_id}"
    assert [(row.who, row.action, row.subject, row.allowed) for row in reversed(rows)] == [
        (steward.identity, "import", number, True),
        *((actor.identity, "import", subject, False) for subject in ("import", "import", number)),
        (steward.identity, "import", number, True),
    ]


def test_a_file_arrives_on_the_day_that_it_is_in_beijing(engine, tmp_path, monkeypatch):
    class Early(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 11, 23, 23, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(importing, "datetime", Early)
    import_file(engine, save(tmp_path / "book.xlsx", {"学校": [SCHOOL]}), operator())
    with engine.connect() as connection:
        assert connection.scalar(select(Source.published).where(Source.kind == "import")) == date(2026, 11, 24)
