"""The words for statuses, stages, sources and dates: one word for one thing.

Those that the ways of measuring need as well are in ``chuyi_dash.terms``, and can be had from here.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from chuyi_dash.clock import BEIJING
from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import in_chinese, pgettext
from chuyi_dash.plan import Clause, Plan, Stage, Target
from chuyi_dash.terms import (
    UNKNOWN,
    division_name,
    item_name,
    join_sentences,
    number,
    percent,
    state_word,
    target_name,
    unit_word,
)

__all__ = [
    "UNKNOWN",
    "amount",
    "clause_choice",
    "clause_damage",
    "clause_heading",
    "clause_name",
    "confidence_word",
    "day",
    "division_name",
    "institution_word",
    "item_name",
    "join_sentences",
    "level_word",
    "moment",
    "number",
    "origin_word",
    "ownership_word",
    "part_name",
    "percent",
    "period_word",
    "provenance_word",
    "source_kind_word",
    "stage_name",
    "state_word",
    "status_label",
    "status_word",
    "target_choice",
    "target_name",
    "target_original",
    "unit_word",
]

DIGITS = "一二三四五六七八九"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
YEARLY = re.compile(r"(\d{4})年度")


def status_word(status: str) -> str:
    """Give the word that stands beside a status colour."""
    return {
        "done": _("已完成"),
        "on_pace": _("达到序时"),
        "behind": _("落后序时"),
        "far_behind": _("严重落后"),
        "overdue": _("逾期未完成"),
        "no_number": _("无数量要求"),
        "no_data": _("资料不足"),
    }[status]


def status_label(target: Target, status: str) -> str:
    """Say where a target stands; a damaged one is called that instead of being judged."""
    return _("原文残缺，不判断") if target.damaged else status_word(status)


def provenance_word(provenance: str) -> str:
    """Say where the target's number comes from."""
    return {
        "notice": _("通知原文"),
        "press": _("仅见报道"),
        "conflict": _("表述不一"),
        "damaged": _("原文残缺"),
    }[provenance]


def source_kind_word(kind: str) -> str:
    """Give the word for a source's kind."""
    return {
        "notice": pgettext("source", "文件"),
        "official": _("官方名单"),
        "press": _("报道、网页"),
        "import": _("导入"),
        "self_check": _("自查"),
        "sample": _("示例"),
    }[kind]


def confidence_word(confidence: str) -> str:
    """Say how sure the source is."""
    return {"high": _("高"), "medium": _("中"), "low": _("低")}[confidence]


def origin_word(origin: str | None) -> str:
    """Name the origin of money; None is the sum."""
    if origin is None:
        return _("合计")
    words = {
        "中央财政": _("中央财政"),
        "地方财政": _("地方财政"),
        "行业企业支持": _("行业企业支持"),
        "学校自筹": _("学校自筹"),
    }
    return words.get(origin, origin)


def level_word(level: str) -> str:
    """Say whose project it is: the province's or a city's own."""
    return {"省级": _("省级"), "市级": _("市级")}.get(level, level)


def ownership_word(ownership: str | None) -> str:
    """Say public or private, or that nobody has said which."""
    if ownership is None:
        return _("性质不详")
    return {"公办": _("公办"), "民办": _("民办")}.get(ownership, ownership)


def institution_word(kind: str) -> str:
    """Name the kind of an institution; one that is not known here stays as recorded."""
    words = {
        "中职": _("中职"),
        "高职": _("高职"),
        "职业本科": _("职业本科"),
        "高等专科学校": _("高等专科学校"),
        "技工院校": _("技工院校"),
    }
    return words.get(kind, kind)


def period_word(period: str) -> str:
    """Name a reporting period.

    A year's is named by its year; one that an office has named otherwise stays as it is.
    """
    found = YEARLY.fullmatch(period)
    return _("%(year)s年度") % {"year": found[1]} if found else period


def target_original(target: Target) -> str:
    """Give the target's Chinese name, to stand beside a translated one.

    Empty where the name shown is already Chinese.
    """
    return "" if in_chinese() else target.name_zh


def target_choice(target: Target) -> str:
    """Name the target as a box offers it: a translation has the Chinese beside it."""
    return target.name_zh if in_chinese() else f"{target.name_en} · {target.name_zh}"


def clause_name(clause: str) -> str:
    """Name the clause's place in the text, as 二(一)2.

    Readers of other languages get Roman and Arabic figures.
    """
    if in_chinese():
        return clause
    text = re.sub(f"\\(([{DIGITS}])\\)", lambda found: f"({DIGITS.index(found[1]) + 1})", clause)
    text = re.sub(f"^[{DIGITS}]", lambda found: ROMAN[DIGITS.index(found[0])], text)
    return text.replace("·实施", _("·实施"))


def clause_choice(clause: str) -> str:
    """Name the clause's place as a table shows it: a translation has the Chinese beside it."""
    return clause if in_chinese() else f"{clause_name(clause)} · {clause}"


def clause_heading(clause: Clause) -> str:
    """Give our heading over a clause in the reader's language."""
    return clause.heading_zh if in_chinese() else clause.heading_en


def clause_damage(clause: Clause) -> str | None:
    """Say what is wrong with the text at a clause, in the reader's language.

    None where nothing is known to be wrong.
    """
    return clause.damage if in_chinese() else clause.damage_en


def part_name(plan: Plan, part: str) -> str:
    """Give our heading over a part of the text in the reader's language; empty without one."""
    return (plan.parts if in_chinese() else plan.parts_en).get(part, "")


def stage_name(stage: Stage) -> str:
    """Name the stage in the reader's language."""
    return stage.name_zh if in_chinese() else stage.name_en


def amount(value: Decimal | None) -> str:
    """Write 万元 with two decimals; a dash where it is unknown."""
    return UNKNOWN if value is None else f"{value:,.2f}"


def day(value: date | None) -> str:
    """Write a day as official papers in the reader's language do; a dash where it is unknown."""
    if value is None:
        return UNKNOWN
    if in_chinese():
        return f"{value.year}年{value.month}月{value.day}日"
    from babel.dates import format_date  # here, because Chinese does without

    return format_date(value, "d MMMM y", locale="en")


def moment(at: datetime) -> str:
    """Write a moment in Beijing time."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
