"""The file as a whole: its size, its kinds of content, its time, and that it is always the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from briefings import Briefing, text_of
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from chuyi_dash.geo import Boundaries
from chuyi_dash.i18n import use_language
from chuyi_dash.reports.brief import make_brief
from chuyi_dash.wording.boundaries import no_boundaries


def test_a_briefing_has_eight_to_twelve_slides_in_16_to_9(briefing: Briefing) -> None:
    assert 8 <= len(briefing.slides) <= 12
    assert briefing.deck.slide_width * 9 == briefing.deck.slide_height * 16


@pytest.mark.parametrize("changes", [{}, {"sourced": True}, {"prefecture": "430100"}, {"as_of": date(2023, 6, 30)}])
def test_it_has_at_least_five_native_charts_and_native_tables(
    brief_of: Callable[..., Briefing], changes: dict[str, object]
) -> None:
    made = brief_of("sample", **changes)
    assert len(list(made.charts())) >= 5
    assert sum(shape.has_table for slide in made.slides for shape in slide.shapes) >= 5


def test_nothing_in_it_is_a_picture(briefing: Briefing) -> None:
    kinds = {shape.shape_type for slide in briefing.slides for shape in slide.shapes}
    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    assert not [name for name in zipfile.ZipFile(io.BytesIO(briefing.content)).namelist() if "/media/" in name]


def test_the_same_facts_give_the_same_bytes(province: Briefing, boundaries: Boundaries) -> None:
    again = io.BytesIO()
    make_brief(province.snapshot, province.view, boundaries, again)
    assert again.getvalue() == province.content


def test_another_day_gives_another_file(province: Briefing, brief_of: Callable[..., Briefing]) -> None:
    assert brief_of("sample", as_of=date(2023, 6, 30)).content != province.content


def test_it_is_in_chinese_whatever_the_reader_s_language(province: Briefing, boundaries: Boundaries) -> None:
    use_language("en")
    try:
        out = io.BytesIO()
        make_brief(province.snapshot, province.view, boundaries, out)
    finally:
        use_language("zh")
    assert out.getvalue() == province.content


def test_a_path_and_a_stream_get_the_same_file(province: Briefing, boundaries: Boundaries, tmp_path: Path) -> None:
    path = tmp_path / "汇报.pptx"
    assert make_brief(province.snapshot, province.view, boundaries, path) == len(province.slides)
    assert path.read_bytes() == province.content


def test_without_outlines_the_map_s_slide_says_what_to_do(province: Briefing) -> None:
    out = io.BytesIO()
    make_brief(province.snapshot, province.view, None, out)
    slides = list(Presentation(io.BytesIO(out.getvalue())).slides)
    assert len(slides) == len(province.slides)
    assert no_boundaries() in text_of(slides[4])


@pytest.mark.parametrize("as_of", [date(2020, 1, 1), date(2022, 4, 8), date(2035, 12, 31)])
@pytest.mark.parametrize("prefecture", [None, "430100"])
def test_any_day_can_be_asked_for(brief_of: Callable[..., Briefing], as_of: date, prefecture: str | None) -> None:
    assert len(brief_of("sample", as_of=as_of, prefecture=prefecture).slides) == 12


def test_every_text_names_a_font_for_latin_and_for_chinese(briefing: Briefing) -> None:
    for slide in briefing.slides:
        for properties in slide._element.iter(qn("a:rPr")):
            if properties.getparent().tag == qn("a:r"):
                assert properties.find(qn("a:latin")).get("typeface") == "微软雅黑"
                assert properties.find(qn("a:ea")).get("typeface") == "微软雅黑"


def test_every_text_is_large_enough_to_read(briefing: Briefing) -> None:
    for slide in briefing.slides:
        for shape in slide.shapes:
            frames = [shape.text_frame] if shape.has_text_frame else []
            if shape.has_table:
                frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
            sizes = [run.font.size.pt for frame in frames for part in frame.paragraphs for run in part.runs]
            assert all(size >= 10 for size in sizes), (shape.name, sizes)


def test_everything_lies_on_its_slide_and_nothing_over_anything_else(briefing: Briefing) -> None:
    for number, slide in enumerate(briefing.slides, start=1):
        boxes = []
        for shape in slide.shapes:
            assert shape.left >= 0, (number, shape.name)
            assert shape.left + shape.width <= briefing.deck.slide_width, (number, shape.name)
            assert shape.top + shape.height <= briefing.deck.slide_height, (number, shape.name)
            if shape.shape_type != MSO_SHAPE_TYPE.FREEFORM and not shape.name.startswith("标注"):
                boxes.append((shape.name, shape.left, shape.top, shape.left + shape.width, shape.top + shape.height))
        for place, (name, left, top, right, bottom) in enumerate(boxes):
            for other, left2, top2, right2, bottom2 in boxes[place + 1 :]:
                apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
                assert apart, (number, name, other)


def test_no_two_shapes_of_a_slide_have_the_same_number(briefing: Briefing) -> None:
    """PowerPoint offers to repair a file in which two have."""
    for slide in briefing.slides:
        numbers = [shape.shape_id for shape in slide.shapes]
        assert len(set(numbers)) == len(numbers)


def test_the_archive_tells_no_clock_s_time(province: Briefing) -> None:
    archive = zipfile.ZipFile(io.BytesIO(province.content))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert str(province.view.as_of) in archive.read("docProps/core.xml").decode()
    assert not [name for name in archive.namelist() if "thumbnail" in name]
