"""What depends on how a target is measured is asked of its way of measuring, nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules

from chuyi_dash import measures
from chuyi_dash.plan import read_plan
from chuyi_dash.plan.ways import kinds_of, way

PROJECT = Path(__file__).parents[2]
WAYS = [row.name for row in iter_modules(measures.__path__) if way(row.name)]
NAMES = {*WAYS, *(kind for name in WAYS for kind in kinds_of(name))}
ABOVE = sorted(
    path
    for layer in ("chuyi_dash", "components", "pages")
    for path in (PROJECT / layer).rglob("*.py")
    if "measures" not in path.relative_to(PROJECT).parts and "migrations" not in path.parts
)


def asked(code: str) -> Iterator[int]:
    """Lines that compare a ``kind`` or a ``measure`` with the name of one, or look one up in a dictionary."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Compare):
            sides, key = [node.left, *node.comparators], None
        elif isinstance(node, ast.Subscript):
            sides, key = [node.value], node.slice
        else:
            continue
        looked_at = [key] if key is not None else sides
        about = any(isinstance(side, ast.Attribute) and side.attr in ("kind", "measure") for side in looked_at)
        texts = {row.value for side in sides for row in ast.walk(side) if isinstance(row, ast.Constant)}
        if about and texts & NAMES:
            yield node.lineno


def test_no_other_module_asks_how_a_target_is_measured() -> None:
    found = {path.relative_to(PROJECT).as_posix(): [*asked(path.read_text(encoding="utf-8"))] for path in ABOVE}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_such_a_question_would_be_found() -> None:
    assert list(asked('if target.kind == "quota":\n    pass\nx = row.target.measure in ("tallies",)\n')) == [1, 3]
    assert list(asked('x = {"tallies": 1}[target.measure]\ny = source.kind == "press"\n')) == [1]


def test_every_way_measures_some_target_of_the_plan() -> None:
    assert {target.measure for target in read_plan().targets} == set(WAYS)
