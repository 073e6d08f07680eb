"""Files as prefectures upload them, real ones and wrong ones.

The libraries that make such files make the real ones.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from functools import cache

from openpyxl import Workbook
from PIL import Image
from pptx import Presentation

OFFICE = "application/vnd.openxmlformats-officedocument"


@cache
def pdf() -> bytes:
    """Make a small real PDF."""
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(content, "PDF")
    return content.getvalue()


@cache
def picture(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    """Make a JPEG or PNG of this size in pixels."""
    content = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(content, kind)
    return content.getvalue()


@cache
def xlsx() -> bytes:
    """Make a real workbook."""
    book, content = Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "佐证"
    book.save(content)
    return content.getvalue()


def pptx() -> bytes:
    """Make a real presentation: of the same family, but not accepted as evidence."""
    content = io.BytesIO()
    Presentation().save(content)
    return content.getvalue()


def package(main: str, parts: dict[str, bytes] | None = None) -> bytes:
    """Make an Office package whose main part has the content type ``main``."""
    listed = (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    )
    return archive({"[Content_Types].xml": listed.encode(), "main.xml": b"<main/>"} | (parts or {}))


def docx(parts: dict[str, bytes] | None = None) -> bytes:
    """Make the least that is a Word document, with further parts."""
    return package(f"{OFFICE}.wordprocessingml.document.main+xml", parts)


def archive(parts: dict[str, bytes]) -> bytes:
    """Make a zip file of these parts by name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return content.getvalue()


def ole(*streams: str) -> bytes:
    """Make a compound file, as old Office files are, with empty streams of these names."""
    names = ["Root Entry", *streams]
    entries = b""
    for place, name in enumerate(names):
        raw = name.encode("utf-16-le") + b"\0\0"
        child = 1 if place == 0 and streams else 0xFFFFFFFF
        following = place + 1 if 0 < place < len(names) - 1 else 0xFFFFFFFF
        entries += raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sIQQIQ", len(raw), 5 if place == 0 else 2, 1, 0xFFFFFFFF, following, child, b"", 0, 0, 0,
            0xFFFFFFFE, 0,
        )  # fmt: skip
    sectors = max(1, -(-len(names) // 4))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6sIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0
    )
    header += b"\xff\xff\xff\xff" * 108
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    return header[:512] + table + entries.ljust(512 * sectors, b"\0") + b"\0" * 512


REAL: dict[str, Callable[[], bytes]] = {
    "pdf": pdf,
    "docx": docx,
    "xlsx": xlsx,
    "doc": lambda: ole("WordDocument"),
    "xls": lambda: ole("Workbook"),
    "jpg": lambda: picture("JPEG"),
    "jpeg": lambda: picture("JPEG"),
    "png": lambda: picture("PNG"),
}
