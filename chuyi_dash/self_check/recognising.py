"""What a file is, by its content; its name is only asked whether it says the same."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import warnings
import zipfile
import zlib

import filetype
import olefile
from PIL import Image

from chuyi_dash.bounded_zip import LOCKED, MEGABYTE, TOO_MUCH, Bounds, faults
from chuyi_dash.errors import ChuyiError
from chuyi_dash.i18n import gettext as _
from chuyi_dash.metrics.self_check.printable import printable

LARGEST_FILE = 10 * MEGABYTE
LONGEST_NAME = 120
MOST_PIXELS = 80_000_000
BOUNDS = Bounds(entries=5_000, largest_entry=100 * MEGABYTE, largest_whole=200 * MEGABYTE, steepest_ratio=200)
OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "jpg": "image/jpeg",
    "png": "image/png",
}
ENDINGS = {"jpeg": "jpg"} | {ending: ending for ending in MEDIA_TYPES}
_MAIN_PARTS = {f"{MEDIA_TYPES[kind]}.main+xml": kind for kind in ("docx", "xlsx")}
_CONTENT_TYPES = "[Content_Types].xml"


def recognise(file_name: str, content: bytes) -> tuple[str, str]:
    """Check an uploaded file; return its cleaned name and its media type.

    Raises ChuyiError, saying what the file really is, where it is refused.
    """
    if not content:
        raise ChuyiError(_("文件“%(name)s”是空的（0 字节）。") % {"name": file_name[:LONGEST_NAME]})
    if len(content) > LARGEST_FILE:
        raise ChuyiError(
            _("文件“%(name)s”有 %(size).1f MB，每个最大 %(most)d MB。请压缩或分开上传。")
            % {"name": file_name[:LONGEST_NAME], "size": len(content) / MEGABYTE, "most": LARGEST_FILE // MEGABYTE}
        )
    stem, ending = _name_parts(file_name)
    kind = _kind(content)
    if ending and ENDINGS.get(ending) != kind:
        raise ChuyiError(
            _("文件“%(name)s”的内容其实是 %(kind)s，与文件名不符。请改正文件名后再上传。")
            % {"name": f"{stem}.{ending}", "kind": kind.upper()}
        )
    return f"{stem}.{ending or kind}", MEDIA_TYPES[kind]


def _name_parts(file_name: str) -> tuple[str, str]:
    """Split a file name into its cleaned stem and its ending in lower case.

    Folders, control and reserved signs are taken out.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", file_name))[-1]
    plain = "".join("_" if sign in '<>:"|?*' else sign for sign in printable(last)).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        stem, ending = plain, ""
    return stem.strip(" .")[: LONGEST_NAME - 9] or _("佐证材料"), ending.lower()


def _kind(content: bytes) -> str:
    if b"%PDF-" in content[:1024]:
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    if content.startswith(olefile.MAGIC):
        return _old_office(content)
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _picture(content)
    found = filetype.guess(content)
    if found is None:
        raise _refused(_("认不出的格式"))
    raise _refused(found.extension.upper())


def _refused(what: str) -> ChuyiError:
    return ChuyiError(
        _("文件的内容是%(what)s，不能作佐证。可以上传 PDF、Word、Excel、JPEG 和 PNG。") % {"what": f" {what} "}
    )


def _broken(kind: str) -> ChuyiError:
    return ChuyiError(_("这个 %(kind)s 文件不完整或已损坏，打不开。请重新导出后再上传。") % {"kind": kind})


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content[-2048:]:
        raise _broken("PDF")
    return "pdf"


def _picture(content: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the bound below is ours
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ChuyiError(_("图片的像素过多，请缩小后再上传。"))
                kind = "jpg" if image.format == "JPEG" else "png"
                image.draft("RGB", (image.width // 8, image.height // 8))
                image.load()
    except (OSError, SyntaxError, ValueError, struct.error, zlib.error, Image.DecompressionBombError) as error:
        raise _broken("JPEG / PNG") from error
    return kind


def _office(content: bytes) -> str:
    """Tell a Word package from an Excel one by its list of contents.

    The package is checked before it is unpacked. Raises ChuyiError for any other package.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive.infolist())
            names = archive.namelist()
            if _CONTENT_TYPES not in names:
                raise _refused("ZIP")
            with archive.open(_CONTENT_TYPES) as part:
                listed = part.read(MEGABYTE).decode("utf-8", "replace")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, zlib.error, EOFError) as error:
        # RuntimeError is what zipfile says of a password or an unknown method.
        raise _broken("Word / Excel") from error
    if any(name.lower().endswith("vbaproject.bin") for name in names) or "macroEnabled" in listed:
        raise ChuyiError(_("文件里有宏，不能作佐证。请另存为不带宏的 docx 或 xlsx。"))
    found = {kind for main, kind in _MAIN_PARTS.items() if f'"{main}"' in listed}
    if len(found) != 1:
        raise _refused(_("另一种 Office 文件或 ZIP"))
    return found.pop()


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    found = faults(entries, BOUNDS)
    if TOO_MUCH in found:
        raise ChuyiError(_("文件解压后异常地大，不像正常的文档，没有接受。"))
    if LOCKED in found:
        raise ChuyiError(_("文件有打开密码，审核时看不了。请取消密码后再上传。"))


def _old_office(content: bytes) -> str:
    """Tell an old Word file from an old Excel one by the streams of its container.

    Much else comes in the same container. Raises ChuyiError for anything else.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            tops = {parts[0] for parts in container.listdir(streams=True, storages=True)}
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise _broken("Word / Excel") from error
    if "EncryptedPackage" in tops:
        raise ChuyiError(_("文件有打开密码，审核时看不了。请取消密码后再上传。"))
    if tops & {"Macros", "_VBA_PROJECT_CUR", "VBA"}:
        raise ChuyiError(_("文件里有宏，不能作佐证。请另存为不带宏的 docx 或 xlsx。"))
    if "WordDocument" in tops:
        return "doc"
    if tops & {"Workbook", "Book"}:
        return "xls"
    raise _refused(_("另一种 Office 文件"))
