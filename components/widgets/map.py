"""Maps: deck specifications built once per answer, and the legend made of the very classes that colour them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pydeck as pdk

from chuyi_dash.geo import Point, Shape, hatch
from components.widgets.charts import Colours

AREAS, HATCH, BORDERS, LABELS, POINTS = "areas", "hatch", "borders", "labels", "points"
FONT = "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
HATCH_SPACING = {True: 0.06, False: 0.03}
TILE = 512
FIT_WIDTH = 325
ROOM_FOR_NAMES = 60
LABEL_BELOW = 12
LABEL, SMALL_LABEL = 12, 10  # names in pinyin are about twice as long as Chinese ones
TOOLTIP = {
    "html": "<b>{name}</b><br>{text}",
    "style": {"fontSize": "13px", "color": "#ffffff", "backgroundColor": "#1c2530", "borderRadius": "4px"},
}


@dataclass(frozen=True, slots=True)
class Area:
    """One division as drawn: its colour (#rrggbb), what the pointer reads, and whether it is hatched (no data)."""

    code: str
    name: str
    colour: str
    text: str
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """An institution's dot: where, in which division, its name and what the pointer reads."""

    at: Point
    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One class of the map: its colour, its words, and whether it is hatched or a dot."""

    colour: str
    label: str
    hatched: bool = False
    dot: bool = False


@dataclass(frozen=True, slots=True)
class MapContent:
    """What a map shows, before it is drawn as a deck for the screen or as a picture to take away.

    ``colours`` are those of lines, names and dots; each area has its own.
    """

    shapes: Mapping[str, Shape]
    areas: tuple[Area, ...]
    colours: Colours
    borders: tuple[Shape, ...] = ()
    labelled: tuple[tuple[Point, str], ...] = ()
    spots: tuple[Spot, ...] = ()
    whole_province: bool = True

    def deck(self, height: int) -> PreparedDeck:
        """The map as a deck of at most this height, or of as much as its land needs at a phone's width."""
        return build_map(
            shapes=self.shapes,
            areas=self.areas,
            colours=self.colours,
            borders=self.borders,
            labelled=self.labelled,
            spots=self.spots,
            whole_province=self.whole_province,
            height=height,
        )


class PreparedDeck:
    """A deck whose JSON is made once and reused on every rerun; Streamlit asks no more of a deck than this."""

    layers = None
    mapbox_key = None

    def __init__(self, text: str, height: int) -> None:
        self.height = height
        self._text = text
        self._tooltip = TOOLTIP

    def to_json(self) -> str:
        """The deck's specification, compact."""
        return self._text


def build_map(
    *,
    shapes: Mapping[str, Shape],
    areas: Sequence[Area],
    colours: Colours,
    borders: Iterable[Shape] = (),
    labelled: Iterable[tuple[Point, str]] = (),
    spots: Sequence[Spot] = (),
    whole_province: bool = True,
    height: int = 420,
) -> PreparedDeck:
    """A map of the areas over their outlines; hatching marks those without data, thick lines the prefectures.

    Features carry code, name, text and colour and nothing else, because a click sends the feature back.
    """
    drawn = [area for area in areas if area.code in shapes]
    land = [shapes[area.code] for area in drawn]
    height = min(height, needed_height(land))
    layers = [_area_layer(shapes, drawn, colours)]
    hatched = [shapes[area.code].polygons for area in drawn if area.hatched]
    if hatched:
        layers.append(_hatch_layer(hatch(hatched, HATCH_SPACING[whole_province]), colours))
    layers.append(_border_layer(borders, colours))
    if spots:
        layers.append(_spot_layer(spots, colours))
    layers.append(_label_layer(labelled, LABEL_BELOW if spots else 0, colours))
    deck = pdk.Deck(
        layers=layers,
        initial_view_state=fit(land, height),
        views=[pdk.View("MapView", controller={"scrollZoom": False, "dragRotate": False})],
        map_provider=None,
        tooltip=TOOLTIP,
    )
    return PreparedDeck(json.dumps(json.loads(deck.to_json()), ensure_ascii=False, separators=(",", ":")), height)


def rgb(colour: str) -> list[int]:
    """#rrggbb as three numbers."""
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def picked_code(selection: Mapping[str, Any]) -> str | None:
    """The division that a click picked, by its area or by a dot in it; None where the click cleared the choice."""
    objects = selection["selection"]["objects"]
    if objects.get(AREAS):
        return str(objects[AREAS][0]["properties"]["code"])
    if objects.get(POINTS):
        return str(objects[POINTS][0]["code"])
    return None


def _area_layer(shapes: Mapping[str, Shape], areas: Sequence[Area], colours: Colours) -> pdk.Layer:
    features = [
        {
            "type": "Feature",
            "properties": {"code": area.code, "name": area.name, "text": area.text, "fill": rgb(area.colour)},
            "geometry": {"type": "MultiPolygon", "coordinates": shapes[area.code].polygons},
        }
        for area in areas
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        id=AREAS,
        data=features,
        get_fill_color="properties.fill",
        get_line_color=rgb(colours["rim"]),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=0.8,
        pickable=True,
        auto_highlight=True,
        highlight_color=[255, 214, 102, 120],
        # Outlines lead nowhere, and looking through them is nearly all the work of finding what is under the pointer.
        _subLayerProps={"polygons-stroke": {"pickable": False}},
    )


def _hatch_layer(segments: Sequence[tuple[Point, Point]], colours: Colours) -> pdk.Layer:
    lines = {"type": "Feature", "properties": {}, "geometry": {"type": "MultiLineString", "coordinates": segments}}
    return pdk.Layer(
        "GeoJsonLayer",
        id=HATCH,
        data=[lines],
        get_line_color=rgb(colours["rim"]),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=0.8,
    )


def _border_layer(borders: Iterable[Shape], colours: Colours) -> pdk.Layer:
    rings = [{"path": ring} for shape in borders for polygon in shape.polygons for ring in polygon]
    return pdk.Layer(
        "PathLayer",
        id=BORDERS,
        data=rings,
        get_path="path",
        get_color=rgb(colours["border"]),
        width_units=pdk.types.String("pixels"),
        get_width=1.6,
    )


def _spot_layer(spots: Sequence[Spot], colours: Colours) -> pdk.Layer:
    data = [{"at": spot.at, "code": spot.code, "name": spot.name, "text": spot.text} for spot in spots]
    return pdk.Layer(
        "ScatterplotLayer",
        id=POINTS,
        data=data,
        get_position="at",
        radius_units=pdk.types.String("pixels"),
        get_radius=3.6,
        get_fill_color=rgb(colours["ink"]),
        stroked=True,
        get_line_color=rgb(colours["ground"]),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1,
        pickable=True,
    )


def _label_layer(labelled: Iterable[tuple[Point, str]], below: int, colours: Colours) -> pdk.Layer:
    names = list(labelled)
    return pdk.Layer(
        "TextLayer",
        id=LABELS,
        data=[{"at": at, "name": name} for at, name in names],
        get_position="at",
        get_text="name",
        get_size=SMALL_LABEL if any(name.isascii() for _at, name in names) else LABEL,
        get_pixel_offset=[0, below],
        get_color=rgb(colours["ink"]),
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        background=True,
        get_background_color=[*rgb(colours["ground"]), 205],
        background_padding=[3, 1],
    )


def needed_height(shapes: Sequence[Shape]) -> int:
    """How high a box of a phone's width must be to show all the shapes and a name at their edge."""
    west, south, east, north = _bounds(shapes)
    across, down = math.radians(east - west), _mercator(north) - _mercator(south)
    return round(FIT_WIDTH * down / across) + ROOM_FOR_NAMES


def _bounds(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    return (
        min(shape.bounds[0] for shape in shapes),
        min(shape.bounds[1] for shape in shapes),
        max(shape.bounds[2] for shape in shapes),
        max(shape.bounds[3] for shape in shapes),
    )


def fit(shapes: Sequence[Shape], height: int) -> pdk.ViewState:
    """The view that shows all the shapes in a box of this height and at least a phone's width."""
    west, south, east, north = _bounds(shapes)
    low, high = _mercator(south), _mercator(north)
    scale = min(FIT_WIDTH * 360 / (east - west), (height - 20) * 2 * math.pi / (high - low)) / TILE
    middle = math.degrees(2 * math.atan(math.exp((low + high) / 2)) - math.pi / 2)
    return pdk.ViewState(
        longitude=round((west + east) / 2, 4), latitude=round(middle, 4), zoom=round(math.log2(scale), 3)
    )


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
