"""Measuring one page beside another; both are pages of one throwaway app here."""

import asyncio
from dataclasses import asdict

import pytest

from bench.client import RunError
from bench.measure import Effort, measure_page, warm_up

SMALL = Effort(reruns=3, seconds=0.3, sessions=2)


def test_every_number_of_a_page_is_positive(port: int) -> None:
    asyncio.run(warm_up(port))
    result = asyncio.run(measure_page(port, port, "", SMALL, 50.0))
    numbers = {name: value for name, value in asdict(result).items() if name != "page"}
    assert result.path == "/"
    assert all(value > 0 for value in numbers.values()), numbers
    assert result.first_ratio > 0
    assert result.rerun_ratio > 0
    assert result.load_ratio > 0
    assert result.first_bytes > 50_000
    assert result.rerun_bytes < 12_000


def test_a_page_that_fails_has_no_numbers(port: int) -> None:
    with pytest.raises(RunError, match="broken on purpose"):
        asyncio.run(measure_page(port, port, "broken", SMALL, 50.0))
