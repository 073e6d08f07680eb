"""What a file is, by its content."""

from __future__ import annotations

import random

import pytest
from papers import REAL, archive, docx, ole, package, pdf, picture, pptx, xlsx

from chuyi_dash.errors import ChuyiError
from chuyi_dash.self_check.recognising import MEDIA_TYPES, recognise

MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize("ending", REAL)
def test_each_kind_is_recognised_under_its_own_name_and_without_one(ending: str) -> None:
    kind = "jpg" if ending == "jpeg" else ending
    assert recognise(f"佐证 1.{ending.upper()}", REAL[ending]()) == (f"佐证 1.{ending}", MEDIA_TYPES[kind])
    assert recognise("佐证", REAL[ending]()) == (f"佐证.{kind}", MEDIA_TYPES[kind])


@pytest.mark.parametrize("ending", REAL)
@pytest.mark.parametrize("named", ["pdf", "docx", "xlsx", "png", "jpg", "txt", "exe"])
def test_a_name_that_says_something_else_is_refused_with_what_the_file_is(ending: str, named: str) -> None:
    kind = "jpg" if ending == "jpeg" else ending
    if kind == named:
        return
    with pytest.raises(ChuyiError, match=rf"其实是 {kind.upper()}，与文件名不符"):
        recognise(f"a.{named}", REAL[ending]())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空的"),
        (b"x" * (10 * 1024 * 1024 + 1), "每个最大 10 MB"),
        (b"MZ\x90\x00" + b"\0" * 200, "EXE"),
        (b"GIF89a" + b"\0" * 200, "GIF"),
        (b"<html><script>alert(1)</script></html>", "认不出的格式"),
        (b"just words", "认不出的格式"),
        (archive({"a.txt": b"x"}), "ZIP"),
        (pptx(), "另一种 Office 文件"),
        (ole("PowerPoint Document"), "另一种 Office 文件"),
        (ole("EncryptedPackage"), "打开密码"),
        (ole("WordDocument", "Macros"), "有宏"),
        (package(MACRO_WORD), "有宏"),
        (docx({"word/vbaProject.bin": b"x"}), "有宏"),
        (docx({"word/big.xml": b"0" * 60 * 1024 * 1024}), "异常地大"),
        (docx({f"part{number}": b"" for number in range(5000)}), "异常地大"),
        (pdf()[:200], "不完整"),
        (xlsx()[:-100], "不完整"),
        (picture("PNG")[:-60], "不完整"),
        (picture("JPEG")[:700], "不完整"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "不完整"),
        (ole("WordDocument")[:40], "不完整"),
    ],
)
def test_what_is_no_evidence_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(ChuyiError, match=words):
        recognise("佐证", content)


def test_an_image_of_too_many_points_is_refused_before_it_is_unpacked() -> None:
    raw = bytearray(picture("PNG"))
    raw[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(ChuyiError, match=r"像素过多|不完整"):
        recognise("a.png", bytes(raw))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\fakepath\\方案.pdf", "方案.pdf"),
        ("a\x00b\r\nc\u202e.pdf", "abc.pdf"),
        ('<b>"1"|*.pdf', "_b__1___.pdf"),
        (" .方案. .pdf", "方案.pdf"),
        ("甲县\u3000批复\u00a0一.pdf", "甲县 批复 一.pdf"),
        ("/", "佐证材料.pdf"),
        (".pdf", "pdf.pdf"),
        ("字" * 300 + ".pdf", "字" * 111 + ".pdf"),
        ("方案.2024年稿", "方案.2024年稿.pdf"),
    ],
)
def test_a_name_is_kept_without_what_could_do_harm(name: str, kept: str) -> None:
    assert recognise(name, pdf())[0] == kept


def test_damaged_files_are_refused_in_words_or_taken_for_what_they_are() -> None:
    """Whatever a damaged file is taken for, nothing but a refusal in words comes of it."""
    shaken, taken = random.Random(4), 0
    for _round in range(40):
        for make in REAL.values():
            content = bytearray(make())
            for _flip in range(shaken.randint(1, 30)):
                content[shaken.randrange(len(content))] = shaken.randrange(256)
            try:
                taken += recognise("a", bytes(content[: shaken.randint(1, len(content))]))[1] in MEDIA_TYPES.values()
            except ChuyiError:
                continue
    assert taken < 40 * len(REAL)
