"""An item's figures in words: the system's, the province's, and any value of its kind."""

from __future__ import annotations

from chuyi_dash.i18n import gettext as _
from chuyi_dash.i18n import listed, npgettext
from chuyi_dash.measures import measure_of
from chuyi_dash.metrics.self_check.model import COUNT, MET, NO, STAGE, TEXT, YES, Comparison, Question
from chuyi_dash.plan import Element, Plan, Target
from chuyi_dash.wording.terms import join_sentences, number, percent, stage_name, unit_word

KILOBYTE, MEGABYTE = 1024, 1024 * 1024


def value_words(kind: str, value: str | None, plan: Plan) -> str:
    """Write a value of one of the kinds as people read it; None is unknown.

    Yes or no, a stage's name, a count without its unit, or the text itself.
    """
    if value is None:
        return unknown_figure()
    if kind == MET:
        return {YES: _("是"), NO: _("否")}[value]
    if kind == STAGE:
        return stage_name(plan.stage(value))
    return number(int(value)) if kind == COUNT else value


def _unit(section: str, count: int) -> str:
    """Name what a section counts in; empty where its target decides."""
    words = {
        "counties": npgettext("unit", "个", "个", count),
        "colleges": npgettext("unit", "所", "所", count),
        "training": npgettext("unit", "人次", "人次", count),
    }
    return words.get(section, "")


def item_value_words(item: Question, value: str | None, plan: Plan) -> str:
    """Write a value of this item with the item's unit."""
    if item.kind == COUNT and value is not None and item.target is not None:
        unit = _unit(item.section, int(value)) or _target_unit(item, plan.target(item.target), int(value))
        return f"{number(int(value))} {unit}"
    return value_words(item.kind, value, plan)


def _target_unit(item: Question, target: Target, count: int) -> str:
    return measure_of(target).question_unit(target, item, count)


def unknown_figure() -> str:
    """Say that the system has no figure; never a zero."""
    return _("暂无数据")


def figure_words(item: Question, plan: Plan) -> str:
    """Give the system's figure with the names behind it; empty for free text.

    A project's figure comes with its late milestones and both money rates.
    """
    if item.kind == TEXT:
        return ""
    text = item_value_words(item, item.figure.value, plan)
    if item.kind == STAGE:
        return _("%(stage)s；%(late)s；资金到位率 %(in)s，预算执行率 %(out)s") % {
            "stage": text,
            "late": late_words(item),
            "in": rate_words(item.figure.in_place_rate),
            "out": rate_words(item.figure.spending_rate),
        }
    if item.figure.names:
        return _("%(value)s：%(names)s") % {"value": text, "names": listed(item.figure.names)}
    return text


def late_words(item: Question) -> str:
    """Say how many of a project's milestones are late, out of all."""
    figure = item.figure
    if figure.late is None or figure.milestones is None:
        return _("节点暂无数据")
    return _("%(all)d 个节点中逾期 %(late)d 个") % {"all": figure.milestones, "late": figure.late}


def rate_words(rate: float | None) -> str:
    """Write a money rate, never clipped at 100 %."""
    return unknown_figure() if rate is None else percent(rate)


def comparison_words(item: Question, plan: Plan) -> str:
    """Set the province beside the figure, and give the prefecture's place in it.

    Empty where there is nothing to compare with.
    """
    beside = item.comparison
    if beside is None or item.target is None:
        return ""
    unit = plan.target(item.target).unit
    if beside.met is None:
        return _("全省暂无数据")
    if beside.of is None:
        text = _("全省 %(met)s %(unit)s") % {
            "met": number(beside.met),
            "unit": _counted_in(item, plan.target(item.target), beside.met),
        }
    else:
        text = _("全省 %(of)s 个%(unit)s中 %(met)s 个达到") % {
            "met": number(beside.met),
            "of": number(beside.of),
            "unit": unit_word(unit, beside.of),
        }
    return join_sentences(text + _("；"), _rank_words(item, beside, plan))


def _parts(item: Question, plan: Plan) -> tuple[Element, ...]:
    target = plan.target(item.target) if item.target else None
    return measure_of(target).parts(target) if target else ()


def _rank_words(item: Question, beside: Comparison, plan: Plan) -> str:
    """Give the prefecture's place among those that have figures.

    It also says what the place goes by, where that is not the province's figure itself.
    """
    if item.kind == MET and item.element in {part.id for part in _parts(item, plan)}:
        if beside.rank is None:
            return _("本市州本目标各项数据不全，不排名")
        place = _("%(ranked)d 个各项数据齐全的市州中居第 %(rank)d 位（按本目标已达到的项数）")
    elif beside.rank is None:
        return _("本市州无数据，不排名")
    else:
        place = {
            "counties": _("%(ranked)d 个有数据的市州中居第 %(rank)d 位（按达到的县市区占比）"),
            "colleges": _("%(ranked)d 个有数据的市州中居第 %(rank)d 位（按院校数）"),
        }.get(item.section, _("%(ranked)d 个有数据的市州中居第 %(rank)d 位"))
    return place % {"ranked": beside.ranked, "rank": beside.rank}


def _counted_in(item: Question, target: Target, count: int) -> str:
    """Name the unit of the province's count; a target that counts places counts projects here."""
    if item.kind == STAGE and measure_of(target).by_division:
        return npgettext("unit", "个", "个", count)
    return _unit(item.section, count) or _target_unit(item, target, count)


def size_words(size: int) -> str:
    """Write a file's size; a small one in KB."""
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{size / MEGABYTE:.1f} MB"
