"""How Excel writes days and columns, in the few rules that reading a workbook needs.

They are openpyxl's, which writes our workbooks; a test holds them against it. To load it would cost the ``import`` of a
small file as much time as all else, because it brings numpy and pictures along.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

EPOCH, EPOCH_SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
FIRST_OF_MARCH_1900 = 60  # Excel counts a 29 February 1900 that there was not
MILLISECONDS_A_DAY = 24 * 60 * 60 * 1000
BUILT_IN_DATES = frozenset({*range(14, 23), 45, 46, 47})
"""Numbers of the formats of days and times that every workbook has without declaring them."""

_NO_PART_OF_A_DAY = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')  # quoted words; colours, countries
_PART_OF_A_DAY = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)


def is_date_format(code: str) -> bool:
    """Tell whether a number format, say ``yyyy-mm-dd``, shows a day or a time.

    Its first section decides.
    """
    return _PART_OF_A_DAY.search(_NO_PART_OF_A_DAY.sub("", code.split(";")[0])) is not None


def moment_of(serial: float, since_1904: bool) -> datetime | None:
    """Turn Excel's count of days into the moment, to the millisecond.

    None for a time of day without a day. OverflowError or ValueError where no calendar has the moment.
    """
    day, fraction = divmod(serial, 1)
    time = timedelta(milliseconds=round(fraction * MILLISECONDS_A_DAY))
    if 0 <= serial < 1 and not time.days:
        return None
    if not since_1904 and 0 < serial < FIRST_OF_MARCH_1900:
        day += 1
    return (EPOCH_SINCE_1904 if since_1904 else EPOCH) + timedelta(days=day) + time


def column_letter(number: int) -> str:
    """Name the column as Excel does: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
