"""What may import what, and that pages stay thin."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bench.reach import PAGES
from components.session.navigation import screens

PROJECT = Path(__file__).parents[2]
FILES = sorted((PROJECT / "pages").glob("*.py"))
MOST_LINES = 80
SCREEN_LIBRARIES = ("streamlit", "pydeck", "altair")
LOAD_THE_CORE = """
import importlib, pkgutil, sys
import chuyi_dash
for module in pkgutil.walk_packages(chuyi_dash.__path__, "chuyi_dash."):
    if not module.name.endswith("__main__") and ".migrations" not in module.name:
        importlib.import_module(module.name)
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""
STATEMENTS = {
    "select",
    "insert",
    "update",
    "delete",
    "text",
    "func",
    "bindparam",
    "union",
    "union_all",
    "literal_column",
}
each_page = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def tops(path: Path) -> list[ast.stmt]:
    """A file's statements without its docstring."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    first = body[0]
    has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return body[1:] if has_docstring else body


def imported(path: Path) -> set[str]:
    """The packages that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_the_table_of_screens_names_every_page_file_and_no_other() -> None:
    assert {PROJECT / screen.file for screen in screens()} == set(FILES)


def test_the_benchmark_measures_every_screen() -> None:
    assert sorted(PAGES) == sorted(screen.url_path for screen in screens())


@each_page
def test_a_page_is_a_table_of_contents(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES
    kinds = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)
    assert not [node for node in tops(path) if isinstance(node, kinds)]


@each_page
def test_a_page_draws_through_components_only(path: Path) -> None:
    assert imported(path) <= {"chuyi_dash", "components"}


def test_the_front_door_is_put_together_and_nothing_else() -> None:
    *_imports, last = tops(PROJECT / "app.py")
    assert imported(PROJECT / "app.py") == {"components", "streamlit"}
    assert isinstance(last, ast.Assign)
    assert ast.unparse(last.value).startswith("st.App('components/frame.py', ")


def test_no_page_lies_where_streamlit_would_run_it_without_the_frame() -> None:
    assert not (PROJECT / "components" / "pages").exists()


@pytest.mark.parametrize("layer", ["components", "chuyi_dash"])
def test_nothing_imports_upwards(layer: str) -> None:
    above = {"chuyi_dash": {"components", "pages", "app", "bench"}, "components": {"pages", "app", "bench"}}[layer]
    wrong = {
        path.relative_to(PROJECT).as_posix(): imported(path) & above
        for path in (PROJECT / layer).rglob("*.py")
        if imported(path) & above
    }
    assert wrong == {}


def test_the_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_package_of_the_core_has_its_place_in_the_contract() -> None:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(row["layers"] for row in contracts["contracts"] if "chuyi_dash.plan" in row.get("layers", ()))
    named = {name for layer in layers for name in re.findall(r"chuyi_dash\.(\w+)", layer)}
    there = {
        path.stem
        for path in (PROJECT / "chuyi_dash").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert named == there - {"__init__", "__main__"}


def makes_statements(path: Path) -> set[str]:
    """What a file takes from SQLAlchemy to make a statement, and its calls of a table's own statements."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    taken = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy"
        for alias in node.names
    }
    called = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return taken & STATEMENTS | called & {"exec_driver_sql"}


def test_statements_are_made_in_the_database_package_only() -> None:
    files = [path for layer in ("chuyi_dash", "components", "pages") for path in (PROJECT / layer).rglob("*.py")]
    found = {path.relative_to(PROJECT).as_posix(): makes_statements(path) for path in files}
    assert {name: taken for name, taken in found.items() if taken and not name.startswith("chuyi_dash/db/")} == {}
    assert found["chuyi_dash/db/queries/facts.py"]


def test_the_core_loads_no_screen_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOAD_THE_CORE], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "chuyi_dash" in loaded
    assert loaded.isdisjoint(SCREEN_LIBRARIES)
