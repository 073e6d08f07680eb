"""The file opens in LibreOffice: as many pages as slides, with their headlines and days on them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from briefings import Briefing

from chuyi_dash.wording.terms import day

pytestmark = pytest.mark.libreoffice
HINT = "{program} is missing; install it: apt-get install libreoffice-impress fonts-noto-cjk poppler-utils"
TIMEOUT = 300  # seconds; long, because a busy machine is no defect


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.fail(HINT.format(program=name))
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("changes", [{}, {"sourced": True}, {"prefecture": "433100"}])
def test_libreoffice_shows_every_slide_with_its_headline_and_day(
    brief_of: Callable[..., Briefing], tmp_path: Path, changes: dict[str, object]
) -> None:
    soffice, pdftotext = program("soffice"), program("pdftotext")
    made = brief_of("sample", **changes)
    (tmp_path / "brief.pptx").write_bytes(made.content)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "brief.pptx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=TIMEOUT,
        env=os.environ | {"HOME": str(tmp_path)},
    )
    done = subprocess.run(
        [pdftotext, "-raw", "brief.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, timeout=TIMEOUT
    )
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) == len(made.slides)
    for page, slide in zip(pages, made.slides, strict=True):
        text = squeezed(page)
        assert squeezed(slide.shapes.title.text_frame.text) in text
        assert f"截至{day(made.view.as_of)}" in text
