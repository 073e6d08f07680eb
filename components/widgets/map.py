"""Maps as decks for browsers with WebGL: specifications built once per answer."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pydeck as pdk

from chuyi_dash.drawing.content import MapContent, Spot
from chuyi_dash.drawing.palette import Palette
from chuyi_dash.drawing.projection import fit
from chuyi_dash.drawing.segments import segments
from chuyi_dash.drawing.text import FONT
from chuyi_dash.geo import Point, Shape

AREAS, HATCH, BORDERS, LABELS, POINTS = "areas", "hatch", "borders", "labels", "points"
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


class PreparedDeck:
    """A deck whose JSON is made once and reused on every rerun.

    Streamlit asks no more of a deck than this.
    """

    layers = None
    mapbox_key = None

    def __init__(self, text: str, height: int) -> None:
        self.height = height
        self._text = text
        self._tooltip = TOOLTIP

    def to_json(self) -> str:
        """Give the deck's specification, compact."""
        return self._text


def deck_of(content: MapContent, height: int) -> PreparedDeck:
    """Build the map as a deck of at most this height, in pixels.

    It is lower where the land needs less at a phone's width.
    Features carry code, name, text and colour and nothing else, because a click sends the feature back.
    """
    palette = content.palette
    height = min(height, needed_height(content.land))
    layers = [_area_layer(content)]
    hatched = [content.shapes[shade.code].polygons for shade in content.drawn if shade.hatched]
    if hatched:
        layers.append(_hatch_layer(segments(hatched, HATCH_SPACING[content.whole_province]), palette))
    layers.append(_border_layer(content.borders, palette))
    if content.spots:
        layers.append(_spot_layer(content.spots, palette))
    layers.append(_label_layer(content))
    deck = pdk.Deck(
        layers=layers,
        initial_view_state=view_of(content.land, height),
        views=[pdk.View("MapView", controller={"scrollZoom": False, "dragRotate": False})],
        map_provider=None,
        tooltip=TOOLTIP,
    )
    return PreparedDeck(json.dumps(json.loads(deck.to_json()), ensure_ascii=False, separators=(",", ":")), height)


def rgb(colour: str) -> list[int]:
    """Split a colour like #rrggbb into three numbers from 0 to 255."""
    return [int(colour[index : index + 2], 16) for index in (1, 3, 5)]


def picked_code(selection: Mapping[str, Any]) -> str | None:
    """Find the division that a click picked, by its area or by a dot in it.

    None where the click cleared the choice.
    """
    objects = selection["selection"]["objects"]
    if objects.get(AREAS):
        return str(objects[AREAS][0]["properties"]["code"])
    if objects.get(POINTS):
        return str(objects[POINTS][0]["code"])
    return None


def _area_layer(content: MapContent) -> pdk.Layer:
    features = [
        {
            "type": "Feature",
            "properties": {"code": shade.code, "name": shade.name, "text": shade.text, "fill": rgb(shade.colour)},
            "geometry": {"type": "MultiPolygon", "coordinates": content.shapes[shade.code].polygons},
        }
        for shade in content.drawn
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        id=AREAS,
        data=features,
        get_fill_color="properties.fill",
        get_line_color=rgb(content.palette.chart["rim"]),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=0.8,
        pickable=True,
        auto_highlight=True,
        highlight_color=[255, 214, 102, 120],
        # Outlines lead nowhere, and looking through them is nearly all the work of finding what is under the pointer.
        _subLayerProps={"polygons-stroke": {"pickable": False}},
    )


def _hatch_layer(lines: Sequence[tuple[Point, Point]], palette: Palette) -> pdk.Layer:
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "MultiLineString", "coordinates": lines}}
    return pdk.Layer(
        "GeoJsonLayer",
        id=HATCH,
        data=[feature],
        get_line_color=rgb(palette.chart["rim"]),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=0.8,
    )


def _border_layer(borders: Iterable[Shape], palette: Palette) -> pdk.Layer:
    rings = [{"path": ring} for shape in borders for polygon in shape.polygons for ring in polygon]
    return pdk.Layer(
        "PathLayer",
        id=BORDERS,
        data=rings,
        get_path="path",
        get_color=rgb(palette.chart["border"]),
        width_units=pdk.types.String("pixels"),
        get_width=1.6,
    )


def _spot_layer(spots: Sequence[Spot], palette: Palette) -> pdk.Layer:
    data = [{"at": spot.at, "code": spot.code, "name": spot.name, "text": spot.text} for spot in spots]
    return pdk.Layer(
        "ScatterplotLayer",
        id=POINTS,
        data=data,
        get_position="at",
        radius_units=pdk.types.String("pixels"),
        get_radius=3.6,
        get_fill_color=rgb(palette.chart["ink"]),
        stroked=True,
        get_line_color=rgb(palette.chart["ground"]),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1,
        pickable=True,
    )


def label_size(content: MapContent) -> int:
    """Return how large names are written, in pixels."""
    return SMALL_LABEL if any(name.isascii() for _at, name in content.labelled) else LABEL


def label_below(content: MapContent) -> int:
    """Return how far below their points names stand, in pixels, so that they stay clear of dots."""
    return LABEL_BELOW if content.spots else 0


def _label_layer(content: MapContent) -> pdk.Layer:
    palette = content.palette
    return pdk.Layer(
        "TextLayer",
        id=LABELS,
        data=[{"at": at, "name": name} for at, name in content.labelled],
        get_position="at",
        get_text="name",
        get_size=label_size(content),
        get_pixel_offset=[0, label_below(content)],
        get_color=rgb(palette.chart["ink"]),
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        background=True,
        get_background_color=[*rgb(palette.chart["ground"]), 205],
        background_padding=[3, 1],
    )


def needed_height(land: Sequence[Shape]) -> int:
    """Return how high a box of a phone's width must be to show the land and a name at its edge."""
    return round(fit(land, FIT_WIDTH).height) + ROOM_FOR_NAMES


def view_of(land: Sequence[Shape], height: int) -> pdk.ViewState:
    """Return the view that shows the land in a box of this height and at least a phone's width."""
    fitted = fit(land, FIT_WIDTH, height - 20)
    longitude, latitude = fitted.middle
    return pdk.ViewState(
        longitude=round(longitude, 4),
        latitude=round(latitude, 4),
        zoom=round(math.log2(fitted.scale * 360 / TILE), 3),
    )
