"""Strategies for hostile files.

They are rows of good and bad values, and good workbooks mutated in their XML or their bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import hypothesis.strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError
from workbooks import ANSWER, COUNT, PROJECT, SCHOOL, Rows, event, money, save_with_shared_texts

from chuyi_dash.intake.spec import SHEETS, Column, Sheet, fixed_choices
from chuyi_dash.intake.template import FORMATS
from chuyi_dash.plan import read_plan

CHOICES = fixed_choices(read_plan())
NAMES = [
    "长沙市",
    "长沙",
    "湘西州",
    "怀化事",
    "430100",
    "４３０１００",
    "岳麓区",
    "浏阳市",
    "株洲县",
    "屈原管理区",
    "湖南省",
    "湖南软件职业学院",
    "湖南软件职业技术大学",
    "岳麓职业中专",
    "岳麓实训基地",
    "hb-hunan-industry",
    "示例",
    "清空",
    "",
]
ODD = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+1",
    "-1",
    "'; DROP TABLE source;--",
    "\u202e倒",
    "\u200b",
    "\ufeff",
    "NaN",
    "1e999",
    "9" * 400,
    "校" * 3000,
    "a\nb",
    "%s%(x)s{}",
    "\\",
    '"',
    "null",
    "None",
    "true",
    "1899-12-31",
    "2022-02-30",
    "2022年4月8日",
    "2099/1/1",
    "0000-00-00",
    "元",
    "300万元",
    "3,000,000元",
    "０",
    "；；",
    "\u3000",
    "😀",
    "é",
    "|",
    "|||",
]
values = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(ODD),
    st.sampled_from([word for words in CHOICES.values() for word in words]),
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)),
    st.text(max_size=30),
)
GOOD: dict[str, Rows] = {
    "学校": [SCHOOL | {"开办日期": date(1990, 9, 1)}, SCHOOL | {"学校名称": "乙校", "县市区": "芙蓉区"}],
    "项目": [PROJECT | {"承担学校": "岳麓职业中专"}],
    "项目进展": [event("立项", date(2022, 12, 1)), event("建设", date(2023, 3, 1))],
    "计数": [COUNT],
    "清单答复": [ANSWER],
    "行业": [{"行业": "某行业", "列入日期": date(2023, 1, 1)}],
    "经费": [money(**{"预算（万元）": 300, "到位（万元）": 100.5})],
    "节点": [{"项目": "岳麓实训基地", "节点": "开工", "应完成日期": date(2027, 1, 1)}],
}
TOKENS = [
    b'<row r="0">',
    b'<row r="99999999999999">',
    b'<row r="-1">',
    b'<row r="5" hidden="1">',
    b"</row>",
    b"<c/>",
    b'r="ZZZZ9"',
    b'r="A"',
    b't="s"',
    b't="b"',
    b't="e"',
    b't="d"',
    b't="zzz"',
    b's="99999"',
    b's="-1"',
    b"<v>1e999</v>",
    b"<v>NaN</v>",
    b"<v>-5</v>",
    b"<v></v>",
    b"<f>A1</f>",
    b"<f/>",
    b"&#0;",
    b"&lt;",
    b"&x;",
    b"<!DOCTYPE a>",
    b"<![CDATA[",
    b"]]>",
    b"\x00",
    b"\xff\xfe",
    b'<mergeCell ref="A1:B9"/>',
    b'<mergeCell ref=":"/>',
    b'<col min="1" max="99999999999" hidden="1"/>',
    b'date1904="1"',
    b'encoding="utf-7"',
    b'<sheet name="x" r:id="rId99"/>',
    b"<si>",
    b"</si>",
    b"<rPh>",
    b"<t>",
    b"</t>",
    b'Target="../../../../etc/passwd"',
    b'Target=""',
    b'TargetMode="External"',
    b"xmlns:r=",
    b"<?xml version='1.1'?>",
]
WORDS = ["s", "b", "d", "e", "str", "inlineStr", "1", "0", "true", "A1", "XFE1", "ZZZ9999999", "hidden", "rId1", "rId9"]
VALUE = re.compile(rb'(?:="|>)([^<>"]*)(?="|<)')


def _column(column: Column) -> st.SearchStrategy[Any]:
    """Choose often a value that belongs in the column, sometimes any value."""
    good: list[Any] = [column.example, *CHOICES.get(column.choices or "", ())]
    return st.one_of(st.sampled_from(good), st.sampled_from(good), values)


@st.composite
def rows_of(draw: st.DrawFn, sheet: Sheet) -> list[list[Any]]:
    """Draw a row of headings, often the right ones, and a few rows below it."""
    headings: list[Any] = [column.heading for column in sheet.columns]
    if draw(st.integers(0, 4)) == 0:
        headings[draw(st.integers(0, len(headings) - 1))] = draw(values)
    rows = draw(st.lists(st.tuples(*(_column(column) for column in sheet.columns)), max_size=4))
    return [
        headings,
        *([None if heading == "标记" else v for heading, v in zip(headings, row, strict=True)] for row in rows),
    ]


@st.composite
def written_books(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a workbook of one to three sheets of generated rows, as its name and content."""
    book = Workbook()
    for sheet in draw(st.lists(st.sampled_from(SHEETS), min_size=1, max_size=3, unique_by=lambda sheet: sheet.name)):
        title = draw(st.sampled_from([sheet.name] * 9 + [sheet.name + " ", sheet.name + "表"]))
        page = book.create_sheet(title)
        for row in draw(rows_of(sheet)):
            _append(page, row)
        if draw(st.integers(0, 9)) == 0:
            page.merge_cells("A1:B3")
        if draw(st.integers(0, 9)) == 0:
            page.row_dimensions[2].hidden = True
    return "book.xlsx", _bytes(book)


