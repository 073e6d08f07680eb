"""The table, and which numbers it marks."""

from dataclasses import replace

import pytest

from bench.reach import LIMITS, PAGES, PageResult, as_record, missed
from bench.table import render

GOOD = PageResult(
    page="coverage",
    cold_ms=45.0,
    first_ms=30.0,
    first_bytes=300_000,
    empty_first_ms=20.0,
    rerun_ms=26.0,
    rerun_bytes=20_000,
    empty_rerun_ms=20.0,
    load_rate=25.0,
    empty_load_rate=50.0,
)


def test_a_page_on_its_bounds_has_reached_them() -> None:
    assert missed(GOOD) == []
    table = render([GOOD])
    assert "!" not in table
    assert table.endswith("every reach is met")


@pytest.mark.parametrize(
    ("change", "name", "shown"),
    [
        ({"cold_ms": 46.0}, "cold ratio", "1.53!"),
        ({"first_bytes": 300_100}, "first KB", "300.1!"),
        ({"rerun_ms": 27.0}, "rerun ratio", "1.35!"),
        ({"rerun_bytes": 20_100}, "rerun KB", "20.1!"),
        ({"load_rate": 24.0}, "load ratio", "0.48!"),
    ],
)
def test_a_missed_reach_is_marked_and_named(change: dict[str, float], name: str, shown: str) -> None:
    bad = replace(GOOD, page="targets", **change)
    lines = render([GOOD, bad]).splitlines()
    assert [limit.name for limit in missed(bad)] == [name]
    assert as_record(bad)["missed"] == [name]
    (row,) = [line for line in lines if line.startswith("/targets")]
    assert shown in row.split()
    assert row.count("!") == 1
    assert lines[-1].startswith(f"missed: /targets {name} ")


def test_the_table_shows_each_page_the_empty_one_and_the_reach() -> None:
    results = [replace(GOOD, page=page) for page in PAGES]
    lines = render(results).splitlines()
    starts = [line.split()[0] for line in lines if line and not line.startswith("-")]
    assert starts == ["page", *(f"/{page}" for page in PAGES), "(empty)", "reach", "every"]
    reach = next(line for line in lines if line.startswith("reach"))
    assert reach.split()[1:] == ["<=1.5", "<=300", "<=1.3", "<=20", ">=0.5"]


def test_numbers_stand_under_their_headings() -> None:
    head, _, row, *_ = render([replace(GOOD, rerun_ms=270.0)]).splitlines()
    assert row.index("13.50") + len("13.50") == head.index("rerun ratio") + len("rerun ratio")


def test_every_limit_names_a_column_of_the_table() -> None:
    head = render([GOOD]).splitlines()[0]
    assert all(limit.name in head for limit in LIMITS)
