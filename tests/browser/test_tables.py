"""Tables in a real browser: a row opens its detail, the search finds, downloads hold what the screen shows."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from chuyi_dash.table import defused

HEADER, ROW = 36, 36
TALL = (1366, 1400)  # the whole table is in the window, away from the bar at its top


def click_row(screen: Any, key: str, row: int) -> None:
    """Tick the box of a row (0 is the first)."""
    screen.grid(key)
    box = screen.page.locator(f".st-key-{key} [data-testid=data-grid-canvas]").bounding_box()
    screen.page.mouse.click(box["x"] + 18, box["y"] + HEADER + ROW * (row + 0.5) - 1)


def test_a_row_of_the_targets_table_opens_the_target(screen: Any) -> None:
    screen.open("targets", TALL)
    name = screen.grid("targets_frame")[2][1]
    click_row(screen, "targets_frame", 1)
    screen.page.wait_for_function("() => new URLSearchParams(location.search).has('target')")
    screen.settle()
    assert screen.query == {"target": "heritage-base"}
    assert screen.page.locator(".cd-answer").inner_text().startswith(name)
    assert screen.page.locator(".cd-quote mark").inner_text()
    screen.assert_no_exception()


def test_a_row_of_the_projects_table_opens_the_project(screen: Any) -> None:
    screen.open("projects", TALL, q="浏阳市职业中专改扩建")
    headings, first, *_rest = screen.grid("projects_frame")
    click_row(screen, "projects_frame", 0)
    screen.page.wait_for_function("() => new URLSearchParams(location.search).has('project')")
    screen.page.get_by_text("返回项目清单").wait_for()
    screen.settle()
    assert screen.query["project"] == dict(zip(headings, first, strict=True))["编号"]
    assert screen.page.locator(".cd-answer").inner_text().startswith(first[0])
    screen.assert_no_exception()


def test_the_search_finds_by_name_by_pinyin_and_by_its_initials_and_says_so_where_it_finds_nothing(screen: Any) -> None:
    screen.open("projects")
    box = screen.page.get_by_role("textbox", name="搜索")
    for words in ("lyszyzzgkj", "qqqqqqqq", "liuyang", "浏阳市职业中专", "ＬＹＳＺＹ"):
        box.fill(words)
        box.press("Enter")
        screen.wait_for_query("q", words)
        screen.assert_no_exception()
        if words == "qqqqqqqq":
            screen.page.get_by_text("没有可显示的项目").wait_for()
            continue
        screen.page.wait_for_function(
            """() => [...document.querySelectorAll('.st-key-projects_frame tbody tr')]
                .some(row => row.textContent.includes('浏阳市职业中专改扩建'))"""
        )
        assert len(screen.grid("projects_frame")) < 60


def downloaded(screen: Any, label: str, folder: Path) -> Path:
    """Press a download button and keep the file."""
    with screen.page.expect_download() as waiting:
        screen.page.get_by_role("button", name=label, exact=True).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def xlsx_rows(path: Path) -> list[list[Any]]:
    """Headings and rows of the sheet, below its title and note."""
    sheet = load_workbook(path).worksheets[0]
    return [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]


def as_shown(cell: Any, heading: str) -> str:
    """A stored cell as the screen's table has it, without its format."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, str):
        return cell
    return f"{round(cell * (100 if heading in PERCENT else 1), 6):g}"


PERCENT = ("完成比例", "序时进度", "达到率")


def number_or_text(text: str) -> str:
    """A cell of the screen, numbers to six decimals."""
    try:
        return f"{round(float(text), 6):g}"
    except ValueError:
        return text


def assert_like_the_screen(screen: Any, grid: str, folder: Path) -> None:
    """The Excel file and the CSV hold the cells that the table shows."""
    headings, *shown = screen.grid(grid)
    book, text = downloaded(screen, "下载 Excel", folder), downloaded(screen, "下载 CSV", folder)
    assert (book.suffix, text.suffix) == (".xlsx", ".csv")
    assert book.read_bytes()[:2] == b"PK"
    stored_headings, *stored = xlsx_rows(book)
    places = [stored_headings.index(heading) for heading in headings]
    assert len(shown) > 5
    assert len(headings) >= 4
    seen = [[number_or_text(cell) for cell in row] for row in shown]
    kept = [[number_or_text(as_shown(row[place], stored_headings[place])) for place in places] for row in stored]
    assert kept[: len(seen)] == seen
    raw = text.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    first, *rest = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert first == stored_headings
    assert len(rest) == len(stored)
    for plain, row in zip(rest, stored, strict=True):
        for text_cell, cell in zip(plain, row, strict=True):
            if isinstance(cell, int | float):
                assert float(text_cell) == pytest.approx(cell)
            else:
                expected = f"{cell:%Y-%m-%d}" if isinstance(cell, datetime | date) else defused(cell or "")
                assert text_cell == expected


def test_the_targets_leave_as_excel_and_csv_with_the_rows_of_the_screen(screen: Any, tmp_path: Path) -> None:
    assert_like_the_screen(screen.open("targets"), "targets_frame", tmp_path)


def test_the_ranking_behind_the_overview_leave_as_excel_and_csv(screen: Any, tmp_path: Path) -> None:
    screen.open()
    screen.page.locator(".st-key-overview_ranking_card summary").click()
    assert_like_the_screen(screen, "ranking_table", tmp_path)
