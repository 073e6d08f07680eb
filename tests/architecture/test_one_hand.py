"""What maps are made of is decided in one package: projection, hatching, text width, paths, legends."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
DRAWING = PROJECT / "chuyi_dash" / "drawing"
ENDINGS = {".py", ".css", ".js", ".html", ".svg"}
FILES = sorted(
    path
    for folder in ("chuyi_dash", "components", "pages", "bench")
    for path in (PROJECT / folder).rglob("*")
    if path.suffix in ENDINGS and DRAWING not in path.parents
)
DOES = {
    "projects": re.compile(r"\b(tan|radians|degrees|asinh|gudermann\w*)\(|Mercator\("),
    "hatches": re.compile(r"repeating-linear-gradient|<pattern\b|(wd|lt|dk)UpDiag|UPWARD_DIAGONAL"),
    "measures text": re.compile(r"east_asian_width|wcwidth|wcswidth|\b2 \* len\(|\blen\(\w+(\.\w+)?\) \* [A-Z]"),
    "writes paths": re.compile(r"""f?["']M["'{]"""),
}
RECORD = {"colour", "hatched"}
OTHER_RECORDS = {"chuyi_dash/reports/brief/charts.py": "a series of an editable chart, with its values"}


def found_in(text: str) -> set[str]:
    """What a text does of that which only the drawing may do."""
    return {what for what, sign in DOES.items() if sign.search(text)}


def records(text: str) -> Iterator[str]:
    """The classes of a module that say again what a shade or a legend's entry says."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ClassDef):
            rows = [row.target for row in node.body if isinstance(row, ast.AnnAssign)]
            fields = {target.id for target in rows if isinstance(target, ast.Name)}
            if fields >= RECORD:
                yield node.name


def test_nothing_outside_the_drawing_projects_hatches_measures_text_or_writes_paths() -> None:
    found = {path.relative_to(PROJECT).as_posix(): found_in(path.read_text(encoding="utf-8")) for path in FILES}
    assert {path: what for path, what in found.items() if what} == {}


def test_nothing_outside_the_drawing_says_again_what_a_division_or_a_legend_shows() -> None:
    found = {
        path.relative_to(PROJECT).as_posix(): list(records(path.read_text(encoding="utf-8")))
        for path in FILES
        if path.suffix == ".py"
    }
    assert {path for path, names in found.items() if names} == set(OTHER_RECORDS)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("narrow = math.cos(math.radians((south + north) / 2))", "projects"),
        ("return math.log(math.tan(math.pi / 4 + latitude / 2))", "projects"),
        ("background: repeating-linear-gradient(45deg, #777 0 1px, transparent 1px 4px);", "hatches"),
        ('<pattern id="hatch" width="9"></pattern>', "hatches"),
        ("fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL", "hatches"),
        ('sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)', "measures text"),
        ("width = len(wanted.text) * LABEL", "measures text"),
        ("width = 2 * len(text) + 2", "measures text"),
        ('"".join("M" + "L".join(points) + "Z" for ring in rings)', "writes paths"),
        ('return f"M{x} {y}l{moves}z"', "writes paths"),
    ],
)
def test_what_a_second_hand_would_write_is_found(text: str, what: str) -> None:
    assert found_in(text) == {what}


def test_what_the_drawing_itself_does_is_what_is_looked_for() -> None:
    own = [path.read_text(encoding="utf-8") for path in DRAWING.glob("*.py")]
    assert set().union(*(found_in(text) for text in own)) == set(DOES)
    assert {name for text in own for name in records(text)} == {"Shade", "LegendEntry"}
