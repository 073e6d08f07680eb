"""From the empty template to the map: a roster comes in by workbook, and the counties light up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook
from processes import run
from providers import clean_environment
from sqlalchemy import Engine

from bench.server import serve
from chuyi_dash.drawing.palette import read_palette
from components.widgets.map import rgb

PROJECT = Path(__file__).parents[2]
COUNTIES = ("娄星区", "双峰县", "新化县", "冷水江市")
MET, UNREPORTED = "已达到", "未报送"
NEAR = 3


@pytest.fixture
def own(database_on: Callable[[str, str], Engine]) -> Iterator[tuple[dict[str, str], str]]:
    """A database of sourced facts only, and a server on it."""
    url = database_on("sqlite", "sourced").url
    found = clean_environment(CHUYI_DATABASE_URL=url.render_as_string(hide_password=False))
    with serve(PROJECT / "app.py", directory=PROJECT, env=found) as port:
        yield found, f"http://127.0.0.1:{port}"


def fill(template: Path, filled: Path, prefecture: str = "娄底市") -> None:
    book = load_workbook(template)
    sheet = book["学校"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row, county in enumerate(COUNTIES, start=3):
        values = {
            "学校名称": f"测试{county}职业中专",
            "类别": "中职",
            "举办性质": "公办",
            "市州": prefecture,
            "县市区": county,
        }
        for heading, value in values.items():
            sheet.cell(row=row, column=columns[heading], value=value)
    book.save(filled)


def counts(screen: Any) -> dict[str, int]:
    """Number of counties by state, from the legend."""
    pairs = [label.rsplit(" ", 1) for _colour, label in screen.legend()]
    return {state: int(number) for state, number in pairs}


def lit(screen: Any, more_than: float) -> float:
    """The share of the map in the colour of what is met, once it is more than this."""
    for _attempt in range(40):
        share = float((np.abs(screen.pixels() - rgb(read_palette().states["met"])) <= NEAR).all(axis=1).mean())
        if share > more_than:
            return share
        screen.page.wait_for_timeout(250)
    raise AssertionError(f"{share:.2%} of the map is lit, and not more than {more_than:.2%}")


def test_a_roster_from_the_template_lights_up_the_counties(
    own: tuple[dict[str, str], str], tab: Callable[..., Any], tmp_path: Path
) -> None:
    environment, base = own
    screen = tab(base, maps=True).open("coverage", prefecture="431300", target="county-school")
    assert counts(screen)[MET] == 1
    assert counts(screen)[UNREPORTED] == 4
    one = lit(screen, 0.01)

    template, filled = tmp_path / "template.xlsx", tmp_path / "roster.xlsx"
    assert run(environment, "template", str(template)).returncode == 0
    fill(template, filled)
    assert run(environment, "import", str(filled), "--dry-run").returncode == 0
    screen.page.reload()
    screen.settle()
    assert counts(screen)[MET] == 1, "a dry run must change nothing"

    done = run(environment, "import", str(filled), "--who", "测试员")
    assert done.returncode == 0, done.stderr
    screen.page.reload()
    screen.settle()
    assert counts(screen) == {MET: 5, "未达到": 0, UNREPORTED: 0}
    lit(screen, 2 * one)

    screen.open("data")
    text = screen.text()
    assert "共导入 1 次" in text
    assert "roster.xlsx" in text


def test_a_bad_workbook_shows_its_problems_on_the_data_screen(
    own: tuple[dict[str, str], str], tab: Callable[..., Any], tmp_path: Path
) -> None:
    environment, base = own
    template, filled = tmp_path / "template.xlsx", tmp_path / "bad.xlsx"
    run(environment, "template", str(template))
    fill(template, filled, prefecture="怀化事")
    refused = run(environment, "import", str(filled))
    assert refused.returncode == 1
    assert "最接近的是“怀化市”" in refused.stderr
    screen = tab(base).open("data")
    screen.assert_no_exception()
    assert "没有写入任何内容" in screen.text()
    screen.page.locator(".st-key-dry_run_card").scroll_into_view_if_needed()
    rows = screen.grid("dry_run_card")
    assert rows[0][:3] == ["工作表", "行", "列"]
    assert any("怀化事" in cell for row in rows for cell in row)
    assert "还没有导入过文件" in screen.text()
