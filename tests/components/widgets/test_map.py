"""Maps by what they are built of."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from chuyi_dash.drawing.content import MapContent, Spot
from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.drawing.shade import Shade
from chuyi_dash.geo import Shape
from components.widgets.map import AREAS, BORDERS, HATCH, LABELS, POINTS, deck_of, picked_code, rgb, view_of

Layers = Callable[[Any], dict[str, dict[str, Any]]]
PALETTE = read_palette()
MET = Shade("430101", "甲县", "#3f80b8", "已达到")
SILENT = Shade("430102", "乙县", "#f4f4f0", "未报送", hatched=True)


def build_map(**content: Any) -> Any:
    return deck_of(MapContent(palette=PALETTE, **content), 420)


def test_each_area_is_one_feature_with_what_a_click_needs_and_no_more(
    squares: dict[str, Shape], layers: Layers
) -> None:
    features = layers(build_map(shapes=squares, shades=(MET, SILENT)))[AREAS]["data"]
    assert [feature["properties"] for feature in features] == [
        {"code": "430101", "name": "甲县", "text": "已达到", "fill": [63, 128, 184]},
        {"code": "430102", "name": "乙县", "text": "未报送", "fill": [244, 244, 240]},
    ]


def test_an_area_without_an_outline_is_left_out(squares: dict[str, Shape], layers: Layers) -> None:
    elsewhere = Shade("439999", "丙县", "#3f80b8", "已达到")
    features = layers(build_map(shapes=squares, shades=(MET, elsewhere)))[AREAS]["data"]
    assert [feature["properties"]["code"] for feature in features] == ["430101"]


def test_only_areas_without_data_are_hatched(squares: dict[str, Shape], layers: Layers) -> None:
    hatching = layers(build_map(shapes=squares, shades=(MET, SILENT)))[HATCH]["data"][0]["geometry"]
    points = [point for segment in hatching["coordinates"] for point in segment]
    assert hatching["type"] == "MultiLineString"
    assert len(points) > 20
    assert all(113 <= x <= 114 and 27 <= y <= 28 for x, y in points)


def test_a_map_that_knows_everything_has_no_hatching(squares: dict[str, Shape], layers: Layers) -> None:
    assert HATCH not in layers(build_map(shapes=squares, shades=(MET,)))


def test_layers_keep_their_names_so_that_the_view_survives_a_rerun(squares: dict[str, Shape], layers: Layers) -> None:
    spot = Spot((112.5, 27.5), "430101", "学校", "公办")
    made = build_map(
        shapes=squares,
        shades=(MET, SILENT),
        borders=tuple(squares.values()),
        labelled=(((112.5, 27.5), "甲"),),
        spots=(spot,),
    )
    assert list(layers(made)) == [AREAS, HATCH, BORDERS, POINTS, LABELS]
    assert {name for name, layer in layers(made).items() if layer.get("pickable")} == {AREAS, POINTS}
    assert layers(made)[POINTS]["data"] == [{"at": [112.5, 27.5], "code": "430101", "name": "学校", "text": "公办"}]


def test_outlines_are_not_looked_through_for_what_is_under_the_pointer(
    squares: dict[str, Shape], layers: Layers
) -> None:
    areas = layers(build_map(shapes=squares, shades=(MET,)))[AREAS]
    assert areas["pickable"]
    assert areas["_subLayerProps"] == {"polygons-stroke": {"pickable": False}}


def test_a_map_names_no_tile_server(squares: dict[str, Shape]) -> None:
    deck = build_map(shapes=squares, shades=(MET,), labelled=(((112.5, 27.5), "甲"),))
    spec = json.loads(deck.to_json())
    assert not spec.get("mapProvider")
    assert not re.search(r"://|mapbox|carto", deck.to_json())


def test_labels_are_drawn_in_chinese_characters(squares: dict[str, Shape], layers: Layers) -> None:
    labels = layers(build_map(shapes=squares, shades=(MET,), labelled=(((112.5, 27.5), "甲"),)))[LABELS]
    assert labels["characterSet"] == "auto"
    assert labels["data"] == [{"at": [112.5, 27.5], "name": "甲"}]


def test_a_map_is_written_once_and_without_blanks(squares: dict[str, Shape]) -> None:
    deck = build_map(shapes=squares, shades=(MET,))
    assert deck.to_json() is deck.to_json()
    assert "\n" not in deck.to_json()
    assert '": ' not in deck.to_json()


def test_the_view_looks_at_the_middle_and_a_taller_box_comes_no_less_near(squares: dict[str, Shape]) -> None:
    near, far = view_of(list(squares.values()), 400), view_of(list(squares.values()), 100)
    assert near.longitude == 113
    assert 27.49 < near.latitude < 27.51
    assert near.zoom > far.zoom


def test_a_click_gives_the_area_or_the_area_of_a_dot_and_nothing_where_it_cleared() -> None:
    def picked(objects: dict[str, Any]) -> str | None:
        return picked_code({"selection": {"objects": objects, "indices": {}}})

    assert picked({AREAS: [{"properties": {"code": "430101"}}]}) == "430101"
    assert picked({POINTS: [{"code": "430102", "name": "学校"}]}) == "430102"
    assert picked({AREAS: [], POINTS: []}) is None
    assert picked({}) is None


def test_a_colour_is_read_as_three_numbers() -> None:
    assert rgb("#0a80ff") == [10, 128, 255]
