"""A misspelt key or column of any data file stops the product and is told with file, line and the right key."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from chuyi_dash.config import DATA_DIR

Told = Callable[..., tuple[int, list[str]]]
YAML_FILES = sorted(path.relative_to(DATA_DIR).as_posix() for path in DATA_DIR.rglob("*.yaml"))
CSV_FILES = sorted(path.relative_to(DATA_DIR).as_posix() for path in DATA_DIR.rglob("*.csv"))


def misspelt(key: str) -> str:
    """The key with two letters in its middle exchanged, or one too many where that changes nothing."""
    middle = len(key) // 2
    exchanged = f"{key[: middle - 1]}{key[middle]}{key[middle - 1]}{key[middle + 1 :]}"
    return exchanged if key.isascii() and key.isalpha() and exchanged != key and len(key) > 3 else f"{key}x"


def keys(node: yaml.Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], yaml.ScalarNode]]:
    """Every key with the way to it; an entry of a list is ``*``."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), key
            yield from keys(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from keys(value, (*path, "*"))


ALIKE = {("projects",), ("city_projects",), ("prefectures",), ("status", "styles"), ("dark", "styles")}
"""Groups of entries that have the same keys: the first entry stands for all, but each entry's name is tried."""


def way_of(path: tuple[str, ...]) -> tuple[str, ...]:
    for group in ALIKE:
        if path[: len(group)] == group and len(path) > len(group) + 1:
            return (*group, "*", *path[len(group) + 1 :])
    return path


def yaml_cases() -> Iterator[Any]:
    """Each way to a key of each YAML file once, with the first key that it leads to."""
    for name in YAML_FILES:
        root = yaml.compose((DATA_DIR / name).read_text(encoding="utf-8"))
        seen: dict[tuple[str, ...], yaml.ScalarNode] = {}
        for path, key in keys(root):
            seen.setdefault(way_of(path), key)
        for path, key in seen.items():
            yield pytest.param(name, key, id=f"{name}:{'.'.join(path)}")


@pytest.mark.parametrize(("name", "key"), list(yaml_cases()))
def test_a_misspelt_key_is_told_with_its_line_and_the_right_one(
    name: str, key: yaml.ScalarNode, data: Path, told: Told
) -> None:
    text = (data / name).read_text(encoding="utf-8")
    start, end = key.start_mark.index, key.end_mark.index
    wrong = misspelt(key.value)
    spoilt = text[:start] + text[start:end].replace(key.value, wrong) + text[end:]
    (data / name).write_text(spoilt, encoding="utf-8")
    code, lines = told("upgrade")
    assert code == 1
    line = key.start_mark.line + 1
    assert f"data/{name} 第 {line} 行：不认识的键 “{wrong}”，是否应为 “{key.value}”？" in lines
    assert not [said for said in lines if "缺少" in said]  # the same problem is not told twice


def columns() -> Iterator[Any]:
    for name in CSV_FILES:
        with (DATA_DIR / name).open(encoding="utf-8", newline="") as file:
            for heading in next(csv.reader(file)):
                yield pytest.param(name, heading, id=f"{name}:{heading}")


def spoil_heading(path: Path, old: str, new: str) -> None:
    heading, _newline, rest = path.read_text(encoding="utf-8").partition("\n")
    names = [new if name == old else name for name in heading.split(",")]
    path.write_text("\n".join((",".join(names), rest)), encoding="utf-8")


@pytest.mark.parametrize(("name", "column"), list(columns()))
def test_a_misspelt_column_is_told_with_the_right_one(name: str, column: str, data: Path, told: Told) -> None:
    wrong = misspelt(column)
    spoil_heading(data / name, column, wrong)
    assert told("upgrade") == (1, [f"data/{name} 第 1 行：不认识的键 “{wrong}”，是否应为 “{column}”？"])


def test_every_file_of_the_folder_is_checked() -> None:
    found = {path.relative_to(DATA_DIR).as_posix() for path in DATA_DIR.rglob("*") if path.is_file()}
    assert {*YAML_FILES, *CSV_FILES} == found - {"README.md"}


@pytest.mark.parametrize("name", YAML_FILES)
def test_a_file_that_is_no_yaml_is_told_with_the_line_where_it_breaks(name: str, data: Path, told: Told) -> None:
    text = (data / name).read_text(encoding="utf-8")
    (data / name).write_text(f"{text}- {{", encoding="utf-8")
    code, lines = told("upgrade")
    assert code == 1
    assert [line for line in lines if line.startswith(f"data/{name} 第 ") and "不是可用的 YAML" in line]


@pytest.mark.parametrize("name", [*YAML_FILES, *CSV_FILES])
def test_a_missing_file_is_named(name: str, data: Path, told: Told) -> None:
    (data / name).unlink()
    code, lines = told("upgrade")
    assert code == 1
    assert any(line.startswith(f"读不了 data/{name}：") for line in lines)
