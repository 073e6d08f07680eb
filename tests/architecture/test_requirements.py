"""What is installed is locked: every package with its version and hashes, as the requirements say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", re.MULTILINE)
LOCKS = ("requirements.lock", "requirements-dev.lock")


def text_of(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """The packages of a file with their versions, names written as the index writes them."""
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in PIN.findall(text_of(name))}


@pytest.mark.parametrize(
    ("requirements", "lock"),
    [("requirements.txt", LOCKS[0]), ("requirements.txt", LOCKS[1]), ("requirements-dev.txt", LOCKS[1])],
)
def test_a_lock_holds_what_the_requirements_ask_for(requirements: str, lock: str) -> None:
    asked, locked = pins(requirements), pins(lock)
    assert len(asked) > 20
    assert {name: version for name, version in asked.items() if locked.get(name) != version} == {}


def test_the_tests_run_on_the_versions_that_the_product_runs_on() -> None:
    product, tests = (pins(lock) for lock in LOCKS)
    assert product.items() <= tests.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\w)", text_of(lock).strip())
    assert len(entries) == len(pins(lock))
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_requirement_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line for line in text_of(name).splitlines() if not line.startswith(("#", "-r "))]
        assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_make_and_ci_install_from_the_locks_and_check_the_hashes() -> None:
    assert "--require-hashes" in text_of("scripts/make_venv.sh")
    installed = re.findall(r"make_venv\.sh .* (\S+)$", text_of("Makefile"), re.MULTILINE)
    assert sorted(installed) == sorted(LOCKS)
    assert not re.search(r"\bpip install\b", text_of("Makefile") + text_of(".ci/run"))
