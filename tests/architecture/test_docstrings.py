"""A docstring's first line can be taken in at a glance; ruff holds its mood and its full stop."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FOLDERS = ("chuyi_dash", "components", "pages", "bench", "scripts")
LONGEST = 90
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def first_lines() -> Iterator[tuple[str, str]]:
    """Where a docstring stands, and its first line."""
    for path in (path for folder in FOLDERS for path in sorted((PROJECT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = ast.get_docstring(node) if isinstance(node, Documented) else None
            if text:
                name = getattr(node, "name", "")
                yield f"{path.relative_to(PROJECT)}:{name}", text.splitlines()[0]


def test_the_first_line_of_a_docstring_is_short() -> None:
    lines = list(first_lines())
    assert len(lines) > 1_500
    assert [(where, len(line)) for where, line in lines if len(line) > LONGEST] == []
