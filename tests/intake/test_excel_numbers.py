"""Days and columns are read as openpyxl, which writes our workbooks, reads them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.styles import numbers
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from chuyi_dash.intake.excel_numbers import BUILT_IN_DATES, column_letter, is_date_format, moment_of

LAST_COLUMN = 16_384
CODES = st.text('dmyhsDMYHS0#,.;[]"_\\/-: 年月日Red', max_size=30)


@given(CODES)
@example("yyyy-mm-dd")
@example('yyyy"年"m"月"d"日"')
@example("[Red]0.00")
@example("[hh]:mm:ss")
@example('0.0"days"')
@example(r"0.0\d")
@example("0;yyyy")
def test_the_same_formats_are_those_of_days(code: str) -> None:
    assert is_date_format(code) == numbers.is_date_format(code)


def test_the_same_built_in_formats_are_those_of_days() -> None:
    theirs = {number for number, code in numbers.BUILTIN_FORMATS.items() if numbers.is_date_format(code)}
    assert theirs == BUILT_IN_DATES


@given(st.floats(-1_000_000, 3_000_000), st.booleans())
@example(0.0, False)
@example(0.99999999999, False)
@example(1.0, False)
@example(59.5, False)
@example(60.0, False)
@example(61.0, False)
@example(45_000.25, True)
def test_a_number_of_days_is_the_same_moment(serial: float, since_1904: bool) -> None:
    try:
        theirs = from_excel(serial, MAC_EPOCH if since_1904 else WINDOWS_EPOCH)
    except OverflowError:
        with pytest.raises(OverflowError):
            moment_of(serial, since_1904)
        return
    assert moment_of(serial, since_1904) == (theirs if isinstance(theirs, datetime) else None)


def test_every_column_has_the_same_letters() -> None:
    assert all(column_letter(number) == get_column_letter(number) for number in range(1, LAST_COLUMN + 1))
