"""The command: from two servers to a table, a file and an exit code."""

import json
from pathlib import Path

import pytest

from bench.__main__ import main

QUICK = ["--no-wire", "--reruns", "3", "--seconds", "0.3", "--sessions", "2"]
HEAVY = "import streamlit as st\nst.html('<p>' + 'x' * 400_000 + '</p>')\n"


def test_a_page_over_the_limit_fails_the_check_and_stands_in_table_and_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = tmp_path / "app.py"
    app.write_text(HEAVY, encoding="utf-8")
    file = tmp_path / "numbers.json"
    code = main(["--app", str(app), "--pages", "/", "--json", str(file), "--check", *QUICK])
    table = capsys.readouterr().out
    report = json.loads(file.read_text(encoding="utf-8"))
    assert code == 1
    assert "missed: / first KB 400." in table
    assert "first KB" in report["pages"][0]["missed"]
    assert report["pages"][0]["first_bytes"] > 400_000
    assert report["sessions"] == 2
    assert report["reach"]["first KB"] == "<=300"


def test_a_page_that_fails_ends_the_command_with_the_reason(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--app", str(app), "--pages", "broken", *QUICK])
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert "broken on purpose" in err
    assert f"log of {app}" in err
