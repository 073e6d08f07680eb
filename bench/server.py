"""A Streamlit app as a server: started on a free port, awaited, and stopped in the end."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.client import HOST

START_TIMEOUT = (
    180.0  # the first start of a clean clone compresses all of Streamlit's scripts, which is a minute of work
)
STOP_TIMEOUT = 10.0
LOG_LINES = 40

# The same for every server, so that a difference between two of them is the app's.
FLAGS = (
    "--server.headless=true",
    f"--server.address={HOST}",
    "--server.fileWatcherType=none",
    "--server.runOnSave=false",
    "--browser.gatherUsageStats=false",
)


class ServerError(Exception):
    """A server that did not start."""


@contextmanager
def serve(app: Path, *, directory: Path, env: Mapping[str, str] | None = None, port: int = 0) -> Iterator[int]:
    """Run ``app`` as a server, yield its port, and stop it in the end.

    Its working directory is ``directory``, whose ``.streamlit`` it reads. ``port`` 0 takes a free one. ``env`` is the
    server's whole environment, by default this process's. Raises ServerError when the server does not become healthy.
    The end of its log is in that error, and is added as a note to any error raised inside the block.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        log = Path(folder) / "server.log"
        port = port or _free_port()
        command = [sys.executable, "-m", "streamlit", "run", str(app), f"--server.port={port}", *FLAGS]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=directory, env=dict(os.environ if env is None else env), stdout=out, stderr=out
            )
        try:
            _wait_until_healthy(process, port, app, log)
            yield port
        except ServerError:
            raise
        except Exception as error:
            error.add_note(f"log of {app}:\n{_end_of(log)}")
            raise
        finally:
            _stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, app: Path, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not _is_healthy(port):
        if process.poll() is not None:
            raise ServerError(f"{app}: server stopped with code {process.returncode}\n{_end_of(log)}")
        if time.monotonic() > deadline:
            raise ServerError(f"{app}: not healthy within {START_TIMEOUT:g} s\n{_end_of(log)}")
        time.sleep(0.05)


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_of(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines[-LOG_LINES:])) or "(nothing was logged)"
