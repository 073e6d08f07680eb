"""Pictures of maps: every division in the colour of its shade, with a legend that says the same."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from chuyi_dash.drawing.content import MapContent, Spot
from chuyi_dash.drawing.hatching import css
from chuyi_dash.drawing.palette import read_palette
from chuyi_dash.drawing.shade import LegendEntry, Shade
from chuyi_dash.drawing.svg import PAPER, picture, screen
from chuyi_dash.geo import Shape

SVG = "{http://www.w3.org/2000/svg}"
PALETTE = read_palette()
HOSTILE = "<b>&\"'"


def square(code: str, west: float) -> Shape:
    ring = ((west, 27.0), (west + 1, 27.0), (west + 1, 28.0), (west, 28.0), (west, 27.0))
    return Shape(code, code, "430100", ((ring,),), (west + 0.5, 27.5), (west, 27.0, west + 1, 28.0))


SHAPES = {code: square(code, west) for code, west in (("430101", 112.0), ("430102", 113.0))}
MET = Shade("430101", "甲县", "#3f80b8", "已达到", state="met")
SILENT = Shade("430102", "乙县", "#f4f4f0", f"未报送{HOSTILE}", hatched=True, state="unreported")
LEGEND = (
    LegendEntry("#3f80b8", "已达到 1"),
    LegendEntry("#f4f4f0", "未报送 1", hatched=True),
    LegendEntry("#d98a3d", "没有出现的一类", hatched=True),
    LegendEntry(PALETTE.chart["ink"], "学校", dot=True),
)
CONTENT = MapContent(
    shapes=SHAPES,
    shades=(MET, SILENT, Shade("439999", "丙县", "#3f80b8", "已达到")),
    palette=PALETTE,
    borders=tuple(SHAPES.values()),
    labelled=(((112.5, 27.5), "甲"), ((113.5, 27.5), "乙")),
    spots=(Spot((112.4, 27.4), "430101", HOSTILE, "公办"),),
)


def drawn(**changes: object) -> Element:
    given = {"title": "题目", "note": "截至", "origin": "边界", **changes}
    tree: Element = fromstring(picture(CONTENT, LEGEND, **given))  # type: ignore[arg-type]
    return tree


def texts(tree: Element) -> list[str]:
    return [node.text or "" for node in tree.iter() if node.tag.endswith("text")]


def fills(tree: Element) -> list[str | None]:
    return [node.get("fill") for node in tree.iter() if node.tag.endswith("path") and node.get("fill")]


def patterns(tree: Element) -> dict[str, str]:
    """The ground of each pattern by its name."""
    found = [node for node in tree.iter() if node.tag.endswith("pattern")]
    return {f"url(#{node.get('id')})": str(node[0].get("style")).removeprefix("fill:") for node in found}


def test_each_division_with_an_outline_has_the_fill_of_its_shade() -> None:
    tree = drawn()
    (plain, hatched) = fills(tree)
    assert plain == MET.colour
    assert patterns(tree)[str(hatched)] == SILENT.colour


def test_every_pattern_that_is_filled_with_is_there_in_the_legend_too() -> None:
    tree = drawn()
    used = {node.get("fill") for node in tree.iter() if str(node.get("fill")).startswith("url")}
    assert used == set(patterns(tree))
    assert set(patterns(tree).values()) == {"#f4f4f0", "#d98a3d"}


def test_a_picture_says_title_note_marks_legend_and_origin() -> None:
    said = texts(drawn(marks=("草稿", "含示例数据")))
    assert said[:3] == ["题目", "截至", "草稿 · 含示例数据"]
    assert said[-1] == "边界"
    assert [entry.label for entry in LEGEND] == said[-5:-1]


def test_a_legend_too_long_for_a_line_goes_on_below_and_stays_in_the_picture() -> None:
    legend = [LegendEntry("#3f80b8", f"一个相当长的图例说明{place}") for place in range(6)]
    tree = fromstring(picture(CONTENT, legend, title="", note="", origin="", sheet=PAPER))
    places = [
        (float(node.get("x")), float(node.get("y")))
        for node in tree.iter()
        if node.tag.endswith("text") and str(node.text).startswith("一个")
    ]
    assert len({y for _x, y in places}) > 1
    assert len(set(places)) == 6
    assert max(x for x, _y in places) + 11 * 14 < PAPER.width


def test_a_long_title_is_set_smaller_instead_of_being_cut() -> None:
    sizes = [float(drawn(title="长" * count, sheet=PAPER)[2].get("font-size", 0)) for count in (10, 30)]
    assert sizes[0] > sizes[1]
    assert sizes[1] * 30 <= PAPER.width


def test_a_map_without_any_outline_is_refused() -> None:
    nothing = MapContent(shapes={}, shades=(MET,), palette=PALETTE)
    with pytest.raises(ValueError, match="outline"):
        picture(nothing, LEGEND, title="", note="", origin="")


def test_the_map_of_a_screen_gives_each_division_and_dot_what_the_pointer_reads() -> None:
    tree = fromstring(screen(CONTENT, width=325, height=300, label=12, below=12))
    pieces = [node for node in tree.iter() if node.get("data-code")]
    assert [(node.get("data-code"), node.get("data-name"), node.get("data-text")) for node in pieces] == [
        ("430101", MET.name, MET.text),
        ("430102", SILENT.name, SILENT.text),
        ("430101", HOSTILE, "公办"),
    ]
    assert [node.get("data-colour") for node in pieces[:2]] == [MET.colour, SILENT.colour]


def test_a_screens_map_lies_in_the_middle_of_its_box() -> None:
    text = screen(CONTENT, width=325, height=300, label=12, below=0)
    starts = re.findall(r' d="M(\d+) (\d+)l(\d+)', text)[:2]
    (west, south, across), (middle, _south, _across) = (tuple(map(int, start)) for start in starts)
    assert west + across == pytest.approx(middle, abs=1)
    assert middle == pytest.approx(1625, abs=2)
    assert 1500 < south < 3000


def test_a_swatch_is_hatched_as_the_map_is_upwards_to_the_right() -> None:
    assert css("#777", distance="4px", thickness="1px").startswith("repeating-linear-gradient(135deg, #777 0 1px,")
    assert 'patternTransform="rotate(45)"' in picture(CONTENT, LEGEND, title="", note="", origin="")
