"""The parts of a workbook around its sheets: their names, shared texts, and date styles."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.archive import Handler, parse
from chuyi_dash.intake.excel_numbers import BUILT_IN_DATES, is_date_format
from chuyi_dash.intake.findings import UnusableFileError

MOST_SHEETS = 100
MOST_TEXTS = 1_000_000
MOST_CHARACTERS = 40_000_000
LONGEST_TEXT = 32_767
MOST_STYLES = 70_000


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name, the entry that holds it, whether it is hidden."""

    name: str
    entry: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class BookParts:
    """What is needed to read any sheet."""

    sheets: tuple[SheetPart, ...]
    texts: tuple[str, ...]
    date_styles: frozenset[int]
    since_1904: bool


class _Relations(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, str] = {}
        self.types: dict[str, str] = {}

    def start(self, name: str, attrs: Any) -> None:
        if name == "Relationship" and attrs.get("TargetMode") != "External":
            self.targets[attrs.get("Id", "")] = attrs.get("Target", "")
            self.types[attrs.get("Type", "").rpartition("/")[2]] = attrs.get("Target", "")


class _Book(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False

    def start(self, name: str, attrs: Any) -> None:
        if name == "workbookPr":
            self.since_1904 = attrs.get("date1904") in ("1", "true")
        if name == "sheet":
            relation = next((value for key, value in attrs.items() if key.rpartition(":")[2] == "id"), "")
            hidden = attrs.get("state", "visible") != "visible"
            self.sheets.append((attrs.get("name", ""), relation, hidden))
            if len(self.sheets) > MOST_SHEETS:
                raise UnusableFileError("broken_file", _("工作表超过 %(most)d 个，没有读取。") % {"most": MOST_SHEETS})


class _Texts(Handler):
    """Shared texts; phonetic readings (rPh) are no part of a text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._length = self._total = 0
        self._taking = False
        self._phonetic = False

    def start(self, name: str, attrs: Any) -> None:  # noqa: ARG002
        if name == "si":
            self._parts, self._length = [], 0
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._taking = not self._phonetic

    def end(self, name: str) -> None:
        if name == "t":
            self._taking = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.texts.append("".join(self._parts))
            self._total += self._length
            if len(self.texts) > MOST_TEXTS or self._total > MOST_CHARACTERS:
                raise UnusableFileError("zip_bomb", _("工作簿里的文字过多，没有读完。请分成几个文件。"))

    def characters(self, content: str) -> None:
        if self._taking:
            self._length += len(content)
            if self._length > LONGEST_TEXT:
                raise too_long(None, None)
            self._parts.append(content)


class _Styles(Handler):
    def __init__(self) -> None:
        super().__init__()
        self.dates: set[int] = set()
        self._formats: dict[int, str] = {}
        self._inside = False
        self._count = 0

    def start(self, name: str, attrs: Any) -> None:
        if name == "numFmt":
            self._formats[_number(attrs.get("numFmtId"))] = attrs.get("formatCode", "")[:200]
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            chosen = _number(attrs.get("numFmtId"))
            code = self._formats.get(chosen)
            if chosen in BUILT_IN_DATES if code is None else is_date_format(code):
                self.dates.add(self._count)
            self._count += 1
            if self._count > MOST_STYLES:
                raise UnusableFileError("broken_file", _("工作簿里的样式过多，没有读取。"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else 0


def too_long(sheet: str | None, row: int | None) -> UnusableFileError:
    """Build the refusal of a cell with more text than a workbook can hold."""
    message = _("有单元格超过 %(most)d 个字，没有读取。") % {"most": LONGEST_TEXT}
    return UnusableFileError("too_long", message, sheet, row)


def _relations(archive: zipfile.ZipFile, entry: str) -> _Relations:
    found = _Relations()
    if entry in archive.namelist():
        parse(archive, entry, found)
    return found


def read_parts(archive: zipfile.ZipFile) -> BookParts:
    """Read the workbook's sheets, texts and styles.

    Raises UnusableFileError where the file is no workbook.
    """
    names = set(archive.namelist())
    main = _relations(archive, "_rels/.rels").types.get("officeDocument", "xl/workbook.xml").lstrip("/")
    if main not in names or not main.endswith(".xml"):
        raise UnusableFileError("not_a_workbook", _("这不是 .xlsx 工作簿（或是 .xlsb、.ods）。请另存为 .xlsx。"))
    folder, file = posixpath.split(main)
    book = _Book()
    parse(archive, main, book)
    relations = _relations(archive, posixpath.join(folder, "_rels", f"{file}.rels"))

    def entry(target: str) -> str:
        return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))

    sheets = []
    for name, relation, hidden in book.sheets:
        part = entry(relations.targets.get(relation, ""))
        if part not in names:
            raise UnusableFileError(
                "broken_file", _("工作表“%(sheet)s”的内容不在文件里，已损坏。") % {"sheet": name[:40]}
            )
        sheets.append(SheetPart(name, part, hidden))
    texts, styles = _Texts(), _Styles()
    for kind, handler in (("sharedStrings", texts), ("styles", styles)):
        if entry(relations.types.get(kind, "?")) in names:
            parse(archive, entry(relations.types[kind]), handler)
    return BookParts(tuple(sheets), tuple(texts.texts), frozenset(styles.dates), book.since_1904)
