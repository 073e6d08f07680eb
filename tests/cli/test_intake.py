from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import update
from workbooks import SCHOOL, save

from chuyi_dash.cli import main
from chuyi_dash.db.tables import ImportBatch


@pytest.fixture
def on(database_on, monkeypatch):
    """The commands on a fresh database with the sourced facts."""
    engine = database_on("sqlite", "sourced")
    monkeypatch.setenv("CHUYI_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    return engine


def met(capsys) -> int:
    assert main(["status", "--as-of", "2026-11-24", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["targets"]
    return next(row["met"] for row in rows if row["id"] == "county-school")


def test_from_the_template_to_the_status_and_back(on, tmp_path, capsys):
    path = tmp_path / "名册.xlsx"
    assert main(["template", str(path)]) == 0
    book = load_workbook(path)
    for place, heading in enumerate([cell.value for cell in book["学校"][1]], start=1):
        book["学校"].cell(3, place, SCHOOL.get(str(heading)))
    book.save(path)
    capsys.readouterr()
    before = met(capsys)
    assert main(["import", str(path), "--dry-run"]) == 0
    assert "新增 学校" in capsys.readouterr().out
    assert met(capsys) == before
    assert main(["import", str(path), "--who", "小张"]) == 0
    assert "学校：新增 1，更正 0，未变 0" in capsys.readouterr().out
    assert met(capsys) == before + 1
    assert main(["import", str(path)]) == 0
    assert "什么也没有改动" in capsys.readouterr().out
    assert main(["import", "--list"]) == 0
    listed = capsys.readouterr().out
    assert "小张" in listed
    assert "名册.xlsx" in listed
    number = listed.split("编号 ")[1].split("：")[0]
    assert main(["import", "--undo", number]) == 0
    assert "恢复了 1 条记录" in capsys.readouterr().out
    assert met(capsys) == before


def test_the_list_says_when_in_beijing(on, tmp_path, capsys):
    assert main(["import", str(save(tmp_path / "b.xlsx", {"学校": [SCHOOL]}))]) == 0
    with on.begin() as connection:
        connection.execute(update(ImportBatch).values(at=datetime(2025, 2, 28, 16, 30, tzinfo=UTC)))
    capsys.readouterr()
    assert main(["import", "--list"]) == 0
    assert "2025-03-01 00:30" in capsys.readouterr().out


def test_every_problem_is_printed_with_its_place(on, tmp_path, capsys):
    path = save(tmp_path / "b.xlsx", {"学校": [SCHOOL | {"市州": "怀化事", "类别": "中专"}]})
    assert main(["import", str(path)]) == 1
    told = capsys.readouterr().err
    assert "“学校”第 2 行“市州”列" in told
    assert "怀化市" in told
    assert "“学校”第 2 行“类别”列" in told
    assert main(["import", str(path), "--dry-run"]) == 1
    assert "怀化市" in capsys.readouterr().out


def test_what_was_taken_for_what_is_printed(on, tmp_path, capsys):
    path = save(tmp_path / "b.xlsx", {"学校": [SCHOOL | {"市州": "长沙"}]})
    assert main(["import", str(path)]) == 0
    assert "长沙 → 长沙市（简称" in capsys.readouterr().out


def test_a_correction_shows_both_values_before_it_is_made(on, tmp_path, capsys):
    assert main(["import", str(save(tmp_path / "a.xlsx", {"学校": [SCHOOL]}))]) == 0
    path = save(tmp_path / "b.xlsx", {"学校": [SCHOOL | {"举办性质": "民办"}]})
    assert main(["import", str(path), "--dry-run"]) == 0
    assert "举办性质：公办 → 民办" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [[], ["a.xlsx", "--list"], ["--undo", "1", "--list"], ["--undo", "1", "--show", "1"]]
)
def test_one_thing_at_a_time(on, arguments, capsys):
    assert main(["import", *arguments]) == 1
    assert "四者之一" in capsys.readouterr().err


def test_an_existing_file_is_not_overwritten_by_the_template(tmp_path, capsys):
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"mine")
    assert main(["template", str(path)]) == 1
    assert "--force" in capsys.readouterr().err
    assert path.read_bytes() == b"mine"
    assert main(["template", str(path), "--force"]) == 0
    assert path.read_bytes() != b"mine"


def test_a_template_must_be_a_workbook(tmp_path, capsys):
    assert main(["template", str(tmp_path / "t.csv")]) == 1
    assert ".xlsx" in capsys.readouterr().err
