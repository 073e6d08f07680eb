"""Colours can be told apart, also by the colour-blind, and can be read, on a light and on a dark screen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest
from coloraide import Color

from chuyi_dash.drawing.palette import DARK, LIGHT, Palette, read_palette
from chuyi_dash.metrics.results import MET, STATES, UNMET

SIGHTS = ("trichromat", "protan", "deutan", "tritan")
CLASSES, STATES_APART, SERIES, STATUSES = 10, 10, 20, 8
"""Least CIEDE2000 distances: of neighbouring classes, of any two states, of chart series, of statuses."""
OPPOSITES = 30
TEXT, PICTURE = 4.5, 3.0
"""Least contrasts, as WCAG 2 asks them of text and of what a picture must show."""


@pytest.fixture(params=[LIGHT, DARK])
def palette(request: pytest.FixtureRequest) -> Palette:
    return read_palette(request.param)


@pytest.fixture(params=SIGHTS)
def sight(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def seen(colour: str, sight: str) -> Color:
    """The colour as someone with this sight sees it (Viénot, Brettel and Mollon; Brettel alone for tritanopia)."""
    found = Color(colour)
    return found if sight == "trichromat" else found.filter(sight).clip()


def too_near(pairs: Iterable[tuple[str, str]], sight: str, least: float) -> list[tuple[str, str, float]]:
    """The pairs that are nearer to each other than ``least``, with their CIEDE2000 distance."""
    found = [(a, b, round(seen(a, sight).delta_e(seen(b, sight), method="2000"), 1)) for a, b in pairs]
    return [row for row in found if row[2] < least]


def contrast(one: str, other: str) -> float:
    return float(Color(one).contrast(Color(other)))


def test_neighbouring_classes_of_a_map_can_be_told_apart(palette: Palette, sight: str) -> None:
    assert len(palette.sequential) == 5
    assert too_near(pairwise(palette.sequential), sight, CLASSES) == []


def test_classes_of_a_map_go_one_way_from_dark_to_light(palette: Palette) -> None:
    lightness = [Color(colour).convert("lab-d65")["lightness"] for colour in palette.sequential]
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))


def test_states_of_divisions_can_be_told_apart(palette: Palette, sight: str) -> None:
    assert set(palette.states) == set(STATES)
    assert too_near(combinations(palette.states.values(), 2), sight, STATES_APART) == []
    assert too_near([(palette.states[MET], palette.states[UNMET])], sight, OPPOSITES) == []


def test_what_is_unknown_is_no_class_of_a_map(palette: Palette) -> None:
    assert not set(palette.sequential) & set(palette.states.values()) - {palette.states[MET]}


def test_series_of_a_chart_can_be_told_apart(palette: Palette, sight: str) -> None:
    series = [palette.chart[name] for name in ("approved", "accepted", "pace")]
    assert too_near(combinations(series, 2), sight, SERIES) == []


def test_statuses_can_be_told_apart(palette: Palette, sight: str) -> None:
    colours = [style.colour for style in palette.styles.values()]
    assert too_near(combinations(colours, 2), sight, STATUSES) == []


def test_a_status_has_a_mark_of_its_own_beside_its_colour(palette: Palette) -> None:
    marks = [style.mark for style in palette.styles.values()]
    assert len(set(marks)) == len(marks) == 7
    assert all(marks)


def test_words_stand_out_from_what_is_behind_them(palette: Palette) -> None:
    ground = palette.chart["ground"]
    pairs = [(style.colour, behind) for style in palette.styles.values() for behind in (style.background, ground)]
    pairs += [(palette.chart[name], ground) for name in ("ink", "soft")]
    assert [pair for pair in pairs if contrast(*pair) < TEXT] == []


def test_bars_and_lines_stand_out_from_what_is_behind_them(palette: Palette) -> None:
    shown = [palette.chart[name] for name in ("accent", "approved", "accepted", "pace", "rim")]
    assert [colour for colour in shown if contrast(colour, palette.chart["ground"]) < PICTURE] == []


def test_both_themes_name_the_same_colours() -> None:
    light, dark = read_palette(LIGHT), read_palette(DARK)
    for name in ("styles", "states", "chart"):
        assert list(getattr(light, name)) == list(getattr(dark, name))
    assert len(light.sequential) == len(dark.sequential)
