"""Opening a file: what it is by its content, its sheets or CSV rows, and its records."""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.archive import CHUNK, OLE_MAGIC, ZIP_MAGIC, check_size, open_archive, refuse_ole
from chuyi_dash.intake.findings import Findings, UnusableFileError
from chuyi_dash.intake.records import Record, known_headings, read_records
from chuyi_dash.intake.rows import Raw, RawRow, SheetFacts, read_sheet
from chuyi_dash.intake.spec import CHOICES, GUIDE, SHEETS, Sheet, sheet_named
from chuyi_dash.intake.workbook import BookParts, SheetPart, read_parts
from chuyi_dash.places.names import nearest_of

MOST_RECORDS = 150_000
LONGEST_FIELD = 32_767
PROGRESS_EVERY = 1_000
Progress = Callable[[str, int], None]


def quiet(_step: str, _count: int) -> None:
    """Take progress that nobody watches, and do nothing."""


@dataclass(slots=True)
class Content:
    """Everything read from one file, before any name in it was looked up."""

    file_name: str
    sha256: str
    records: dict[str, list[Record]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(len(records) for records in self.records.values())


def shown_name(path: Path) -> str:
    """Return the file's name in a form that any database can hold."""
    return path.name.encode("utf-8", "replace").decode()


def digest(path: Path) -> str:
    """Compute the file's SHA-256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_file(path: Path, findings: Findings, today: date, progress: Progress = quiet) -> Content:
    """Read every record of the file, by table.

    Problems go to ``findings``, those of the file as a whole too.
    """
    content = Content(shown_name(path), "")
    try:
        check_size(path)
        content.sha256 = digest(path)
        with path.open("rb") as file:
            head = file.read(512)
        if head.startswith(OLE_MAGIC):
            refuse_ole(path)
        reader = _read_workbook if head.startswith(ZIP_MAGIC) else _read_csv
        for number, record in enumerate(reader(path, findings, today), start=1):
            if number > MOST_RECORDS:
                message = _("超过 %(most)d 行。请分成几个文件。") % {"most": MOST_RECORDS}
                raise UnusableFileError("too_many_rows", message, record.sheet.name, record.row)
            content.records.setdefault(record.sheet.table, []).append(record)
            if number % PROGRESS_EVERY == 0:
                progress(_("读取"), PROGRESS_EVERY)
    except UnusableFileError as error:
        findings.problem(error.code, error.message, error.sheet, error.row)
    except OSError:
        findings.problem("broken_file", _("读不了文件 %(file)s。请检查权限和磁盘。") % {"file": path.name})
    if not content.records and not findings.problems:
        findings.problem("no_rows", _("文件里没有可导入的行。请在模板的各表里填写后再导入。"))
    return content


def _read_workbook(path: Path, findings: Findings, today: date) -> Iterator[Record]:
    with open_archive(path) as archive:
        parts = read_parts(archive)
        chosen = [(part, _sheet_of(part)) for part in parts.sheets]
        for part, sheet in chosen:
            if sheet is None and part.name.strip() not in (GUIDE, CHOICES):
                _report_unknown(part, _has_rows(archive, part, parts), [name for name, _s in chosen], findings)
        seen = set()
        for part, sheet in chosen:
            if sheet is None:
                continue
            if sheet.name in seen:
                findings.problem("duplicate_sheet", _("有两个同名的表。"), sheet.name)
                continue
            seen.add(sheet.name)
            facts = SheetFacts()
            found = False
            for record in read_records(sheet, read_sheet(archive, part, parts, facts), findings, today, False):
                found = True
                yield record
            _report_unseen(sheet, part, facts, found, findings)


def _sheet_of(part: SheetPart) -> Sheet | None:
    return sheet_named(part.name.strip())


def _has_rows(archive: object, part: SheetPart, parts: BookParts) -> bool:
    rows = read_sheet(archive, part, parts, SheetFacts())  # type: ignore[arg-type]
    return next(rows, None) is not None


def _report_unknown(part: SheetPart, filled: bool, present: list[SheetPart], findings: Findings) -> None:
    """Report a sheet with an unknown name where it holds something.

    Excel adds empty sheets by itself; those are passed over.
    """
    if not filled:
        return
    names = {other.name.strip() for other in present}
    message = _("没有叫“%(name)s”的表。") % {"name": part.name[:40]}
    nearest = nearest_of(part.name, [sheet.name for sheet in SHEETS if sheet.name not in names])
    if nearest:
        message += _("是否应为“%(name)s”？") % {"name": nearest}
    message += _("可用的表：%(names)s。") % {"names": "、".join(sheet.name for sheet in SHEETS)}
    findings.problem("unknown_sheet", message, part.name[:40], value=part.name)


def _report_unseen(sheet: Sheet, part: SheetPart, facts: SheetFacts, found: bool, findings: Findings) -> None:
    for reference in facts.merged:
        message = _("%(range)s 是合并单元格。请取消合并，逐格填写。") % {"range": reference}
        row = "".join(letter for letter in reference.split(":")[0] if letter.isdecimal())
        number = int(row) if row and len(row) < 8 else None
        findings.problem("merged", message, sheet.name, number, None, reference)
    if found and part.hidden:
        findings.problem("hidden_sheet", _("这个表被隐藏了，看不见却有内容。请取消隐藏并核对。"), sheet.name)
    if found and any(place <= len(sheet.columns) for place in facts.hidden_columns):
        findings.problem("hidden_column", _("有被隐藏的列。请取消隐藏并核对。"), sheet.name)


def _encoding(path: Path) -> str:
    """Find a CSV file's encoding: UTF-8 where every byte fits, else GB18030.

    It is read in pieces. Raises UnusableFileError where neither fits.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnusableFileError("bad_encoding", _("文件既不是 .xlsx，也不是 UTF-8 或 GB18030 编码的 CSV。"))


def _csv_rows(path: Path, encoding: str) -> Iterator[RawRow]:
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file)
        number = 0
        try:
            for number, fields in enumerate(reader, start=1):
                cells: dict[int, Raw] = {
                    index: text for index, text in enumerate(fields[:100], start=1) if text.strip()
                }
                if cells:
                    yield RawRow(number, cells)
        except csv.Error as error:
            message = _("第 %(row)d 行之后读不下去：引号不成对、有空字符，或一格超过 %(most)d 个字。")
            values = {"row": number, "most": LONGEST_FIELD}
            raise UnusableFileError("broken_file", message % values) from error


