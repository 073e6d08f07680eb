"""The result of a command that a test ran in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ran:
    """The result of one command: its exit code and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
