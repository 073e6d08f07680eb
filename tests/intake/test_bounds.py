"""Files made to exhaust the reader: each is refused within seconds and without the memory that it asks for."""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from workbooks import SCHOOL, save_with_shared_texts

Measured = Callable[[Path], dict[str, Any]]
ROOT = Path(__file__).parents[2]
MOST_SECONDS = 5
MOST_MEGABYTES = 60
SHEET = "xl/worksheets/sheet1.xml"
OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = "</sheetData></worksheet>"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><worksheet>&i;</worksheet>"
)


@pytest.fixture(scope="module")
def measured() -> Iterator[Measured]:
    """``measured(path)``: what reading the file in a process of its own takes; all are forked from one that waits."""
    script = ROOT / "tests" / "support" / "measured_reading.py"
    with subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as reader:  # fmt: skip

        def ask(path: Path) -> dict[str, Any]:
            limit = threading.Timer(60, reader.kill)
            limit.start()
            try:
                reader.stdin.write(f"{path}\n")
                reader.stdin.flush()
                told: dict[str, Any] = json.loads(reader.stdout.readline())
            finally:
                limit.cancel()
            return told

        yield ask
        reader.stdin.close()
        assert reader.wait(60) == 0


def workbook_with(path: Path, parts: dict[str, Any]) -> Path:
    """A good workbook in which these parts are replaced; a part may come in pieces."""
    good = save_with_shared_texts(path.with_name("good.xlsx"), {"学校": [SCHOOL]})
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            with target.open(name, "w", force_zip64=True) as file:
                for piece in [content] if isinstance(content, str) else content:
                    file.write(piece.encode())
    return path


def zip_bomb(path):
    return workbook_with(path, {SHEET: (" " * 1_000_000 for _ in range(180))})


def lying_zip_bomb(path):
    """The directory claims a small size for the bomb."""
    zip_bomb(path)
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\x01\x02", content.rfind(SHEET.encode()) - 60)
    struct.pack_into("<I", content, place + 24, 1_000)
    path.write_bytes(content)
    return path


def many_entries(path):
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"xl/{number}.xml", "")
    return path


def million_blank_rows(path):
    rows = ("".join(f'<row r="{n}" spans="1:9"/>' for n in range(k, k + 1000)) for k in range(1, 1_000_001, 1000))
    return workbook_with(path, {SHEET: [OPEN, *rows, CLOSE]})


def million_styled_blank_rows(path):
    rows = (
        "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="B{n}" s="0"/></row>' for n in range(k, k + 1000))
        for k in range(1, 1_000_001, 1000)
    )
    return workbook_with(path, {SHEET: [OPEN, *rows, CLOSE]})


def endless_cells(path):
    rows = ("".join(f'<row r="{n}">{"<c/>" * 200}</row>' for n in range(k, k + 100)) for k in range(1, 60_000, 100))
    return workbook_with(path, {SHEET: [OPEN, *rows, CLOSE]})


def xml_bomb(path):
    return workbook_with(path, {SHEET: BOMB})


def xml_bomb_in_shared_texts(path):
    return workbook_with(path, {"xl/sharedStrings.xml": BOMB})


def xml_bomb_in_the_book(path):
    return workbook_with(path, {"xl/workbook.xml": BOMB})


def outside_document(path):
    told = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'
    return workbook_with(path, {SHEET: told})


def letters(count: int) -> str:
    return "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=count))


def five_megabyte_cell(path):
    cell = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{letters(5_000_000)}</t></is></c></row>'
    return workbook_with(path, {SHEET: OPEN + cell + CLOSE})


def five_megabyte_shared_text(path):
    return workbook_with(path, {"xl/sharedStrings.xml": f"<sst><si><t>{letters(5_000_000)}</t></si></sst>"})


def five_megabyte_csv_cell(path):
    path = path.with_suffix(".csv")
    path.write_text(f"学校名称,类别,市州\n{letters(5_000_000)},中职,长沙市\n", encoding="utf-8")
    return path


BOMBS = {
    zip_bomb: "zip_bomb",
    lying_zip_bomb: "broken_file",
    many_entries: "zip_bomb",
    million_blank_rows: "too_many_blank_rows",
    million_styled_blank_rows: "too_many_blank_rows",
    endless_cells: "zip_bomb",
    xml_bomb: "xml_forbidden",
    xml_bomb_in_shared_texts: "xml_forbidden",
    xml_bomb_in_the_book: "xml_forbidden",
    outside_document: "xml_forbidden",
    five_megabyte_cell: "too_long",
    five_megabyte_shared_text: "too_long",
    five_megabyte_csv_cell: "broken_file",
}


@pytest.mark.parametrize("build", BOMBS, ids=lambda build: build.__name__)
def test_a_bomb_is_refused_in_seconds_and_without_memory(tmp_path, build, measured):
    told = measured(build(tmp_path / "bomb.xlsx"))
    assert told["codes"] == [BOMBS[build]], told
    assert told["records"] == 0
    assert told["seconds"] < MOST_SECONDS
    assert told["megabytes"] < MOST_MEGABYTES


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path, measured):
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)
    told = measured(path)
    assert told["codes"] == ["too_large"]
    assert told["seconds"] < 1
