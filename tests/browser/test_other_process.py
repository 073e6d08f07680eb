"""What another process writes shows at the next rerun of an open page."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, delete

from chuyi_dash.db.tables import Institution

CODE = "written-by-another-process"
WRITE = f"""
import sys
from sqlalchemy import create_engine, text
with create_engine(sys.argv[1]).begin() as connection:
    connection.execute(text(
        "INSERT INTO institution (code, name, kind, ownership, division_code, source_key) "
        "VALUES ('{CODE}', '另一进程写入的学校', '中职', '公办', :division, "
        "(SELECT key FROM source WHERE kind = 'press' ORDER BY key LIMIT 1))"
    ), {{"division": sys.argv[2]}})
"""


@pytest.fixture
def cleaned(engine: Engine) -> Iterator[None]:
    """Take the row back afterwards: other tests use the same database."""
    yield
    with engine.begin() as connection:
        connection.execute(delete(Institution).where(Institution.code == CODE))


def counts(screen: Any) -> dict[str, int]:
    """Divisions by state, from the legend."""
    return {label.rsplit(" ", 1)[0]: int(label.rsplit(" ", 1)[1]) for _colour, label in screen.legend()}


def test_a_new_school_in_a_silent_county_shows_at_the_next_rerun(
    screen: Any, environment: Mapping[str, str], status: Any, cleaned: None
) -> None:
    county = next(row for row in status()["targets"] if row["id"] == "county-school")["unreported"][0]
    screen.open("coverage", target="county-school")
    before = counts(screen)
    done = subprocess.run(
        [sys.executable, "-c", WRITE, environment["CHUYI_DATABASE_URL"], county],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    screen.page.locator(".st-key-coverage_map_card summary").click()
    screen.page.wait_for_function(
        "old => document.querySelector('.cd-legend')?.innerText.includes(old)", arg=f"已达到 {before['已达到'] + 1}"
    )
    after = counts(screen)
    assert after["未报送"] == before["未报送"] - 1
    assert sum(after.values()) == sum(before.values()) == 122
    screen.assert_no_exception()
