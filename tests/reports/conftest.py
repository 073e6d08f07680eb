"""The outlines that every document's map is drawn from, and the context program that opens documents."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hunan import outlines_in_var

from chuyi_dash.geo import Boundaries

PROJECT = Path(__file__).parents[2]
HINT = (
    "{program} is missing; install it:"
    " apt-get install libreoffice-impress libreoffice-writer fonts-noto-cjk poppler-utils"
)
TIMEOUT = 300  # seconds; long, because a busy machine is no defect


def program(name: str) -> str:
    """The path of a program without which these tests fail."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(HINT.format(program=name))
    return found


@pytest.fixture(scope="session")
def printed_by_libreoffice(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Mapping[str, bytes]], dict[str, list[str]]]:
    """Let one LibreOffice print all documents (contents by file name); the text of each page of each."""
    home = tmp_path_factory.mktemp("libreoffice")
    environment = os.environ | {"HOME": str(home)}

    def run(*command: str) -> bytes:
        done = subprocess.run(command, cwd=home, check=True, capture_output=True, timeout=TIMEOUT, env=environment)
        return done.stdout

    def pages(documents: Mapping[str, bytes]) -> dict[str, list[str]]:
        for name, content in documents.items():
            (home / name).write_bytes(content)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        run(program("soffice"), profile, "--headless", "--convert-to", "pdf", *documents)
        text = program("pdftotext")
        printed = {name: run(text, "-raw", f"{Path(name).stem}.pdf", "-").decode() for name in documents}
        return {name: whole.split("\f")[:-1] for name, whole in printed.items()}

    return pages


@pytest.fixture(scope="session")
def boundaries() -> Boundaries:
    """The outlines as every installation builds them, and keeps them in ``var/``."""
    return outlines_in_var()
