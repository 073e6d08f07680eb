from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from workbooks import COUNT, PROJECT, SCHOOL, event, money, save

from chuyi_dash.access.operating import operator
from chuyi_dash.backup.transfer import backup, restore
from chuyi_dash.db.tables import Source, Tally
from chuyi_dash.errors import ChuyiError
from chuyi_dash.intake.history import list_imports
from chuyi_dash.intake.undoing import undo_import


def test_an_import_is_taken_back_and_the_list_says_by_whom(bring, engine, content_of):
    before = content_of(engine)
    outcome = bring({"学校": [SCHOOL | {"曾用名": "县一职；县职高"}], "项目": [PROJECT | {"承担学校": "县一职"}]})
    assert undo_import(engine, outcome.import_id, operator("小李")) == 4
    assert content_of(engine) == before
    with engine.connect() as connection:
        (row,) = list_imports(connection)
        assert row.undone_by == "小李"
        assert row.undone_at is not None
        assert connection.scalar(select(Source.key).where(Source.kind == "import")) is None


def test_a_superseded_press_count_comes_back(bring, engine, content_of):
    before = content_of(engine)
    row = {"目标": "training-base", "环节": "立项", "地区": "湖南省", "截至日期": date(2022, 12, 31), "数量": 79}
    outcome = bring({"计数": [row]})
    undo_import(engine, outcome.import_id, operator())
    assert content_of(engine) == before
    with engine.connect() as connection:
        assert (
            connection.scalar(select(Tally.source_key).where(Tally.target_id == "training-base")) == "rednet-2023-01-11"
        )


def test_it_is_refused_while_a_later_import_has_corrected_a_row(bring, engine, content_of):
    first = bring({"计数": [COUNT], "项目": [PROJECT], "经费": [money(**{"预算（万元）": 300})]})
    second = bring({"经费": [money(**{"预算（万元）": 310})]}, name="b.xlsx")
    before = content_of(engine)
    with pytest.raises(ChuyiError, match=r"经费“.*地方财政 2023-12-31”.*后来又改过"):
        undo_import(engine, first.import_id, operator())
    assert content_of(engine) == before
    undo_import(engine, second.import_id, operator())
    undo_import(engine, first.import_id, operator())


def test_it_is_refused_while_later_rows_refer_to_what_would_go(bring, engine, content_of):
    first = bring({"学校": [SCHOOL], "项目": [PROJECT]})
    bring({"项目进展": [event("立项", date(2022, 12, 1))]}, name="b.xlsx")
    bring({"行业": [{"行业": "某行业", "对应学校": "岳麓职业中专", "列入日期": date(2023, 1, 1)}]}, name="c.xlsx")
    before = content_of(engine)
    with pytest.raises(ChuyiError) as caught:
        undo_import(engine, first.import_id, operator())
    assert "项目进展" in str(caught.value)
    assert "用到“岳麓实训基地”" in str(caught.value)
    assert "行业“某行业”" in str(caught.value)
    assert content_of(engine) == before


def test_an_undone_import_cannot_be_undone_again_but_the_file_can_come_back(bring, engine, tmp_path):
    path = save(tmp_path / "book.xlsx", {"学校": [SCHOOL]})
    first = bring(path=path)
    undo_import(engine, first.import_id, operator("小李"))
    with pytest.raises(ChuyiError, match="已由 小李 撤回"):
        undo_import(engine, first.import_id, operator())
    assert bring(path=path).import_id not in (None, first.import_id)


def test_an_unknown_number_or_a_dry_run_is_no_import(bring, engine):
    bring({"学校": [SCHOOL]}, dry_run=True)
    for number in (1, 99):
        with pytest.raises(ChuyiError, match="没有编号为"):
            undo_import(engine, number, operator())


@pytest.mark.postgresql
def test_the_history_moves_with_a_backup_to_the_other_database(bring, engine, database_on, content_of, tmp_path):
    before = content_of(engine)
    outcome = bring({"计数": [COUNT], "项目": [PROJECT], "经费": [money(**{"预算（万元）": 300.5})]})
    backup(engine, tmp_path / "all.zip")
    other = database_on("postgresql", "blank")
    restore(other, tmp_path / "all.zip")
    assert content_of(other) == content_of(engine) != before
    undo_import(other, outcome.import_id, operator())
    assert content_of(other) == before
