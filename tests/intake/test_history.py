"""What an import replaced: readable by command and on the page, and no correction makes a report late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from workbooks import ANSWER, COUNT, save

from chuyi_dash.access.operating import operator
from chuyi_dash.cli import main
from chuyi_dash.db.tables import FactChange
from chuyi_dash.intake.history import changes_of, history_of
from chuyi_dash.intake.importing import import_file
from chuyi_dash.intake.undoing import undo_import
from chuyi_dash.plan import read_settings
from chuyi_dash.views.board import Scope
from chuyi_dash.views.imports import fact_history, import_changes
from chuyi_dash.views.quality import quality
from chuyi_dash.views.snapshot import open_snapshot
from chuyi_dash.wording.changes import changes_table, fact_name, history_table

PERIOD = read_settings().reporting[0]
ABOUT = "各地制定实施方案 · 目标任务 · 长沙市"
LATER = date(2026, 11, 20)
REPORTS = {
    "清单答复": [ANSWER | {"日期": PERIOD.end}],
    "计数": [COUNT | {"截至日期": PERIOD.end}],
}
CORRECTED = {
    "清单答复": [ANSWER | {"日期": PERIOD.end, "是否做到": "否"}],
    "计数": [COUNT | {"截至日期": PERIOD.end, "数量": 480}],
}


@pytest.fixture
def corrected(bring):
    """An answer and a count that came in time and were corrected after the period's due day."""
    first = bring(REPORTS, name="a.xlsx", today=PERIOD.due)
    return first, bring(CORRECTED, name="b.xlsx", actor=operator("小李"), today=LATER)


def standing(config):
    """Reports of 长沙市 for the first period: received, in time."""
    found = quality(open_snapshot(config), Scope.on(LATER, "430100"))
    (row,) = found.of_period(PERIOD.period)
    return row.received, row.on_time


def test_a_corrected_answer_and_count_keep_every_earlier_state(corrected, engine):
    first, second = corrected
    with engine.connect() as connection:
        rows = changes_of(connection, second.import_id)
        assert [row.table for row in rows] == ["tally", "answer"]
        for row in rows:
            newest, oldest = history_of(connection, row.table, row.key)
            assert (newest.import_id, newest.who, newest.file_name) == (second.import_id, "小李", "b.xlsx")
            assert (oldest.import_id, oldest.who, oldest.sha256) == (first.import_id, "小张", first.sha256)
            assert newest.before == oldest.after
            assert oldest.before is None


def test_the_history_finds_what_was_recorded_with_its_source_behind_the_key(corrected, engine):
    with engine.begin() as connection:
        rows = changes_of(connection, corrected[1].import_id)
        table: Any = FactChange.__table__
        for row in connection.execute(table.select().where(table.c.table_name.in_(("answer", "tally")))).mappings():
            longer = f"{row['natural_key']}|{row['after']['source_key']}"
            connection.execute(table.update().where(table.c.id == row["id"]).values(natural_key=longer))
        assert [len(history_of(connection, row.table, row.key)) for row in rows] == [2, 2]


def test_the_page_s_tables_say_what_was_replaced_and_who_had_stated_it(corrected, config_of, engine):
    first, second = corrected
    snapshot = open_snapshot(config_of(engine))
    answer = import_changes(snapshot, second.import_id)
    cells = {row[1]: row for row in changes_table(answer).rows}
    assert cells["清单答复"][2:5] == (f"{ABOUT} · {PERIOD.end}", "是否做到：是", "是否做到：否")
    assert cells["计数"][3:5] == ("数量：500", "数量：480")
    assert {(row[5], row[6], row[8]) for row in cells.values()} == {("a.xlsx", "小张", first.sha256)}
    change = answer.changes[0]
    told = fact_history(snapshot, change.table, change.key)
    rows = history_table(told, fact_name(change, told.names)).rows
    assert [(row[2], row[3], row[4], row[5]) for row in rows] == [
        ("小李", "b.xlsx", "数量：500", "数量：480"),
        ("小张", "a.xlsx", None, "数量：500"),
    ]


def test_the_command_shows_an_import_with_the_earlier_values_and_their_files(corrected, engine, monkeypatch, capsys):
    first, second = corrected
    monkeypatch.setenv("CHUYI_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    assert main(["import", "--show", str(second.import_id)]) == 0
    told = capsys.readouterr().out
    assert second.sha256 in told.splitlines()[0]
    assert f"更正 清单答复 {ABOUT} · {PERIOD.end}：是否做到：是 → 否" in told
    assert "数量：500 → 480" in told
    assert told.count(f"从 a.xlsx 导入（编号 {first.import_id}，SHA-256 {first.sha256}）") == 2
    assert main(["import", "--show", "99"]) == 1
    assert "没有编号为 99 的导入" in capsys.readouterr().err


def test_a_replaced_press_report_is_named_with_its_title(bring, config_of, engine):
    row = {"目标": "training-base", "环节": "立项", "地区": "湖南省", "截至日期": date(2022, 12, 31), "数量": 79}
    outcome = bring({"计数": [row]})
    answer = import_changes(open_snapshot(config_of(engine)), outcome.import_id)
    (cells,) = changes_table(answer).rows
    assert cells[0] == "更正"
    assert cells[5] == answer.origins["rednet-2023-01-11"].title
    assert cells[6:] == (None, None, None)


def test_a_report_in_time_stays_in_time_when_it_is_corrected_and_when_that_is_undone(database, config_of, tmp_path):
    engine = database("sourced")
    first = import_file(engine, save(tmp_path / "a.xlsx", REPORTS), operator(), today=PERIOD.due)
    second = import_file(engine, save(tmp_path / "b.xlsx", CORRECTED), operator(), today=LATER)
    assert standing(config_of(engine)) == (2, 2)
    undo_import(engine, second.import_id, operator())
    assert standing(config_of(engine)) == (2, 2)
    undo_import(engine, first.import_id, operator())
    assert standing(config_of(engine)) == (0, 0)


def test_a_report_that_came_late_stays_late_when_it_is_corrected(bring, config_of, engine):
    bring(REPORTS, name="a.xlsx", today=LATER)
    bring(CORRECTED, name="b.xlsx", today=LATER)
    assert standing(config_of(engine)) == (2, 0)
