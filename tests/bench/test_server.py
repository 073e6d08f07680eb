"""Starting and stopping a server, and its log when something goes wrong."""

import asyncio
import os
import socket
from pathlib import Path

import pytest

from bench.client import HOST, RunError, open_tab
from bench.server import ServerError, serve

NOT_PYTHON = "import os\nif True print(os)\n"


async def visit(port: int) -> None:
    async with open_tab(port) as tab:
        await tab.run()


def test_a_script_that_does_not_compile_makes_the_client_raise_with_the_servers_log(tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text(NOT_PYTHON, encoding="utf-8")
    with pytest.raises(RunError, match="does not compile") as caught, serve(app, directory=tmp_path) as port:
        asyncio.run(visit(port))
    notes = "\n".join(caught.value.__notes__)
    assert f"log of {app}" in notes
    assert "SyntaxError" in notes
    assert "\x1b" not in notes
    with socket.socket() as probe:
        assert probe.connect_ex((HOST, port)) != 0, "the server still listens"


def test_a_server_that_stops_by_itself_is_reported_with_its_log(tmp_path: Path) -> None:
    missing = tmp_path / "missing.py"
    with pytest.raises(ServerError, match=r"server stopped with code [1-9](.|\n)*does not exist"):
        serve(missing, directory=tmp_path).__enter__()


def test_the_server_runs_in_the_given_environment(tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text("import os\nraise RuntimeError(os.environ['BENCH_WORD'])\n", encoding="utf-8")
    given = {**os.environ, "BENCH_WORD": "handed over"}
    with serve(app, directory=tmp_path, env=given) as port, pytest.raises(RunError, match="handed over"):
        asyncio.run(visit(port))
