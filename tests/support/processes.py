"""The product's commands in a process of their own, as an office runs them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, whatever its exit code."""
    command = [sys.executable, "-m", "chuyi_dash", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=dict(environment), capture_output=True, text=True, check=False)


def run_command(environment: Mapping[str, str], *arguments: str) -> str:
    """Run a command that has to succeed and return its output."""
    done = run(environment, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout
