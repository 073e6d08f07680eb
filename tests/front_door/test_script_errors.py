"""A screen that fails says a number by which the log tells why."""

from __future__ import annotations

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest


def failing() -> None:
    from components.front_door.script_errors import show_script_error

    if show_script_error(ValueError("secret of the database")) is not True:
        raise AssertionError("Streamlit would show its own words as well")


def test_a_failure_shows_a_number_and_nothing_else_and_the_log_has_both(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "chuyi_dash"):
        (shown,) = [element.value for element in AppTest.from_function(failing).run().error]
    (number,) = re.findall("编号 ([0-9A-F]{8})", shown)
    assert "secret" not in shown
    (record,) = caplog.records
    assert number in record.getMessage()
    assert record.exc_info is not None
    assert "secret of the database" in str(record.exc_info[1])