def _read_csv(path: Path, findings: Findings, today: date) -> Iterator[Record]:
    with path.open("rb") as file:
        head = file.read(512).lstrip().lower()
    if b"<html" in head or b"<table" in head or b"<?xml" in head:
        raise UnusableFileError("not_a_workbook", _("这是网页或 XML，不是工作簿。请在 Excel 中另存为 .xlsx。"))
    if b"\x00" in head:
        raise UnusableFileError("not_a_workbook", _("这不是 .xlsx 工作簿，也不是 UTF-8 或 GB18030 的 CSV。"))
    encoding = _encoding(path)
    first = next(_csv_rows(path, encoding), None)
    if first is None:
        raise UnusableFileError("empty_file", _("文件里没有内容。"))
    sheet = _sheet_by_headings(first, path)
    yield from read_records(sheet, _csv_rows(path, encoding), findings, today, True)


def _sheet_by_headings(first: RawRow, path: Path) -> Sheet:
    """Recognise the one table that a CSV file holds by its headings.

    The sheet with most of the headings wins, the file's name deciding between equals.
    Raises UnusableFileError where none fits.
    """
    scores = {sheet.name: known_headings(first, sheet) for sheet in SHEETS}
    best = [name for name, score in scores.items() if score == max(scores.values())]
    if len(best) > 1:
        best = [name for name in best if name in path.stem] or best
    sheet = sheet_named(best[0])
    if max(scores.values()) < 2 or len(best) > 1 or sheet is None:
        message = _(
            "第一行不是任何一张表的表头，认不出是哪张表。请用模板的表头，或用表名作文件名。可用的表：%(names)s。"
        )
        raise UnusableFileError("no_headings", message % {"names": "、".join(s.name for s in SHEETS)})
    return sheet
