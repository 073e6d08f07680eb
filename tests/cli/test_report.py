"""``report``: a sheet's report from the shell, and what the command says when there is none."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Ran
from databases import BACKENDS
from reports_read import read_page, read_word, read_workbook
from sheets import CHANGSHA, World, reporter
from sqlalchemy import Engine

from chuyi_dash import cli
from chuyi_dash.config import Config
from chuyi_dash.reports.self_check.document import DRAFT_MARK, SAMPLE_MARK
from chuyi_dash.self_check.overview import states

Report = Callable[..., Ran]
READERS = {
    ".docx": read_word,
    ".xlsx": read_workbook,
    ".html": lambda content: read_page(content.decode()),
}


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], var_dir: Path) -> Report:
    """``report(engine, "长沙", "file.docx")``: the command on this database, with the session's outlines."""

    def command(engine: Engine, *arguments: str) -> Ran:
        config = Config(engine.url, None, var_dir)
        monkeypatch.setattr("chuyi_dash.config.read_config", lambda: config)
        capsys.readouterr()
        code = cli.main(("report", *arguments))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return command


def world_on(engine: Engine, folder: Path, *, sample: bool = False) -> World:
    world = World(engine, Config(engine.url, None, folder / "var"), place=CHANGSHA)
    world.open_round(sample=sample)
    return world


def test_an_accepted_sheet_comes_out_sealed_in_all_three_forms(
    report: Report, database: Callable[[str], Engine], tmp_path: Path
) -> None:
    engine = database("sourced")
    code = world_on(engine, tmp_path).accept()
    for suffix, read in READERS.items():
        path = tmp_path / f"报告{suffix}"
        ran = report(engine, "长沙", str(path))
        assert (ran.code, f"校验码 {code}" in ran.out, str(path) in ran.out) == (0, True, True)
        found = read(path.read_bytes())
        assert {"校验码", code} <= set(next(row for row in found.rows if code in row))
        assert DRAFT_MARK not in found.marks
        assert SAMPLE_MARK not in found.marks


def test_an_unfinished_sheet_comes_out_marked_as_a_draft(
    report: Report, database: Callable[[str], Engine], tmp_path: Path
) -> None:
    engine = database("sample")
    world = world_on(engine, tmp_path, sample=True)
    for place, suffix in (("湘西州", ".docx"), ("430100", ".xlsx"), ("长沙市", ".html")):
        path = tmp_path / f"report{suffix}"
        ran = report(engine, place, str(path))
        assert (ran.code, "标明草稿" in ran.out) == (0, True)
        marks = READERS[suffix](path.read_bytes()).marks
        assert DRAFT_MARK in marks
        assert SAMPLE_MARK in marks
    assert {row.state for row in states(world.context("steward"), world.key)} == {None}  # reading begins no sheet


@pytest.fixture
def engine(database_on: Callable[[str, str], Engine]) -> Engine:
    return database_on(BACKENDS[0], "sourced")


def test_the_newest_round_is_taken_unless_another_is_named(report: Report, engine: Engine, tmp_path: Path) -> None:
    world = world_on(engine, tmp_path)
    world.save("narrative:results", world.answer_of(world.sheet(reporter(CHANGSHA)).item("narrative:results")), None,
               reporter(CHANGSHA))  # fmt: skip
    older = tmp_path / "older.xlsx"
    newer = tmp_path / "newer.xlsx"
    world.open_round("2023", as_of=world.context("steward").today().replace(year=2023), due=world.moment.date())
    assert report(engine, "长沙", str(newer)).code == 0
    assert report(engine, "长沙", str(older), "--round", "2023").code == 0
    assert ("自查轮次", "2024年度") in {row[:2] for row in read_workbook(newer.read_bytes()).rows}
    assert ("自查轮次", "2023年度") in {row[:2] for row in read_workbook(older.read_bytes()).rows}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("长沙", "report.pdf"), "文件名应以 .docx、.xlsx 或 .html 结尾：report.pdf"),
        (("长沙", "report.docx"), "还没有开启过自查"),
        (("常沙", "report.docx"), "没有叫“常沙”的市州"),
        (("430102", "report.docx"), "430102"),
    ],
)
def test_without_a_round_or_a_prefecture_nothing_is_written_and_the_way_out_is_named(
    report: Report, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], words: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    ran = report(engine, *arguments)
    assert ran.code == 1
    assert words in ran.err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_round_or_an_unwritable_file_is_named(
    report: Report, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world_on(engine, tmp_path)
    monkeypatch.chdir(tmp_path)
    ran = report(engine, "长沙", "report.docx", "--round", "1999")
    assert (ran.code, "没有编号为 1999 的自查轮次，已有的是：2024" in ran.err) == (1, True)
    ran = report(engine, "长沙", "missing/report.xlsx")
    assert (ran.code, "写不了 missing/report.xlsx" in ran.err) == (1, True)


def test_without_outlines_the_report_comes_without_a_map_and_says_so(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    world = world_on(engine, tmp_path)
    monkeypatch.setattr("chuyi_dash.config.read_config", lambda: world.config)
    path = tmp_path / "report.docx"
    assert cli.main(("report", "长沙", str(path))) == 0
    assert "地图边界还没有准备好" in capsys.readouterr().err
    assert "python -m chuyi_dash init" in read_word(io.BytesIO(path.read_bytes()).getvalue()).whole
