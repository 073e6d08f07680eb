"""The picture of the architecture shows the imports as they are, and the list of licences what is installed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LICENCES = PROJECT / "docs" / "third-party-licences.md"


def test_the_picture_shows_the_imports_as_they_are() -> None:
    command = [sys.executable, "-m", "scripts.architecture", "--check"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_locked_package_is_listed_with_its_licence() -> None:
    lock = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    everywhere = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+) \\$", lock, re.MULTILINE)
    rows = re.findall(r"^\| (\S+) +\| (\S+) +\| (.*?) +\|$", LICENCES.read_text(encoding="utf-8"), re.MULTILINE)
    listed = {(re.sub(r"[-_.]+", "-", name).lower(), version): licence for name, version, licence in rows}
    assert [row for row in everywhere if row not in listed] == []
    assert [name for name, licence in listed.items() if not licence or licence == "UNKNOWN"] == []