def _append(page: Any, row: list[Any]) -> None:
    number = page.max_row + 1 if page.max_row > 1 or page.cell(1, 1).value is not None else 1
    for place, value in enumerate(row, start=1):
        cell = page.cell(number, place)
        try:
            cell.value = value
        except (IllegalCharacterError, ValueError):
            cell.value = None
        if isinstance(value, date):
            cell.number_format = FORMATS["day"]


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@st.composite
def written_csv(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a CSV file of generated rows in one of several encodings, as its name and content."""
    rows = draw(rows_of(draw(st.sampled_from(SHEETS))))
    quote = draw(st.sampled_from(["", '"', "'"]))
    text = "\n".join(",".join(f"{quote}{'' if v is None else v}{quote}" for v in row) for row in rows)
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"]))
    return "book.csv", text.encode(encoding, errors="replace")


def mutated_parts(
    parts: dict[str, bytes], change: Callable[[st.DrawFn, bytes], bytes]
) -> st.SearchStrategy[tuple[str, bytes]]:  # fmt: skip
    """Change the XML of one or two parts of a good workbook, and now and then leave out a part."""

    @st.composite
    def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
        changed = dict(parts)
        for name in draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=2)):
            changed[name] = change(draw, changed[name])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in changed.items():
                if draw(st.integers(0, 60)):
                    archive.writestr(name, content)
        return "book.xlsx", out.getvalue()

    return mutated()


def _damaged(draw: st.DrawFn, content: bytes) -> bytes:
    for _round in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, max(len(content) - 1, 0)))
        length = draw(st.integers(0, 40))
        piece = draw(st.one_of(st.sampled_from(TOKENS), st.just(b""), st.just(content[start : start + 300])))
        content = content[:start] + piece + content[start + length :]
    return content


def _reworded(draw: st.DrawFn, content: bytes) -> bytes:
    """Put other values into attributes and texts: still XML, but no longer what it was."""
    for _round in range(draw(st.integers(1, 4))):
        places = [found.span(1) for found in VALUE.finditer(content)]
        start, end = draw(st.sampled_from(places)) if places else (0, 0)
        word = str(draw(st.one_of(st.sampled_from(WORDS), st.sampled_from(ODD), st.integers(-5, 10**12))))
        content = content[:start] + escape(word, {'"': "&quot;"}).encode("utf-8", "replace") + content[end:]
    return content


def mutated_bytes(good: bytes) -> st.SearchStrategy[tuple[str, bytes]]:
    """Change some bytes of a good workbook's file, and often cut its end off."""

    @st.composite
    def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
        content = bytearray(good)
        for _round in range(draw(st.integers(1, 6))):
            place = draw(st.integers(0, len(content) - 1))
            content[place] = draw(st.integers(0, 255))
        end = draw(st.one_of(st.just(len(content)), st.integers(0, len(content))))
        return "book.xlsx", bytes(content[:end])

    return mutated()


def hostile_files(folder: Path) -> st.SearchStrategy[tuple[str, bytes]]:
    """Make the strategy that gives hostile files of all kinds, as name and content.

    The good workbook to be mutated is written into the folder once.
    """
    path = save_with_shared_texts(folder / "good.xlsx", GOOD)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relevant = {name: content for name, content in parts.items() if "docProps" not in name and "theme" not in name}
    return st.one_of(
        written_books(),
        written_csv(),
        mutated_parts(relevant, _damaged),
        mutated_parts(relevant, _reworded),
        mutated_bytes(path.read_bytes()),
    )
