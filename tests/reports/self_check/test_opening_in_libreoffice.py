"""The Word file opens in LibreOffice: its pages carry the report's words, their numbers and their marks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from chuyi_dash.reports.self_check.document import Document
from chuyi_dash.wording.terms import day

pytestmark = pytest.mark.libreoffice
HINT = "{program} is missing; install it: apt-get install libreoffice-writer fonts-noto-cjk poppler-utils"
TIMEOUT = 300  # seconds; long, because a busy machine is no defect


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(HINT.format(program=name))
    return found


def pages_of(content: bytes, folder: Path) -> list[str]:
    """The text of each page of the PDF that LibreOffice makes, without blanks."""
    (folder / "report.docx").write_bytes(content)
    convert = [program("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    for command in ([*convert, "--convert-to", "pdf", "report.docx"], [program("pdftotext"), "-raw", "report.pdf"]):
        environment = os.environ | {"HOME": str(folder)}
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=TIMEOUT, env=environment)
    text = (folder / "report.txt").read_text(encoding="utf-8")
    return [squeezed(page) for page in text.split("\f")[:-1]]


def squeezed(text: str) -> str:
    """Without blanks, and without quotation marks, which may come from a font of their own and then stand elsewhere."""
    return re.sub(r"[\s“”]+", "", text)


@pytest.mark.parametrize("kind", ["draft", "accepted"])
def test_every_page_has_its_number_and_marks_and_the_first_one_the_head(
    kind: str, report_of: Callable[[str], Document], word_of: Callable[[Document], bytes], tmp_path: Path
) -> None:
    document = report_of(kind)
    pages = pages_of(word_of(document), tmp_path)
    assert 8 <= len(pages) <= 20
    for number, page in enumerate(pages, start=1):
        assert f"—{number}—" in page
        assert ("草稿" in page) is document.draft
        assert "含示例数据（演示用，非真实）" in page
    for words in (document.title, document.round_name, day(document.as_of), document.check_code or "通过后生成"):
        assert squeezed(words) in pages[0]
    whole = "".join(pages)
    for words in (document.funding, *(sentence for _heading, sentence in document.sections)):
        assert squeezed(words)[:24] in whole
    assert len(re.findall("序号项目所属目标", whole)) >= 2  # the table of projects goes over pages
    assert f"{document.unit}（盖章）{day(document.made_on)}" in whole
