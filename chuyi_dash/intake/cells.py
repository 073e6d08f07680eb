"""One cell: from what the file holds to a typed value, or a reason why not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from chuyi_dash.i18n import gettext as _
from chuyi_dash.intake.rows import Formula, Raw, Unreadable
from chuyi_dash.intake.spec import CLEAR, NAME_SEPARATORS, NO, YES, Column
from chuyi_dash.places.names import comparable, nearest_of

LONGEST = {"text": 200, "names": 400, "note": 2_000, "code": 40}
MOST_MONEY = 100_000  # 万元; ten times a large school's whole budget
YUAN = 10_000
MOST_COUNT = 100_000_000
LAST_DAY = date(2100, 12, 31)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Cleared:
    """The explicit wish to take a stored value away."""


CLEARED: Final = Cleared()
Value = str | int | Decimal | date | bool | tuple[str, ...] | Cleared


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, with ``taken`` where it had to be interpreted; or a problem's code and message."""

    value: Value | None = None
    taken: str = ""
    how: str = ""
    code: str = ""
    message: str = ""


def _bad(code: str, message: str) -> Cell:
    return Cell(code=code, message=message)


def read_cell(column: Column, raw: Raw, today: date, text_only: bool) -> Cell:
    """Read a cell that is not empty as the type of its column, or as a problem.

    ``text_only``: the file (CSV) has no types of its own.
    """
    if isinstance(raw, Formula):
        return _bad("formula", _("单元格是公式。请复制后“选择性粘贴—数值”。"))
    if isinstance(raw, Unreadable):
        return _bad("error_cell", _("单元格是错误值“%(value)s”或带有时刻。请填写%(what)s。") % _what(raw, column))
    if isinstance(raw, str):
        if _CONTROL.search(raw):
            return _bad("bad_characters", _("含有看不见的控制字符。请删去后重新填写。"))
        if raw.lstrip().startswith("="):
            return _bad("formula", _("内容以等号开头，像是公式。请改为数值或文字。"))
        if CLEAR in raw and comparable(raw) == CLEAR:
            return Cell(CLEARED) if column.clearable else _bad("not_clearable", _("这一列的值不能清空，只能改正。"))
    reader = {"day": _day, "coming_day": _day, "count": _count, "money": _money, "yes_no": _yes_no}.get(column.form)
    return reader(column, raw, today, text_only) if reader else _text(column, raw)


def _what(raw: object, column: Column) -> dict[str, str]:
    return {"value": str(raw)[:40], "what": column.heading}


def _text(column: Column, raw: Raw) -> Cell:
    if isinstance(raw, bool | date):
        return _bad("not_text", _("应为文字，却是“%(value)s”。") % {"value": raw})
    text = raw if isinstance(raw, str) else str(raw)
    longest = LONGEST.get(column.form, LONGEST["text"])
    if len(text) > longest:
        values = {"length": len(text), "most": longest}
        return _bad("too_long", _("有 %(length)d 个字，最多 %(most)d 个字。请缩短。") % values)
    if column.form == "note":
        return Cell(text.strip())
    if column.form == "names":
        return Cell(tuple(dict.fromkeys(name for part in _split(text) if (name := _tidy(part)))))
    tidy = _tidy(text)
    if column.form == "code":
        tidy = unicodedata.normalize("NFKC", tidy)
        if not isinstance(raw, str):
            return (
                Cell(tidy, tidy, _("编号按文字读")) if isinstance(raw, int) else _bad("not_text", _("编号应为文字。"))
            )
    if isinstance(raw, str) and tidy != raw:
        return Cell(tidy, tidy, _("去掉多余空格"))
    return Cell(tidy)


def _split(text: str) -> list[str]:
    return re.split(f"[{NAME_SEPARATORS}\n]", text)


def _tidy(text: str) -> str:
    """Make a text one line without surrounding space; wide spaces count as spaces."""
    return re.sub(r"\s+", " ", text.replace("\u3000", " ").replace("\ufeff", "").replace("\u200b", "")).strip()


