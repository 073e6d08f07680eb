"""A workbook as a zip archive of XML, opened only within bounds.

Count, size and ratio of its entries are checked before a byte is unpacked.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from chuyi_dash.bounded_zip import DOUBLED, LOCKED, MEGABYTE, TOO_MUCH, Bounds, faults
from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.findings import UnusableFileError

LARGEST_FILE = 50 * MEGABYTE
BOUNDS = Bounds(entries=1_000, largest_entry=200 * MEGABYTE, largest_whole=300 * MEGABYTE, steepest_ratio=100)
MOST_ELEMENTS = 4_000_000
CHUNK = 64 * 1024
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
_END_OF_DIRECTORY = b"PK\x05\x06"


def check_size(path: Path) -> None:
    """Refuse a missing, empty or too large file before reading any of it."""
    try:
        size = path.stat().st_size if path.is_file() else None
    except (OSError, ValueError):
        size = None
    if size is None:
        raise UnusableFileError("missing_file", _("找不到文件 %(file)s。") % {"file": path.name})
    if size == 0:
        raise UnusableFileError("empty_file", _("文件是空的（0 字节）。"))
    if size > LARGEST_FILE:
        values = {"size": size / MEGABYTE, "most": LARGEST_FILE // MEGABYTE}
        raise UnusableFileError("too_large", _("文件有 %(size).0f MB，最大 %(most)d MB。请分成几个文件。") % values)


def refuse_ole(path: Path) -> None:
    """Refuse an old or encrypted Office file, and say which of the two it is.

    Both share one container. Raises UnusableFileError.
    """
    with path.open("rb") as file:
        content = file.read(4 * MEGABYTE)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnusableFileError("password", _("文件有打开密码。请在 Excel 中取消密码后另存，再导入。"))
    raise UnusableFileError("xls", _("这是旧格式 .xls 文件。请在 Excel 中另存为 .xlsx，再导入。"))


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open the zip archive once its directory is known to be within bounds.

    Raises UnusableFileError where it is damaged or out of bounds.
    """
    _check_directory_size(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, struct.error) as error:
        # RuntimeError is what zipfile says of a version that it does not know.
        raise UnusableFileError("broken_file", _("文件已损坏，打不开。请用 Excel 重新另存为 .xlsx。")) from error
    try:
        _check_entries(archive.infolist())
    except UnusableFileError:
        archive.close()
        raise
    return archive


def _check_directory_size(path: Path) -> None:
    """Refuse an archive whose directory is damaged or too large, before Python reads it.

    The directory itself can be the bomb: Python would read all of it before the first check.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        tail = file.read()
    place = tail.rfind(_END_OF_DIRECTORY)
    if place < 0 or len(tail) < place + 22:
        raise UnusableFileError("broken_file", _("文件已损坏，打不开。请用 Excel 重新另存为 .xlsx。"))
    entries, size = struct.unpack("<HI", tail[place + 10 : place + 16])
    if entries > BOUNDS.entries or size > MEGABYTE:
        raise UnusableFileError("zip_bomb", _("文件里的部件过多，不像正常的工作簿，没有打开。"))


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    found = faults(entries, BOUNDS)
    if DOUBLED in found:
        raise UnusableFileError("broken_file", _("文件内部有重名的部件，已损坏。请用 Excel 重新另存为 .xlsx。"))
    if LOCKED in found:
        raise UnusableFileError("password", _("文件有打开密码。请在 Excel 中取消密码后另存，再导入。"))
    if TOO_MUCH in found:
        raise UnusableFileError("zip_bomb", _("文件解压后异常地大，不像正常的工作簿，没有打开。"))


class Stop(SAXException):
    """Raised by a handler that has what it wanted."""

    def __init__(self) -> None:
        super().__init__("enough")


class Handler(ContentHandler):
    """A handler that gives local names and counts elements.

    The count keeps an entry from going on for ever.
    """

    def __init__(self) -> None:
        super().__init__()
        self.elements = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        """Count, then hand on the local name."""
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise UnusableFileError("zip_bomb", _("工作簿里的单元格过多，没有读完。请分成几个文件。"))
        self.start(name.rpartition(":")[2] if ":" in name else name, attrs)

    def endElement(self, name: str) -> None:  # noqa: N802
        """Hand on the local name."""
        self.end(name.rpartition(":")[2] if ":" in name else name)

    def start(self, name: str, attrs: Any) -> None:
        """Handle the beginning of an element."""

    def end(self, name: str) -> None:
        """Handle the end of an element."""


def parse_steps(archive: zipfile.ZipFile, name: str, handler: Handler) -> Iterator[None]:
    """Feed one entry to the handler piece by piece.

    It yields after each piece, so that the caller can take what is ready. Raises UnusableFileError for XML that is
    broken or declares a document type or entities.
    """
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    broken = UnusableFileError("broken_file", _("文件内部已损坏，读不下去。请用 Excel 重新另存为 .xlsx。"))
    try:
        with archive.open(name) as file:
            while chunk := file.read(CHUNK):
                parser.feed(chunk)
                yield
        parser.close()
        yield
    except Stop:
        yield
    except DefusedXmlException as error:
        message = _("文件内部含有文档类型或实体声明，可能有害，没有读取。")
        raise UnusableFileError("xml_forbidden", message) from error
    except (SAXException, zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError) as error:
        raise broken from error
    except (UnicodeError, ValueError, LookupError, RuntimeError) as error:
        # RuntimeError is what zipfile says of a password or an unknown method.
        raise broken from error


def parse(archive: zipfile.ZipFile, name: str, handler: Handler) -> None:
    """Feed one whole entry to the handler."""
    for _step in parse_steps(archive, name, handler):
        pass
