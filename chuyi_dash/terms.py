"""The words for names, numbers, units and states.

Every layer from the ways of measuring upwards uses them.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import in_chinese, npgettext
from chuyi_dash.metrics.facts import Division
from chuyi_dash.plan import Element, Target

UNKNOWN = "—"


def state_word(state: str) -> str:
    """Give the word for one of the four states of a division."""
    return {
        "met": _("已达到"),
        "unmet": _("未达到"),
        "unreported": _("未报送"),
        "not_applicable": _("不适用"),
    }[state]


def unit_word(unit: str, number: int | None = None) -> str:
    """Name the unit that a target counts in, in the singular only for one.

    A unit that is not known here stays as it is.
    """
    many = 2 if number is None else number
    words = {
        "个": npgettext("unit", "个", "个", many),
        "所": npgettext("unit", "所", "所", many),
        "人": npgettext("unit", "人", "人", many),
        "人次": npgettext("unit", "人次", "人次", many),
        "市州": npgettext("unit", "市州", "市州", many),
        "县市区": npgettext("unit", "县市区", "县市区", many),
        "行业": npgettext("unit", "行业", "行业", many),
    }
    return words.get(unit, unit)


def target_name(target: Target) -> str:
    """Name the target in the reader's language."""
    return target.name_zh if in_chinese() else target.name_en


def division_name(division: Division, short: bool = False) -> str:
    """Name the division in the reader's language; ``short`` takes the short name in Chinese."""
    if not in_chinese():
        return division.name_en
    return division.short_name if short else division.name


def item_name(item: Element) -> str:
    """Name the item in the reader's language."""
    return item.name_zh if in_chinese() else item.name_en


def number(value: int | None) -> str:
    """Write a count with thousands separators; a dash where it is unknown."""
    return UNKNOWN if value is None else f"{value:,}"


def percent(share: float | None) -> str:
    """Write a share as a percentage with one decimal; a dash where it is unknown.

    It is rounded as charts do, and never clipped.
    """
    if share is None:
        return UNKNOWN
    return f"{Decimal(repr(share * 100)).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def join_sentences(*sentences: str) -> str:
    """Put sentences one after the other; only Chinese needs no space between them."""
    return ("" if in_chinese() else " ").join(text for text in sentences if text)