def _day(column: Column, raw: Raw, today: date, text_only: bool) -> Cell:
    given = raw
    if isinstance(raw, str):
        found = _day_in(raw)
        if found is None:
            values = {"value": raw[:40]}
            return _bad("date_unreadable", _("“%(value)s”不是日期。应为年月日，如 2022-12-31。") % values)
        if not text_only:
            values = {"value": raw[:40], "day": found.isoformat()}
            return _bad("date_is_text", _("“%(value)s”是文字，不是日期。请改为日期格式的 %(day)s。") % values)
        given = found
    if not isinstance(given, date):
        return _bad("date_unreadable", _("“%(value)s”不是日期。应为日期格式，如 2022-12-31。") % {"value": given})
    values = {"day": given.isoformat(), "today": today.isoformat(), "since": column.since.isoformat()}
    if column.form == "day" and given > today:
        return _bad("date_future", _("%(day)s 在将来（今天是 %(today)s）。请核对年份。") % values)
    if given < column.since or given > LAST_DAY:
        return _bad("date_absurd", _("%(day)s 不合常理（应在 %(since)s 之后）。请核对年份。") % values)
    return Cell(given)


def _day_in(text: str) -> date | None:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _number(raw: Raw) -> tuple[Decimal | None, bool]:
    """Read a number from a raw cell, and tell whether it was text.

    None where it is no number.
    """
    if isinstance(raw, bool | date):
        return None, False
    if isinstance(raw, int | float):
        return Decimal(repr(raw)), False
    text = unicodedata.normalize("NFKC", str(raw)).strip().replace(",", "")
    return (Decimal(text), True) if _NUMBER.fullmatch(text) else (None, True)


def _count(column: Column, raw: Raw, today: date, text_only: bool) -> Cell:  # noqa: ARG001
    number, was_text = _number(raw)
    if number is None:
        return _bad("not_a_number", _("“%(value)s”不是数。应为整数，不带单位。") % {"value": str(raw)[:40]})
    if number != number.to_integral_value():
        return _bad("not_whole", _("%(value)s 不是整数。") % {"value": raw})
    if number < 0:
        return _bad("negative", _("%(value)s 是负数。数量不能为负。") % {"value": raw})
    if number > MOST_COUNT:
        return _bad("count_absurd", _("%(value)s 大得不合常理。请核对。") % {"value": raw})
    return _read(int(number), was_text and not text_only)


def _money(column: Column, raw: Raw, today: date, text_only: bool) -> Cell:  # noqa: ARG001
    number, was_text = _number(raw)
    if number is None:
        text = str(raw)[:40]
        if "元" in text and "万" not in text:
            return _bad("money_in_yuan", _("“%(value)s”以元为单位。请换算成万元，只填数字。") % {"value": text})
        return _bad("not_a_number", _("“%(value)s”不是数。应为以万元为单位的数字，不带单位。") % {"value": text})
    if number < 0:
        return _bad("negative", _("%(value)s 是负数。金额不能为负。") % {"value": raw})
    if number > MOST_MONEY:
        return _too_much(number)
    rounded = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if abs(rounded - number) > Decimal("0.000001"):
        return _bad("money_precision", _("%(value)s 超过两位小数。请四舍五入到百元（0.01 万元）。") % {"value": raw})
    return _read(rounded, was_text and not text_only)


def _too_much(number: Decimal) -> Cell:
    values = {"value": f"{number:f}"[:40], "most": MOST_MONEY}
    if number / YUAN > MOST_MONEY:
        return _bad("money_absurd", _("%(value)s 万元大得不合常理（上限 %(most)d 万元）。请核对。") % values)
    values["instead"] = f"{number / YUAN:.2f}"
    message = _("%(value)s 万元超过上限 %(most)d 万元，像是以元为单位。若是，请改为 %(instead)s。")
    return _bad("money_in_yuan", message % values)


def _read(value: int | Decimal, was_text: bool) -> Cell:
    return Cell(value, str(value), _("文字按数字读")) if was_text else Cell(value)


def _yes_no(column: Column, raw: Raw, today: date, text_only: bool) -> Cell:  # noqa: ARG001
    if isinstance(raw, bool):
        return Cell(raw, YES if raw else NO, _("逻辑值"))
    text = comparable(str(raw))
    if text in (YES, NO):
        return Cell(text == YES)
    return unknown_choice(str(raw), (YES, NO))


def unknown_choice(text: str, choices: tuple[str, ...]) -> Cell:
    """Report a value outside a list as a problem, naming the nearest value in the list."""
    values = {"value": text[:40], "choices": "、".join(choices[:15])}
    message = _("“%(value)s”不在可选范围内。应为：%(choices)s。") % values
    nearest = nearest_of(text, choices)
    if nearest and len(choices) > 2:
        message += _("最接近的是“%(name)s”。") % {"name": nearest}
    return _bad("unknown_choice", message)
