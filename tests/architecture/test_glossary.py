"""The glossary names what there is in the code, once each."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

TEXT = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if "| `" in line]


def test_the_glossary_has_about_thirty_rows_and_no_word_twice() -> None:
    assert len(ROWS) >= 30
    for column in (0, 1):
        words = [row[column] for row in ROWS]
        assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_a_name_of_the_glossary_is_in_the_code(row: list[str]) -> None:
    (path,) = re.findall("`([^`]+)`", row[2])
    module, name = f"chuyi_dash.{path}".rsplit(".", 1)
    found = getattr(import_module(module), name)
    assert callable(found)
    assert found.__doc__ or module.endswith(".tables"), "a table says it in its columns"
    assert all(row)
